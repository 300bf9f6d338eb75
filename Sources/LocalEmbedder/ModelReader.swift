/// Reads a model's bytes from front to back. Numbers are little-endian. Nothing outside the bytes is ever read: what would be
/// is an ``LocalEmbedderError/Code/unusable`` error.
struct ModelReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws(LocalEmbedderError) -> Number {
        let place = try skip(MemoryLayout<Number>.size)
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place.lowerBound, as: Number.self))
    }

    mutating func float() throws(LocalEmbedderError) -> Float {
        Float(bitPattern: try number(UInt32.self))
    }

    /// A count or an index: a 32-bit number in `range`.
    mutating func count(_ name: String, in range: ClosedRange<Int>) throws(LocalEmbedderError) -> Int {
        let value = Int(try number(Int32.self))
        guard range.contains(value) else { throw .unusable("\(name) is \(value), not in \(range)") }
        return value
    }

    mutating func numbers(_ count: Int) throws(LocalEmbedderError) -> [UInt32] {
        let place = try skip(4 * count)
        return (0..<count).map {
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place.lowerBound + 4 * $0, as: UInt32.self))
        }
    }

    mutating func raw(_ count: Int) throws(LocalEmbedderError) -> [UInt8] {
        let place = try skip(count)
        return [UInt8](bytes[place])
    }

    /// The place of the next `count` bytes, which are passed over.
    mutating func skip(_ count: Int) throws(LocalEmbedderError) -> Range<Int> {
        guard count >= 0, count <= bytes.count - offset else {
            throw .unusable("it ends at byte \(bytes.count), where \(count) bytes from \(offset) on are needed")
        }
        defer { offset += count }
        return offset..<offset + count
    }
}
