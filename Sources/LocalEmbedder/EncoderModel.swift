import CEncoder

/// Sizes of an encoder.
struct EncoderShape: Sendable, Equatable {
    /// Components of a token's state, and of a vector.
    var width: Int
    var layers: Int
    var heads: Int
    /// Components between the two matrices of a layer's feed-forward part.
    var inner: Int
    /// Tokens that have an embedding: ids are below it.
    var vocabulary: Int
    /// The most tokens of one text.
    var positions: Int
}

/// A model file's contents: the tokenizer, and where the encoder's weights are. All places and sizes are checked here, once.
///
/// The file: "E5S1", a version, the sizes, the pieces with their scores, the normalization map, a directory of tensors and the
/// tensors. Matrices are in blocks of 32 weights (see CEncoder.h), all else in Float32.
package struct EncoderModel: Sendable {
    struct Layer {
        var query: ce_matrix
        var key: ce_matrix
        var value: ce_matrix
        var output: ce_matrix
        var attentionNorm: ce_norm
        var inner: ce_matrix
        var outer: ce_matrix
        var outputNorm: ce_norm
    }

    let shape: EncoderShape
    let tokenizer: UnigramTokenizer
    // Places in `memory`, which is only read and lives as long as they do.
    nonisolated(unsafe) let words: UnsafePointer<UInt8>
    nonisolated(unsafe) let positions: UnsafePointer<Float>
    nonisolated(unsafe) let type: UnsafePointer<Float>
    nonisolated(unsafe) let embeddingNorm: ce_norm
    nonisolated(unsafe) let layers: [Layer]
    private let memory: ModelMemory

    package init(_ memory: ModelMemory) throws(LocalEmbedderError) {
        var reader = ModelReader(memory.bytes)
        guard try reader.raw(4) == Array("E5S1".utf8), try reader.number(UInt32.self) == 1 else {
            throw .unusable("it does not begin as a model of version 1 does")
        }
        var shape = EncoderShape(width: 0, layers: 0, heads: 0, inner: 0, vocabulary: 0, positions: 0)
        shape.width = try reader.count("the width", in: 32...4096)
        shape.layers = try reader.count("the number of layers", in: 1...256)
        shape.heads = try reader.count("the number of heads", in: 1...128)
        shape.inner = try reader.count("the inner width", in: 32...16384)
        shape.vocabulary = try reader.count("the vocabulary", in: 1...4_000_000)
        shape.positions = try reader.count("the number of positions", in: 3...8192)
        let types = try reader.count("the number of types", in: 1...16)
        let epsilon = try reader.float()
        let block = try reader.count("the block", in: 32...32)
        guard shape.heads * Int(CE_HEAD) == shape.width, shape.inner % block == 0 else {
            throw .unusable("heads of \(CE_HEAD) components and whole blocks are needed, not \(shape)")
        }
        guard epsilon > 0, epsilon < 1 else { throw .unusable("epsilon is \(epsilon)") }
        tokenizer = try UnigramTokenizer(&reader, vocabulary: shape.vocabulary)
        let tensors = try TensorDirectory(&reader)
        let width = shape.width

        words = try tensors.blocks("emb.word", rows: shape.vocabulary, columns: width)
        positions = try tensors.floats("emb.pos", count: shape.positions * width)
        type = try tensors.floats("emb.type", count: types * width)
        func norm(_ name: String) throws(LocalEmbedderError) -> ce_norm {
            ce_norm(
                weight: try tensors.floats(name + ".w", count: width),
                bias: try tensors.floats(name + ".b", count: width),
                epsilon: epsilon)
        }
        func matrix(_ name: String, _ rows: Int, _ columns: Int) throws(LocalEmbedderError) -> ce_matrix {
            ce_matrix(
                blocks: try tensors.blocks(name + ".w", rows: rows, columns: columns),
                bias: try tensors.floats(name + ".b", count: rows), rows: rows, columns: columns)
        }
        embeddingNorm = try norm("emb.ln")
        var layers: [Layer] = []
        for number in 0..<shape.layers {
            let name = "l\(number)."
            layers.append(
                Layer(
                    query: try matrix(name + "q", width, width), key: try matrix(name + "k", width, width),
                    value: try matrix(name + "v", width, width), output: try matrix(name + "ao", width, width),
                    attentionNorm: try norm(name + "aln"), inner: try matrix(name + "fi", shape.inner, width),
                    outer: try matrix(name + "fo", width, shape.inner), outputNorm: try norm(name + "oln")))
        }
        self.layers = layers
        self.shape = shape
        self.memory = memory
    }
}

/// Where a model's tensors are, by name.
private struct TensorDirectory {
    private enum Kind: UInt8 {
        case floats = 0
        case blocks = 1
    }

    private struct Tensor {
        var kind: UInt8
        var count: Int
        var offset: UInt64
    }

    private let bytes: UnsafeRawBufferPointer
    private var tensors: [String: Tensor] = [:]

    init(_ reader: inout ModelReader) throws(LocalEmbedderError) {
        bytes = reader.bytes
        for _ in 0..<(try reader.count("the number of tensors", in: 0...100_000)) {
            let length = Int(try reader.number(UInt16.self))
            let name = String(decoding: try reader.raw(length), as: UTF8.self)
            let kind = try reader.number(UInt8.self)
            let count = Int(try reader.number(UInt32.self))
            let offset = try reader.number(UInt64.self)
            _ = try reader.number(UInt64.self)
            tensors[name] = Tensor(kind: kind, count: count, offset: offset)
        }
    }

    func floats(_ name: String, count: Int) throws(LocalEmbedderError) -> UnsafePointer<Float> {
        let place = try place(of: name, .floats, count: count, byteCount: 4 * count)
        guard UInt(bitPattern: place) % 4 == 0 else { throw .unusable("the tensor \(name) is not aligned") }
        return place.assumingMemoryBound(to: Float.self)
    }

    func blocks(_ name: String, rows: Int, columns: Int) throws(LocalEmbedderError) -> UnsafePointer<UInt8> {
        let byteCount = rows * columns / Int(CE_BLOCK) * Int(CE_BLOCK_BYTES)
        return try place(of: name, .blocks, count: rows * columns, byteCount: byteCount)
            .assumingMemoryBound(to: UInt8.self)
    }

    private func place(
        of name: String, _ kind: Kind, count: Int, byteCount: Int
    ) throws(LocalEmbedderError) -> UnsafeRawPointer {
        guard let tensor = tensors[name] else { throw .unusable("it has no tensor \(name)") }
        guard tensor.kind == kind.rawValue, tensor.count == count else {
            throw .unusable("the tensor \(name) has kind \(tensor.kind), \(tensor.count) numbers instead of \(count)")
        }
        guard let base = bytes.baseAddress, byteCount <= bytes.count, tensor.offset <= UInt64(bytes.count - byteCount)
        else { throw .unusable("the tensor \(name) is not within its \(bytes.count) bytes") }
        return base + Int(tensor.offset)
    }
}
