import Synchronization

/// The vectors of the products' texts by content hash, in rows of one block. Rows are added while searches run.
///
/// 4 · dimension bytes a vector. A search is an exact scan: no index to build, and a filter costs nothing.
final class VectorTable: Sendable {
    let dimension: Int

    private struct State {
        /// Blocks of `rowsPerBlock` rows, so that adding copies one block at most.
        var blocks: [[Float]] = []
        var rowOf: [ContentHash: Int32] = [:]
        var count = 0
    }

    private static let rowsPerBlock = 512
    private let state = Mutex(State())

    init(dimension: Int) { self.dimension = dimension }

    var count: Int { state.withLock { $0.count } }

    /// Vectors of another dimension are passed over.
    func add(_ vectors: [ContentHash: [Float]]) {
        state.withLock { state in
            for (hash, vector) in vectors where vector.count == dimension && state.rowOf[hash] == nil {
                if state.count % Self.rowsPerBlock == 0 {
                    var block: [Float] = []
                    block.reserveCapacity(Self.rowsPerBlock * dimension)
                    state.blocks.append(block)
                }
                state.blocks[state.blocks.count - 1].append(contentsOf: vector)
                state.rowOf[hash] = Int32(state.count)
                state.count += 1
            }
        }
    }

    func missing(among hashes: [ContentHash]) -> [ContentHash] {
        state.withLock { state in hashes.filter { state.rowOf[$0] == nil } }
    }

    /// The rows of `hashes`, -1 where there is none yet.
    func rows(of hashes: [ContentHash]) -> [Int32] {
        state.withLock { state in hashes.map { state.rowOf[$0] ?? -1 } }
    }

    /// Cosine of `query` with the rows; `rows[i]` gives the row of product i, -1 for none. Products
    /// without a vector get -2. O(products · dimension).
    func similarities(to query: [Float], rows: [Int32]) -> [Float] {
        let blocks = state.withLock { $0.blocks }
        var out = [Float](repeating: -2, count: rows.count)
        guard query.count == dimension else { return out }
        query.withUnsafeBufferPointer { query in
            for (ordinal, row) in rows.enumerated() where row >= 0 {
                let row = Int(row)
                let block = row / Self.rowsPerBlock
                guard block < blocks.count else { continue }
                out[ordinal] = blocks[block].withUnsafeBufferPointer { values in
                    let start = row % Self.rowsPerBlock * dimension
                    guard start + dimension <= values.count else { return -2 }
                    return Self.dot(query, UnsafeBufferPointer(rebasing: values[start..<(start + dimension)]))
                }
            }
        }
        return out
    }

    private static func dot(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        guard let left = a.baseAddress, let right = b.baseAddress else { return 0 }
        var sums = SIMD16<Float>(repeating: 0)
        var index = 0
        while index + 16 <= a.count {
            let x = UnsafeRawPointer(left + index).loadUnaligned(as: SIMD16<Float>.self)
            let y = UnsafeRawPointer(right + index).loadUnaligned(as: SIMD16<Float>.self)
            sums.addProduct(x, y)
            index += 16
        }
        var sum = sums.sum()
        while index < a.count {
            sum += left[index] * right[index]
            index += 1
        }
        return sum
    }
}
