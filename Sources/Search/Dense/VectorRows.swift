import CVectorScan

/// Vectors in rows, each as it is and rounded to 8 bits. Rows are only added, while others read those that were there.
///
/// 5 · dimension + 8 bytes a row, of which a scan reads dimension + 4.
struct VectorRows: ~Copyable {
    /// What can be read without a lock, whatever is added meanwhile.
    struct View: Sendable {
        let dimension: Int
        fileprivate(set) var blocks: [VectorBlock] = []
        /// Rows, those of the blocks' unused ends included.
        fileprivate(set) var end = 0
    }

    private(set) var view: View

    init(dimension: Int) { view = View(dimension: dimension) }

    /// Rows 0..<count of a file's blocks; rows that are added begin a block of their own.
    init(dimension: Int, blocks: [VectorBlock]) {
        view = View(dimension: dimension, blocks: blocks, end: blocks.count * VectorBlock.rows)
    }

    /// Adds a vector of `dimension` finite components and returns its row.
    mutating func append(_ vector: [Float]) -> Int32 {
        let row = view.end
        if row % VectorBlock.rows == 0 { view.blocks.append(VectorBlock(dimension: view.dimension)) }
        view.blocks[row / VectorBlock.rows].set(row % VectorBlock.rows, to: vector)
        view.end += 1
        return Int32(row)
    }
}

extension VectorRows.View {
    func vector(at row: Int32) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(
            start: blocks[Int(row) / VectorBlock.rows].vector(Int(row) % VectorBlock.rows), count: dimension)
    }

    /// The cosines of a query with `rows`, in their order, to within `QuantizedQuery.bound` of `error(of:)`; -2 for a row below 0.
    /// O(rows · dimension), bound by memory.
    func approximateCosines(_ query: QuantizedQuery, _ rows: [Int32]) -> [Float] {
        let codes: [UnsafePointer<Int8>?] = blocks.map { UnsafePointer($0.codes) }
        let scales = blocks.map { UnsafePointer($0.scales) }
        return [Float](unsafeUninitializedCapacity: rows.count) { cosines, count in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.stretch) { dots in
                rows.withUnsafeBufferPointer { rows in
                    for start in stride(from: 0, to: rows.count, by: Self.stretch) {
                        let part = UnsafeBufferPointer(rebasing: rows[start..<min(start + Self.stretch, rows.count)])
                        vector_scan_dots(
                            codes, UInt32(VectorBlock.rows.trailingZeroBitCount), dimension, part.baseAddress,
                            part.count,
                            query.codes, dots.baseAddress)
                        for index in part.indices {
                            let row = Int(part[index])
                            let scale = row < 0 ? 0 : scales[row / VectorBlock.rows][row % VectorBlock.rows]
                            cosines.initializeElement(
                                at: start + index, to: row < 0 ? -2 : Float(dots[index]) * query.scale * scale)
                        }
                    }
                }
            }
            count = rows.count
        }
    }

    /// Rows whose products stay in the processor's nearest memory until they are read.
    private static let stretch = 1_024

    /// Length of what the rounding took away from a row.
    func error(of row: Int32) -> Float { blocks[Int(row) / VectorBlock.rows].errors[Int(row) % VectorBlock.rows] }

    /// The cosine itself. O(dimension).
    func cosine(_ query: [Float], _ row: Int32) -> Float {
        let vector = vector(at: row)
        return query.withUnsafeBufferPointer { query in
            guard let left = query.baseAddress, let right = vector.baseAddress, query.count == dimension else {
                return -2
            }
            var sums = SIMD16<Float>(repeating: 0)
            var index = 0
            while index + 16 <= dimension {
                let x = UnsafeRawPointer(left + index).loadUnaligned(as: SIMD16<Float>.self)
                let y = UnsafeRawPointer(right + index).loadUnaligned(as: SIMD16<Float>.self)
                sums.addProduct(x, y)
                index += 16
            }
            var sum = sums.sum()
            while index < dimension {
                sum += left[index] * right[index]
                index += 1
            }
            return sum
        }
    }
}

/// Memory of 1,024 rows, or a part of a mapped file that is laid out so.
///
/// Unchecked: a row is written once, before `VectorRows.View.end`, which its owner guards by a lock, makes it visible.
final class VectorBlock: @unchecked Sendable {
    static let rows = 1 << 10

    let codes: UnsafeMutablePointer<Int8>
    let scales: UnsafeMutablePointer<Float>
    let errors: UnsafeMutablePointer<Float>
    private let vectors: UnsafeMutablePointer<Float>
    private let dimension: Int
    /// What the memory belongs to; nil where it is the block's own.
    private let mapping: MappedFile?

    init(dimension: Int) {
        self.dimension = dimension
        mapping = nil
        codes = .allocate(capacity: Self.rows * dimension)
        vectors = .allocate(capacity: Self.rows * dimension)
        scales = .allocate(capacity: Self.rows)
        errors = .allocate(capacity: Self.rows)
    }

    /// A block that is only read.
    init(
        dimension: Int, mapping: MappedFile, codes: UnsafeMutablePointer<Int8>, vectors: UnsafeMutablePointer<Float>,
        scales: UnsafeMutablePointer<Float>, errors: UnsafeMutablePointer<Float>
    ) {
        self.dimension = dimension
        self.mapping = mapping
        self.codes = codes
        self.vectors = vectors
        self.scales = scales
        self.errors = errors
    }

    deinit {
        guard mapping == nil else { return }
        codes.deallocate()
        vectors.deallocate()
        scales.deallocate()
        errors.deallocate()
    }

    func vector(_ row: Int) -> UnsafePointer<Float> { UnsafePointer(vectors + row * dimension) }

    fileprivate func set(_ row: Int, to vector: [Float]) {
        vector.withUnsafeBufferPointer { vector in
            guard let base = vector.baseAddress else { return }
            (vectors + row * dimension).initialize(from: base, count: dimension)
            (scales[row], errors[row]) = quantize(vector, into: codes + row * dimension)
        }
    }
}
