import CE5
import Search

/// The engine with its model loaded. Calls block for the time of an embedding and may run on many threads at once: after
/// loading, the engine only reads the model.
final class Engine: Sendable {
    static let dimension = 384

    private let file: ModelFile
    // The engine's own memory, written while loading and only read afterwards.
    nonisolated(unsafe) private let model: OpaquePointer

    /// Blocks while the file is checked and the vocabulary is read.
    init(path: String) throws(LocalEmbedderError) {
        file = try ModelFile(path: path)
        guard let model = e5_load_mem(file.base, file.byteCount) else {
            throw LocalEmbedderError(code: .unusable, message: "the embedding engine does not take the model \(path)")
        }
        guard e5_dim(model) == Self.dimension else {
            e5_free(model)
            throw LocalEmbedderError(
                code: .unusable, message: "the model \(path) does not give \(Self.dimension) components")
        }
        self.model = model
    }

    deinit { e5_free(model) }

    /// A vector of length 1.
    func vector(of text: EmbeddableText, as kind: EmbeddingKind) throws(LocalEmbedderError) -> [Float] {
        var code: Int32 = -1
        let vector = [Float](unsafeUninitializedCapacity: Self.dimension) { buffer, count in
            buffer.initialize(repeating: 0)
            code = e5_embed(model, text.value, kind == .query ? 1 : 0, buffer.baseAddress)
            count = Self.dimension
        }
        let square = vector.reduce(0) { $0 + $1 * $1 }
        // False for NaN and infinity as well.
        guard code == 0, abs(square - 1) < 1e-3 else {
            throw LocalEmbedderError(
                code: .failed, message: "the embedding engine gave no unit vector (code \(code), square \(square))")
        }
        return vector
    }
}
