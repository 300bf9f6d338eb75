public import Resilience
import Synchronization

/// A vector database that a search engine keeps at the state of its catalogue and asks for what is near, behind a circuit breaker.
///
/// It may be down, slow, empty or stale at any time: the engine has the vectors in memory too, and this brings the database up
/// to date whenever it can be reached.
public final class RemoteVectors: Sendable {
    public let index: any VectorIndex
    private let guarded: Guarded
    private let state = Mutex(State())

    private struct State {
        /// What the database holds, as far as it was heard; nil before that and after a failure.
        var known: [String: VectorContent]?
        var pending = 0
    }

    /// Where the database stands, for /readyz.
    public struct Status: Sendable, Equatable {
        public var health: Guarded.Health
        /// Products that are stored; nil where it is not known.
        public var stored: Int?
        /// Products to be put in or taken out.
        public var pending: Int
    }

    public init(_ index: any VectorIndex, breaker: CircuitBreaker = CircuitBreaker()) {
        self.index = index
        guarded = Guarded(index.name, breaker: breaker)
    }

    public var name: String { index.name }

    public var status: Status {
        let (known, pending) = state.withLock { ($0.known?.count, $0.pending) }
        return Status(health: guarded.health, stored: known, pending: pending)
    }

    /// Whether so much is still to be put in that what it finds says little.
    var isFilling: Bool {
        state.withLock { state in state.known.map { state.pending * 10 > $0.count + state.pending } ?? false }
    }

    /// Throws `Guarded.Open` while the database is left alone, else what the index throws.
    func nearest(to vector: [Float], limit: Int, filter: VectorFilter) async throws -> [VectorMatch] {
        try await guarded.run { try await index.nearest(to: vector, limit: limit, filter: filter) }
    }

    /// The vectors that the database has of texts with these hashes, by product.
    func vectors(of wanted: [String: ContentHash]) async throws -> [ContentHash: [Float]] {
        let known = try await contents()
        let ids = wanted.filter { known[$0.key]?.hash == $0.value }.map(\.key)
        var found: [ContentHash: [Float]] = [:]
        for start in stride(from: 0, to: ids.count, by: Self.batch) {
            try Task.checkCancellation()
            let part = Array(ids[start..<min(start + Self.batch, ids.count)])
            for (id, vector) in try await guarded.run({ try await index.vectors(of: part) }) {
                if let hash = wanted[id] { found[hash] = vector }
            }
        }
        return found
    }

    /// Brings the database to what `catalog` holds: sends what differs, takes out what is gone. On failure throws, and begins
    /// the next time with asking what is there.
    func bring(to catalog: CatalogVectors) async throws {
        do {
            let known = try await contents()
            let changed = catalog.ids.indices.filter {
                catalog.hasVector($0) && known[catalog.ids[$0]] != catalog.contents[$0]
            }
            let present = Set(catalog.ids)
            let gone = known.keys.filter { !present.contains($0) }
            state.withLock { $0.pending = changed.count + gone.count }
            for part in batches(changed) {
                try Task.checkCancellation()
                let entries = part.map(catalog.entry)
                try await guarded.run { try await index.upsert(entries) }
                note(entries.map { ($0.id, $0.content) })
            }
            for part in batches(gone) {
                try Task.checkCancellation()
                try await guarded.run { try await index.remove(Array(part)) }
                note(part.map { ($0, nil) })
            }
        } catch {
            state.withLock { $0.known = nil }
            throw error
        }
    }

    /// Asks whether the database still holds as many as it should; where not, the next `bring` asks for all.
    func check() async throws {
        do {
            let count = try await guarded.run { try await index.count() }
            state.withLock { if $0.known?.count != count { $0.known = nil } }
        } catch {
            state.withLock { $0.known = nil }
            throw error
        }
    }

    /// Products of one request. One request at a time is under way, so the database sets the pace.
    private static let batch = 500

    private func batches<Element>(_ all: [Element]) -> some Sequence<ArraySlice<Element>> {
        stride(from: 0, to: all.count, by: Self.batch).lazy.map { all[$0..<min($0 + Self.batch, all.count)] }
    }

    private func contents() async throws -> [String: VectorContent] {
        if let known = state.withLock({ $0.known }) { return known }
        let contents = try await guarded.run { try await index.contents() }
        state.withLock { $0.known = contents }
        return contents
    }

    private func note(_ done: [(id: String, content: VectorContent?)]) {
        state.withLock { state in
            for (id, content) in done { state.known?[id] = content }
            state.pending = max(0, state.pending - done.count)
        }
    }
}

/// What a vector database should hold.
struct CatalogVectors: Sendable {
    var ids: [String]
    var contents: [VectorContent]
    var rows: ExactVectorIndex.Rows

    func hasVector(_ place: Int) -> Bool { rows.rows[place] >= 0 }

    /// Of a product that has a vector.
    func entry(_ place: Int) -> VectorEntry {
        VectorEntry(
            id: ids[place], vector: Array(rows.view.vector(at: rows.rows[place])), content: contents[place])
    }
}
