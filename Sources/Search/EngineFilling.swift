extension SearchEngine {
    /// Brings the vectors of the loaded catalogue: those that `cache` knows at once, the others from the embedder, in batches,
    /// which it also puts into the cache. Searches use what is there. Returns when all are there, or throws what the embedder
    /// or the cache threw; cancellation stops between batches.
    public func fillVectors(
        from cache: (any VectorCache)?, batch: Int = 16,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) async throws {
        guard let embedder, let work = passagesToEmbed() else { return }
        var missing = work.missing
        let total = work.total
        if let cache, !missing.isEmpty {
            for chunk in stride(from: 0, to: missing.count, by: 2_000).map({
                missing[$0..<min($0 + 2_000, missing.count)]
            }) {
                add(try await cache.vectors(for: chunk.map(\.hash), embedder: embedder.identity))
                try Task.checkCancellation()
            }
            missing = passagesToEmbed()?.missing ?? []
        }
        progress?(total - missing.count, total)
        var done = total - missing.count
        for start in stride(from: 0, to: missing.count, by: batch) {
            try Task.checkCancellation()
            let part = missing[start..<min(start + batch, missing.count)]
            let made = try await embedder.embed(part.map(\.text), as: .passage)
            let vectors = Dictionary(zip(part.map(\.hash), made), uniquingKeysWith: { first, _ in first })
            try await cache?.store(vectors, embedder: embedder.identity)
            add(vectors)
            done += part.count
            progress?(done, total)
        }
    }
}
