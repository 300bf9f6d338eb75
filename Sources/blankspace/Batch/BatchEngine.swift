import Logging
import Search
import Shop
import Storage
import Synchronization

/// A search engine over one catalogue for a batch of queries, with as many vectors as its time allows.
struct BatchEngine {
    /// How long passages may be embedded.
    enum EmbeddingTime: Sendable {
        /// All where that takes 15 minutes at most by the speed measured; else only what is known already.
        case automatic
        case seconds(Double)
    }

    static let automaticLimit = Duration.seconds(900)
    /// Passages by which the speed is measured.
    private static let sample = 48

    let engine: SearchEngine
    private let embedder: ModelEmbedder?
    private let cache: SQLiteVectorCache?

    init(_ settings: Settings) {
        var logger = buildLogger(settings)
        logger.logLevel = .warning
        embedder = buildEmbedder(settings, passages: .unlimited)
        cache = embedder == nil ? nil : openVectorCache(settings, logger: logger)
        engine = SearchEngine(embedder: embedder)
    }

    /// Loads the catalogue and its vectors. What stands in the way of vectors is told of on standard error: words still search.
    func load(_ catalog: Catalog, embedding time: EmbeddingTime) async {
        await withTaskExecutorPreference(BackgroundExecutor.shared) {
            engine.load(catalog)
            await fillVectors(time)
        }
    }

    private func fillVectors(_ time: EmbeddingTime) async {
        guard let embedder else { return }
        let bar = ProgressBar("embedding")
        let budget = EmbeddingBudget(time, embedder: embedder, sample: Self.sample)
        do {
            try await embedder.load()
            try await engine.fillVectors(from: cache) { done, total in
                bar.update(done, of: total, note: "\(Price.grouped(done)) of \(Price.grouped(total))")
                budget.progressed(done, of: total)
            }
            bar.clear()
        } catch is ModelEmbedder.AllowanceSpent {
            bar.clear()
            // Whoever gives no time at all knows it.
            if case .seconds(0) = time { return }
            let status = engine.status
            StandardError.line(
                "vectors: \(Price.grouped(status?.embedded ?? 0)) of \(Price.grouped(status?.products ?? 0)) products; "
                    + budget.reason + ", the rest is found by words alone")
        } catch {
            bar.clear()
            StandardError.line("vectors: none, products are found by words alone: \(error)")
        }
    }
}

/// Watches the speed of embedding and ends it where it would take too long.
private final class EmbeddingBudget: Sendable {
    private struct State {
        var start: (done: Int, at: ContinuousClock.Instant)?
        var estimate: Duration?
    }

    private let time: BatchEngine.EmbeddingTime
    private let embedder: ModelEmbedder
    private let sample: Int
    private let state = Mutex(State())

    init(_ time: BatchEngine.EmbeddingTime, embedder: ModelEmbedder, sample: Int) {
        self.time = time
        self.embedder = embedder
        self.sample = sample
        if case .seconds(let seconds) = time, seconds <= 0 { embedder.allow(.none) }
    }

    func progressed(_ done: Int, of total: Int) {
        let now = ContinuousClock.now
        state.withLock { state in
            guard let start = state.start else {
                // The first call comes when the cache has given what it knows.
                state.start = (done, now)
                switch time {
                case .automatic: break
                case .seconds(let seconds): embedder.allow(seconds > 0 ? .until(now + .seconds(seconds)) : .none)
                }
                return
            }
            guard case .automatic = time, state.estimate == nil, done - start.done >= sample else { return }
            let estimate = (now - start.at) * (Double(total - start.done) / Double(done - start.done))
            state.estimate = estimate
            // Twice the limit: an estimate from a few texts, on a machine that may get busier.
            embedder.allow(
                estimate > BatchEngine.automaticLimit ? .none : .until(start.at + BatchEngine.automaticLimit * 2))
        }
    }

    var reason: String {
        switch time {
        case .seconds(let seconds): "the \(Duration.seconds(seconds).short) for embedding are over"
        case .automatic:
            "embedding all would take \(state.withLock { $0.estimate }?.short ?? "too long") "
                + "(--embed-seconds, or blankspace ingest, makes them)"
        }
    }
}
