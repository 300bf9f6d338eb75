public import Search
import Synchronization

/// Vectors made from the letters of a text: texts that share letters are near. Counts what it is given.
public final class LetterEmbedder: Embedder {
    public let identity = "letters"
    public let dimension = 32
    private let texts = Mutex(0)

    public init() {}

    /// Passages so far.
    public var count: Int { texts.withLock { $0 } }

    public func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        if kind == .passage { self.texts.withLock { $0 += texts.count } }
        return texts.map { text in
            var vector = [Float](repeating: 0.01, count: dimension)
            for scalar in text.unicodeScalars { vector[Int(scalar.value % UInt32(dimension))] += 1 }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}
