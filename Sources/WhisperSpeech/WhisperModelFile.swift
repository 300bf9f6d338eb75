/// A Whisper model in whisper.cpp's format, looked through before the library sees it: the library allocates by the numbers in the
/// header and does not survive every file.
public struct WhisperModelFile: Sendable, Equatable {
    /// Languages and text apart, what the header says of the network.
    public let vocabulary: Int
    public let audioContext: Int
    public let layers: Int
    public let tensors: Int

    /// Models made for English alone have a smaller vocabulary.
    public var isMultilingual: Bool { vocabulary >= 51_865 }

    /// Walks through the whole file, tensor by tensor, without reading the weights: a fraction of a millisecond.
    ///
    /// - Returns: nil and why not, where `bytes` are no such model or are cut off.
    public static func check(_ bytes: UnsafeRawBufferPointer) -> Result<WhisperModelFile, Flaw> {
        do {
            var reader = Reader(bytes: bytes)
            return .success(try WhisperModelFile(&reader))
        } catch {
            return .failure(error)
        }
    }

    /// What is wrong with the file, in a few words.
    public struct Flaw: Error, Equatable {
        public let reason: String
    }

    private static let magic = 0x6767_6D6C
    /// ggml's types: bytes of a block, elements of a block.
    private static let blocks: [Int: (bytes: Int, elements: Int)] = [
        0: (4, 1), 1: (2, 1), 2: (18, 32), 3: (20, 32), 6: (22, 32), 7: (24, 32), 8: (34, 32),
        10: (84, 256), 11: (110, 256), 12: (144, 256), 13: (176, 256), 14: (210, 256),
    ]

    private init(_ reader: inout Reader) throws(Flaw) {
        guard try reader.number() == Self.magic else { throw Flaw(reason: "it is no whisper.cpp model") }
        vocabulary = try reader.number(in: 50_000...60_000, "vocabulary")
        audioContext = try reader.number(in: 1...4_096, "audio context")
        let state = try reader.number(in: 64...4_096, "width")
        let heads = try reader.number(in: 1...64, "heads")
        layers = try reader.number(in: 1...128, "layers")
        _ = try reader.number(in: 1...4_096, "text context")
        _ = try reader.number(in: state...state, "text width")
        _ = try reader.number(in: heads...heads, "text heads")
        _ = try reader.number(in: 1...128, "text layers")
        let bands = try reader.number(in: 1...256, "mel bands")
        _ = try reader.number(in: 0...9_999, "quantization")
        guard state % heads == 0 else { throw Flaw(reason: "its width is no multiple of its heads") }

        _ = try reader.number(in: bands...bands, "filter bands")
        let bins = try reader.number(in: 1...4_096, "filter bins")
        try reader.skip(4 * bands * bins)
        for _ in 0..<(try reader.number(in: 1...vocabulary, "tokens")) {
            try reader.skip(try reader.number(in: 0...4_096, "token length"))
        }

        var tensors = 0
        while !reader.isAtEnd {
            let dimensions = try reader.number(in: 1...4, "dimensions")
            let nameLength = try reader.number(in: 1...256, "tensor name")
            guard let block = Self.blocks[try reader.number()] else {
                throw Flaw(reason: "a tensor has an unknown type")
            }
            var elements = 1
            for _ in 0..<dimensions {
                // The largest product is within an Int: the bound of each is checked before it is multiplied.
                let (product, overflow) = elements.multipliedReportingOverflow(
                    by: try reader.number(in: 1...1_000_000, "tensor size"))
                guard !overflow, product <= 1 << 40 else { throw Flaw(reason: "a tensor is too large") }
                elements = product
            }
            guard elements % block.elements == 0 else { throw Flaw(reason: "a tensor ends within a block") }
            try reader.skip(nameLength)
            try reader.skip(elements / block.elements * block.bytes)
            tensors += 1
        }
        guard tensors > 0 else { throw Flaw(reason: "it has no tensors") }
        self.tensors = tensors
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        mutating func number() throws(Flaw) -> Int {
            guard bytes.count - position >= 4 else { throw Flaw(reason: "it is cut off") }
            defer { position += 4 }
            return Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self)))
        }

        mutating func number(in range: ClosedRange<Int>, _ name: String) throws(Flaw) -> Int {
            let value = try number()
            guard range.contains(value) else { throw Flaw(reason: "its \(name) is \(value)") }
            return value
        }

        mutating func skip(_ count: Int) throws(Flaw) {
            guard count <= bytes.count - position else { throw Flaw(reason: "it is cut off") }
            position += count
        }
    }
}
