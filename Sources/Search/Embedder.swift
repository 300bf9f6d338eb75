/// Whether a text asks or is asked for: some models embed the two differently.
public enum EmbeddingKind: String, Sendable { case query, passage }

/// Turns texts into vectors whose cosine says how near they are in meaning.
///
/// A conforming type does its work off the cooperative pool and stops between texts when its task is cancelled.
public protocol Embedder: Sendable {
    /// Names the model and its quantization. Vectors are only comparable, and only reused, under the same identity.
    var identity: String { get }
    /// Components of each vector.
    var dimension: Int { get }
    /// One vector of length 1 for each text, in order. Any text is legal; what the model cannot take is cut or cleaned.
    func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]]
}

/// Keeps the vectors of texts, by the text's hash and the embedder's identity, so that no text is embedded twice.
public protocol VectorCache: Sendable {
    /// The known vectors among `hashes`; unknown ones are missing from the result.
    func vectors(for hashes: [ContentHash], embedder: String) async throws -> [ContentHash: [Float]]
    func store(_ vectors: [ContentHash: [Float]], embedder: String) async throws
}
