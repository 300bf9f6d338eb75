import Synchronization

/// The vectors of a catalogue in memory, scanned whole: nothing to build, and a filter only makes it faster.
///
/// A first pass reads vectors rounded to 8 bits, a quarter of the memory; what could be among the nearest by the bound of the
/// rounding is then computed in full, so that the result is that of a scan of the vectors themselves. Searches run beside each
/// other and beside changes. See docs/vectors.md for times and sizes.
public final class ExactVectorIndex: VectorIndex {
    public let name = "vectors"
    public let dimension: Int

    /// What is stored, by place. Arrays are shared with searches until they are changed.
    struct Columns: Sendable {
        var ids: [String] = []
        var contents: [VectorContent] = []
        var rows: [Int32] = []
    }

    private struct State: ~Copyable {
        var columns = Columns()
        var placeOf: [String: Int32] = [:]
        var rows: VectorRows
        /// Counts the changes.
        var generation = 0
    }

    private let state: Mutex<State>

    public init(dimension: Int) {
        self.dimension = dimension
        state = Mutex(State(rows: VectorRows(dimension: dimension)))
    }

    /// Takes the place of what is stored: place i is row i of `blocks`.
    func replace(ids: [String], contents: [VectorContent], blocks: [VectorBlock]) {
        var placeOf: [String: Int32] = [:]
        placeOf.reserveCapacity(ids.count)
        for (place, id) in ids.enumerated() { placeOf[id] = Int32(place) }
        state.withLock { state in
            state.columns = Columns(ids: ids, contents: contents, rows: Array(0..<Int32(ids.count)))
            state.placeOf = placeOf
            state.rows = VectorRows(dimension: dimension, blocks: blocks)
            state.generation += 1
        }
    }

    public func count() -> Int { state.withLock { $0.columns.ids.count } }

    public func contents() -> [String: VectorContent] {
        let columns = state.withLock { $0.columns }
        return Dictionary(zip(columns.ids, columns.contents), uniquingKeysWith: { first, _ in first })
    }

    public func vectors(of ids: [String]) -> [String: [Float]] {
        let (rows, view) = state.withLock { state in
            (ids.map { id in state.placeOf[id].map { state.columns.rows[Int($0)] } }, state.rows.view)
        }
        var found: [String: [Float]] = [:]
        for (id, row) in zip(ids, rows) { if let row { found[id] = Array(view.vector(at: row)) } }
        return found
    }

    public func upsert(_ entries: [VectorEntry]) throws {
        for entry in entries { try VectorIndexError.check(entry.vector, dimension: dimension) }
        state.withLock { state in
            for entry in entries { Self.put(entry, &state) }
            Self.compact(&state)
        }
    }

    public func remove(_ ids: [String]) {
        state.withLock { state in
            for id in ids {
                guard let place = state.placeOf.removeValue(forKey: id).map(Int.init) else { continue }
                // The last takes its place.
                let last = state.columns.ids.count - 1
                if place < last {
                    state.columns.ids[place] = state.columns.ids[last]
                    state.columns.contents[place] = state.columns.contents[last]
                    state.columns.rows[place] = state.columns.rows[last]
                    state.placeOf[state.columns.ids[place]] = Int32(place)
                }
                state.columns.ids.removeLast()
                state.columns.contents.removeLast()
                state.columns.rows.removeLast()
                state.generation += 1
            }
            Self.compact(&state)
        }
    }

    /// O(products · dimension), bound by memory: the filter is part of the scan, so that what it leaves out costs next to nothing.
    public func nearest(to vector: [Float], limit: Int, filter: VectorFilter) throws -> [VectorMatch] {
        try VectorIndexError.check(vector, dimension: dimension)
        let (columns, view) = state.withLock { ($0.columns, $0.rows.view) }
        let places =
            filter.isEmpty
            ? Array(columns.rows.indices) : columns.contents.indices.filter { filter.admits(columns.contents[$0]) }
        let rows = filter.isEmpty ? columns.rows : places.map { columns.rows[$0] }
        let nearest = NearestRows(view: view, query: vector).find(limit, among: rows) { columns.ids[places[$0]] }
        return nearest.map { VectorMatch(id: columns.ids[places[$0.index]], similarity: $0.cosine) }
    }

    private static func put(_ entry: VectorEntry, _ state: inout State) {
        let row = state.rows.append(entry.vector)
        state.generation += 1
        if let place = state.placeOf[entry.id].map(Int.init) {
            state.columns.contents[place] = entry.content
            state.columns.rows[place] = row
        } else {
            state.placeOf[entry.id] = Int32(state.columns.ids.count)
            state.columns.ids.append(entry.id)
            state.columns.contents.append(entry.content)
            state.columns.rows.append(row)
        }
    }

    /// Copies the rows in use where most are not any more. Searches under way keep the old ones.
    private static func compact(_ state: inout State) {
        let used = state.columns.rows.count
        guard state.rows.view.end > 2 * used + 4 * VectorBlock.rows else { return }
        let old = state.rows.view
        var rows = VectorRows(dimension: old.dimension)
        for place in state.columns.rows.indices {
            state.columns.rows[place] = rows.append(Array(old.vector(at: state.columns.rows[place])))
        }
        state.rows = rows
        state.generation += 1
    }
}

// MARK: - For the engine, which has its own columns of the products

extension ExactVectorIndex {
    /// Rows by product of one moment, for scans that choose the products themselves.
    struct Rows: Sendable {
        let generation: Int
        let view: VectorRows.View
        /// -1 where a product has no vector of its present text.
        let rows: [Int32]
        /// Products that have one.
        let present: Int
    }

    var generation: Int { state.withLock { $0.generation } }

    /// The rows of the products with these ids, whose texts have these hashes. O(products).
    func rows(ids: [String], hashes: [ContentHash]) -> Rows {
        state.withLock { state in
            var present = 0
            let rows = zip(ids, hashes).map { id, hash -> Int32 in
                guard let place = state.placeOf[id].map(Int.init), state.columns.contents[place].hash == hash else {
                    return -1
                }
                present += 1
                return state.columns.rows[place]
            }
            return Rows(generation: state.generation, view: state.rows.view, rows: rows, present: present)
        }
    }

    /// All that is stored at one moment.
    var all: (columns: Columns, view: VectorRows.View, generation: Int) {
        state.withLock { ($0.columns, $0.rows.view, $0.generation) }
    }
}
