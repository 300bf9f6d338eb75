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
        var quiet = buildLogger(settings)
        quiet.logLevel = .warning
        let parts = try buildAssistant(settings, logger: quiet)
        guard let embedder = parts.embedder else { return nil }
        let started = ContinuousClock.now
        let catalog = try await parts.store.loadCatalog()
        guard !catalog.products.isEmpty else { return Outcome() }
        guard let lock = EmbeddingLock(settings) else { return Outcome(isElsewhere: true) }
        defer { withExtendedLifetime(lock) {} }
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
