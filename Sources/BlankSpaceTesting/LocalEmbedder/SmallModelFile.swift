/// Makes files of the embedding model's format that are small and random: two layers of two heads, and a vocabulary of a
/// few dozen pieces. What they compute means nothing; how it is computed is the same.
public struct SmallModelFile {
    public static let width = 64
    public static let positions = 24
    public static let layers = 2
    public static let inner = 96

    /// Pieces with their scores, after those of beginning, padding, end and unknown.
    public var pieces: [(String, Float)] = [
        ("▁", -2), ("a", -3), ("b", -3), ("ab", -3.5), ("▁a", -3), ("▁ab", -4), ("abc", -9), ("c", -4), ("가", -3),
        ("나", -3),
        ("가나", -4), ("▁가", -3.5), ("다", -5), ("👟", -6), (":", -2), ("query", -2), ("▁query", -2), ("passage", -2),
        ("▁passage", -2), ("é", -5), ("x", -5), ("y", -5), ("xx", -9.5), ("ab", -1),
    ]
    /// Scalars and what they are replaced by, in ascending order of the scalars.
    public var normalization: [(UInt32, [UInt32])] = [
        (9, [32]), (0x200D, []), (0x2460, [0x61]), (0xFDFA, [0x61, 0x20, 0x62]),
    ]
    public var seed: UInt64 = 1

    public init() {}

    public var bytes: [UInt8] {
        var file = ByteWriter()
        var random = SplitMix64(seed: seed)
        let texts = ["<s>", "<pad>", "</s>", "<unk>"] + pieces.map(\.0)
        let vocabulary = texts.count + 3
        file.append("E5S1".utf8)
        file.append(UInt32(1))
        let heads = Self.width / 32
        for size in [Self.width, Self.layers, heads, Self.inner, vocabulary, Self.positions, 1] {
            file.append(Int32(size))
        }
        file.append(Float(1e-12))
        file.append(Int32(32))
        for number in [texts.count, 0, 2, 1, 3] { file.append(Int32(number)) }
        file.append(UInt64(texts.reduce(0) { $0 + $1.utf8.count }))
        var end: UInt32 = 0
        file.append(end)
        for text in texts {
            end += UInt32(text.utf8.count)
            file.append(end)
        }
        for score in [0, 0, 0, 0] + pieces.map(\.1) { file.append(score) }
        for text in texts { file.append(text.utf8) }
        file.append(Int32(normalization.count))
        file.append(UInt32(normalization.reduce(0) { $0 + 5 + 4 * $1.1.count }))
        for (scalar, replacement) in normalization {
            file.append(scalar)
            file.append(UInt8(replacement.count))
            for other in replacement { file.append(other) }
        }
        append(tensors(vocabulary: vocabulary, random: &random), to: &file)
        return file.bytes
    }

    private func tensors(vocabulary: Int, random: inout SplitMix64) -> [(
        name: String, kind: UInt8, count: Int, [UInt8]
    )] {
        var tensors: [(name: String, kind: UInt8, count: Int, [UInt8])] = []
        func floats(_ name: String, _ count: Int, around middle: Float = 0) {
            var bytes = ByteWriter()
            for _ in 0..<count { bytes.append(middle + Float.random(in: -0.5...0.5, using: &random)) }
            tensors.append((name, 0, count, bytes.bytes))
        }
        func blocks(_ name: String, _ count: Int) {
            var bytes = ByteWriter()
            for _ in 0..<count / 32 {
                // A positive number of half precision between 2^-7 and 2^-5.
                bytes.append(UInt16.random(in: 0x2000...0x2800, using: &random))
                for _ in 0..<16 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
            }
            tensors.append((name, 1, count, bytes.bytes))
        }
        func matrix(_ name: String, _ rows: Int, _ columns: Int) {
            blocks(name + ".w", rows * columns)
            floats(name + ".b", rows)
        }
        func norm(_ name: String) {
            floats(name + ".w", Self.width, around: 1)
            floats(name + ".b", Self.width)
        }
        blocks("emb.word", vocabulary * Self.width)
        floats("emb.pos", Self.positions * Self.width)
        floats("emb.type", Self.width)
        norm("emb.ln")
        for layer in 0..<Self.layers {
            for name in ["q", "k", "v", "ao"] { matrix("l\(layer).\(name)", Self.width, Self.width) }
            matrix("l\(layer).fi", Self.inner, Self.width)
            matrix("l\(layer).fo", Self.width, Self.inner)
            norm("l\(layer).aln")
            norm("l\(layer).oln")
        }
        return tensors
    }

    private func append(_ tensors: [(name: String, kind: UInt8, count: Int, [UInt8])], to file: inout ByteWriter) {
        func rounded(_ count: Int) -> Int { (count + 63) / 64 * 64 }
        let directory = 4 + tensors.reduce(0) { $0 + 23 + $1.name.utf8.count }
        var offset = rounded(file.bytes.count + directory)
        let first = offset
        file.append(Int32(tensors.count))
        for (name, kind, count, bytes) in tensors {
            file.append(UInt16(name.utf8.count))
            file.append(name.utf8)
            file.append(kind)
            file.append(UInt32(count))
            file.append(UInt64(offset))
            file.append(UInt64(bytes.count))
            offset = rounded(offset + bytes.count)
        }
        file.pad(to: first)
        for (_, _, _, bytes) in tensors {
            file.append(bytes)
            file.pad(to: rounded(file.bytes.count))
        }
    }
}

/// Numbers one after another, little-endian.
private struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ number: Float) { append(number.bitPattern) }

    mutating func pad(to count: Int) { bytes.append(contentsOf: repeatElement(0, count: count - bytes.count)) }
}
