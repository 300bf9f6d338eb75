public import Search

/// What every `Embedder` has to keep, whatever is behind it. Each case throws `ConformanceFailure`.
public struct EmbedderConformance: Sendable {
    /// One promise of the contract.
    public enum Case: String, Sendable, CaseIterable {
        case givesAVectorOfLengthOneForEachText, keepsTheOrder, takesAnyText, takesManyTexts, isTheSameEachTime
        case bringsLikeToLike, stopsWhenCancelled
    }

    private let embedder: any Embedder
    private let tolerance: Float

    /// - Parameter tolerance: by how much the cosine of the same text's vectors may fall short of 1; other texts in the same batch
    ///   change the arithmetic of some servers.
    public init(_ embedder: any Embedder, tolerance: Float = 0.001) {
        self.embedder = embedder
        self.tolerance = tolerance
    }

    public func check(_ promise: Case) async throws {
        switch promise {
        case .givesAVectorOfLengthOneForEachText:
            try await vectors(["가벼운 러닝화", "방수 등산화"], as: .query)
            try await vectors(["가벼운 러닝화", "방수 등산화"], as: .passage)
            try await vectors([])
            try require(!embedder.identity.isEmpty, "no identity")
        case .keepsTheOrder: try await keepsTheOrder()
        case .takesAnyText:
            try await vectors([
                "", "   ", "\n", "\0", "a\0b", "👨‍👩‍👧‍👦🏳️‍🌈", "مرحبا", "\u{FDFA}", String(repeating: "신발 ", count: 5_000),
            ])
        case .takesManyTexts: try await vectors((0..<70).map { "상품 \($0)번" })
        case .isTheSameEachTime:
            let first = try await vectors(["겨울 패딩"])
            let second = try await vectors(["겨울 패딩"])
            try require(cosine(first[0], second[0]) > 1 - tolerance, "another vector for the same text")
        case .bringsLikeToLike:
            let all = try await vectors(["여성용 가벼운 러닝화", "여성 러닝화", "스테인리스 냄비 세트"])
            let (like, unlike) = (cosine(all[0], all[1]), cosine(all[0], all[2]))
            try require(like > unlike, "a like text is no nearer: \(like), an unlike one \(unlike)")
        case .stopsWhenCancelled:
            let work = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await embedder.embed((0..<200).map { "상품 \($0)번" }, as: .passage)
            }
            let error = try await failure { _ = try await work.value }
            try require(error is CancellationError, "cancellation became: \(error)")
        }
    }

    private func keepsTheOrder() async throws {
        let texts = ["빨간 원피스", "등산 배낭 40리터", "주방용 칼"]
        let together = try await vectors(texts)
        for (text, vector) in zip(texts, together) {
            let alone = try await vectors([text])[0]
            try require(cosine(alone, vector) > 1 - tolerance, "\(text) has another vector among others")
        }
    }

    @discardableResult
    private func vectors(_ texts: [String], as kind: EmbeddingKind = .passage) async throws -> [[Float]] {
        let vectors = try await embedder.embed(texts, as: kind)
        try require(vectors.count == texts.count, "\(vectors.count) vectors for \(texts.count) texts")
        for vector in vectors {
            try require(
                vector.count == embedder.dimension, "\(vector.count) components instead of \(embedder.dimension)")
            try require(abs(cosine(vector, vector) - 1) < 0.001, "a vector whose length is not 1")
        }
        return vectors
    }

    private func cosine(_ one: [Float], _ other: [Float]) -> Float {
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
