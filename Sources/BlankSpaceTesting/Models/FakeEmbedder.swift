public import Search

/// An `Embedder` without a model: counts pairs of neighbouring characters, so that texts which share letters are near each other.
public struct FakeEmbedder: Embedder {
    public let dimension: Int
    public var identity: String { "letters-\(dimension)" }

    public init(dimension: Int = 64) { self.dimension = dimension }

    public func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        try texts.map { text in
            try Task.checkCancellation()
            let vector = ScriptedAnswer.vector(text, dimension)
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}
