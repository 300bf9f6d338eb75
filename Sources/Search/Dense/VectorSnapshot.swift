import Foundation

/// A vector index on disk, mapped into memory when it is loaded: what no search reads is not read from the disk either.
///
/// Layout, little-endian: magic, version, dimension, rows, label, contents with their checksum; from a multiple of 4,096 on the
/// scales, errors, codes and vectors of the rows, rounded up to whole blocks.
extension ExactVectorIndex {
    private static let magic: [UInt8] = Array("BSVECTOR".utf8)
    private static let version: UInt32 = 1
    private static let page = 4_096

    /// Takes what `save` wrote in the place of what is stored. Blocks. The vectors stay in the file, which may be replaced but not
    /// overwritten meanwhile.
    ///
    /// - Parameter label: what has to be the one that was saved: of which embedder the vectors are.
    /// - Throws: `VectorIndexError` where there is none, it is damaged, or it is of another label or dimension; nothing is
    ///   changed then.
    public func load(_ path: String, label: String) throws(VectorIndexError) {
        let file = try MappedFile(path: path)
        var reader = SnapshotReader(bytes: file.bytes)
        guard try reader.take(Self.magic.count).elementsEqual(Self.magic),
            try reader.integer(UInt32.self) == Self.version
        else { throw VectorIndexError(.unreadable, "\(path) is no snapshot of vectors that this version reads") }
        let stored = Int(try reader.integer(UInt32.self))
        let count = try reader.length(UInt64.self)
        let storedLabel = String(decoding: try reader.take(reader.length(UInt32.self)), as: UTF8.self)
        guard stored == dimension, storedLabel == label else {
            throw VectorIndexError(
                .mismatch,
                "\(path) holds vectors of \(storedLabel.prefix(100)) with \(stored) components, not of \(label) with \(dimension)"
            )
        }
        let checksum = try reader.integer(UInt64.self)
        let contents = try reader.take(reader.length(UInt64.self))
        guard ContentHash(of: contents).low == checksum else {
            throw VectorIndexError(.unreadable, "\(path) is damaged")
        }
        var (ids, columns) = ([String](), [VectorContent]())
        // A product takes 29 bytes and its id.
        ids.reserveCapacity(min(count, contents.count / 29))
        columns.reserveCapacity(min(count, contents.count / 29))
        var contentReader = SnapshotReader(bytes: contents)
        for _ in 0..<count {
            let hash = ContentHash(
                high: try contentReader.integer(UInt64.self), low: try contentReader.integer(UInt64.self))
            let price = try contentReader.integer(Int64.self)
            let flag = try contentReader.integer(UInt8.self)
            ids.append(String(decoding: try contentReader.take(contentReader.length(UInt32.self)), as: UTF8.self))
            columns.append(
                VectorContent(hash: hash, price: price == .min ? nil : Int(price), isPurchasable: flag == 1))
        }
        guard contentReader.offset == contents.count, Set(ids).count == ids.count else {
            throw VectorIndexError(.unreadable, "\(path) is damaged")
        }
        replace(
            ids: ids, contents: columns,
            blocks: try Self.blocks(of: file, from: reader.offset, dimension: dimension, count: count))
    }

    private static func blocks(of file: MappedFile, from end: Int, dimension: Int, count: Int) throws(VectorIndexError)
        -> [VectorBlock]
    {
        let blocks = (count + VectorBlock.rows - 1) / VectorBlock.rows
        let rows = blocks * VectorBlock.rows
        let start = (end + page - 1) / page * page
        // Cannot overflow: count is at most the file's length.
        let size = rows * 8 + rows * dimension * 5
        guard file.bytes.count == start + size, let base = file.bytes.baseAddress else {
            throw VectorIndexError(.unreadable, "\(file.path) is cut short")
        }
        // Read only: nothing writes into blocks that came from a file.
        let data = UnsafeMutableRawPointer(mutating: base) + start
        let scales = data.assumingMemoryBound(to: Float.self)
        let codes = (data + rows * 8).assumingMemoryBound(to: Int8.self)
        let vectors = (data + rows * 8 + rows * dimension).assumingMemoryBound(to: Float.self)
        return (0..<blocks).map { block in
            let row = block * VectorBlock.rows
            return VectorBlock(
                dimension: dimension, mapping: file, codes: codes + row * dimension, vectors: vectors + row * dimension,
                scales: scales + row, errors: scales + rows + row)
        }
    }

    /// Writes what is stored now, and puts it in the place of what stood at `path` when all of it is on the disk. Blocks.
    public func save(to path: String, label: String) throws {
        let (columns, view, _) = all
        var contents: [UInt8] = []
        contents.reserveCapacity(columns.ids.count * 48)
        for (id, content) in zip(columns.ids, columns.contents) {
            contents.append(integer: content.hash.high)
            contents.append(integer: content.hash.low)
            contents.append(integer: Int64(content.price ?? Int(Int64.min)))
            contents.append(integer: content.isPurchasable ? UInt8(1) : 0)
            contents.append(integer: UInt32(id.utf8.count))
            contents.append(contentsOf: id.utf8)
        }
        var head = Self.magic
        head.append(integer: Self.version)
        head.append(integer: UInt32(dimension))
        head.append(integer: UInt64(columns.ids.count))
        head.append(integer: UInt32(label.utf8.count))
        head.append(contentsOf: label.utf8)
        head.append(integer: ContentHash(of: contents).low)
        head.append(integer: UInt64(contents.count))
        head.append(contentsOf: contents)
        head.append(contentsOf: repeatElement(0, count: (Self.page - head.count % Self.page) % Self.page))
        let padding = (VectorBlock.rows - columns.rows.count % VectorBlock.rows) % VectorBlock.rows
        try ReplacingFile.write(path) { file in
            try file.write(contentsOf: head)
            try view.write(columns.rows, padding: padding, to: file)
        }
    }
}

extension VectorRows.View {
    /// Writes scales, errors, codes and vectors of `rows`, each followed by as many empty ones as `padding` says.
    fileprivate func write(_ rows: [Int32], padding: Int, to file: FileHandle) throws {
        func part(_ size: Int, _ bytes: (VectorBlock, Int) -> UnsafeRawPointer) throws {
            for start in stride(from: 0, to: rows.count, by: VectorBlock.rows) {
                var data = Data(capacity: size * VectorBlock.rows)
                for row in rows[start..<min(start + VectorBlock.rows, rows.count)] {
                    let block = blocks[Int(row) / VectorBlock.rows]
                    data.append(
                        bytes(block, Int(row) % VectorBlock.rows).assumingMemoryBound(to: UInt8.self), count: size)
                }
                try file.write(contentsOf: data)
            }
            try file.write(contentsOf: Data(count: size * padding))
        }
        try part(4) { UnsafeRawPointer($0.scales + $1) }
        try part(4) { UnsafeRawPointer($0.errors + $1) }
        try part(dimension) { UnsafeRawPointer($0.codes + $1 * dimension) }
        try part(4 * dimension) { UnsafeRawPointer($0.vector($1)) }
    }
}
