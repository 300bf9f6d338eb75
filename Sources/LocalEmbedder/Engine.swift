import Search

/// The model, loaded once for all threads.
final class Engine: Sendable {
    static let dimension = 384

    let model: EncoderModel

    /// Blocks while the file is checked and the vocabulary is read.
    init(path: String) throws(LocalEmbedderError) {
        model = try EncoderModel(try ModelFile.memory(at: path))
        guard model.shape.width == Self.dimension else {
            throw .unusable("its vectors have \(model.shape.width) components, not \(Self.dimension)")
        }
    }

    /// Vectors of length 1, one for each text, in order. `isCancelled` is asked between batches.
    static func vectors(
        of texts: [String], as kind: EmbeddingKind, by encoder: Encoder, isCancelled: () -> Bool
    ) throws -> [[Float]] {
        let sequences = texts.map { encoder.sequence(of: kind.prefix + EmbeddableText($0).value) }
        var vectors: [[Float]] = []
        while vectors.count < sequences.count {
            if isCancelled() { throw CancellationError() }
            vectors += try encoder.vectors(of: sequences[encoder.batch(of: sequences, from: vectors.count)])
        }
        return vectors
    }
}

extension EmbeddingKind {
    /// What the model was trained to see before a text.
    fileprivate var prefix: String {
        switch self {
        case .query: "query: "
        case .passage: "passage: "
        }
    }
}
