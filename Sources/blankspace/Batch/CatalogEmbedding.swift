import Logging
import Search
import Shop
import Storage
import Synchronization

/// Brings the vectors of the catalogue in the database into the cache that every process shares.
struct CatalogEmbedding {
    struct Outcome {
        var embedded = 0
        var total = 0
        var took = Duration.zero
        /// Another process, a server, is making them.
        var isElsewhere = false

        var summary: String {
            if isElsewhere { return "vectors: another process is making them" }
            return embedded == 0
                ? "vectors: all \(Price.grouped(total)) known"
                : "vectors: \(Price.grouped(embedded)) made, \(Price.grouped(total)) in all, in \(took.short)"
        }

        var json: JSONValue {
            .object([
                "embedded": JSONValue(embedded), "total": JSONValue(total), "seconds": .number(took.seconds),
                "elsewhere": .bool(isElsewhere),
            ])
        }
    }

    let settings: Settings

    /// nil where the settings want no embedder. Throws what the model, the cache or the database throws; what is embedded by
    /// then is kept.
    func run() async throws -> Outcome? {
        guard let embedding = try prepare() else { return nil }
        guard let lock = FileLock(settings.embeddingLock) else { return Outcome(isElsewhere: true) }
        defer { withExtendedLifetime(lock) {} }
        return try await fill(embedding.parts, embedding.embedder)
    }

    /// Puts the vectors of the whole catalogue into a new collection, those that are missing made first, and the collection in
    /// the place of the one before. Returns how many products it has.
    func rebuildChroma() async throws -> Int {
        guard let (parts, embedder) = try prepare(),
            let index = buildChromaIndex(settings.stores, embedder: embedder)
        else { throw CommandFailure(.usage, "--rebuild-vectors needs an embedder and CHROMA_DB_HOST") }
        _ = try await fill(parts, embedder)
        do {
            try await index.rebuild { try await parts.engine.putVectors(into: $0) }
        } catch {
            throw CommandFailure(.unavailable, "ChromaDB could not be filled: \(error)")
        }
        return parts.engine.status?.embedded ?? 0
    }

    private func prepare() throws -> (parts: AssistantParts, embedder: ModelEmbedder)? {
        var quiet = buildLogger(settings)
        quiet.logLevel = .warning
        let parts = try buildAssistant(settings, logger: quiet)
        return parts.embedder.map { (parts, $0) }
    }

    private func fill(_ parts: AssistantParts, _ embedder: ModelEmbedder) async throws -> Outcome {
        let started = ContinuousClock.now
        let catalog = try await parts.store.loadCatalog()
        guard !catalog.products.isEmpty else { return Outcome() }
        try await embedder.load()
        let bar = ProgressBar("embedding")
        defer { bar.clear() }
        let span = Mutex<(first: Int?, last: Int, total: Int)>((nil, 0, 0))
        try await withTaskExecutorPreference(BackgroundExecutor.shared) {
            parts.engine.load(catalog)
            try await parts.engine.fillVectors(from: parts.cache) { done, total in
                span.withLock { $0 = ($0.first ?? done, done, total) }
                bar.update(done, of: total, note: "\(Price.grouped(done)) of \(Price.grouped(total))")
            }
        }
        let counts = span.withLock { $0 }
        return Outcome(
            embedded: counts.last - (counts.first ?? counts.last), total: counts.total, took: .now - started)
    }
}
