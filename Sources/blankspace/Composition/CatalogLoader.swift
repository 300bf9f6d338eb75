import Assistant
import Logging
import Resilience
import Search
import ServiceLifecycle
import Shop
import Storage
import Synchronization

/// Keeps the search engine at the newest version of the catalogue, whichever process wrote it, and brings its vectors.
struct CatalogLoader: Service {
    let settings: Settings
    let store: SQLiteCatalogStore
    let engine: SearchEngine
    let embedder: ModelEmbedder?
    let cache: SQLiteVectorCache?
    let currency: CatalogCurrency
    let logger: Logger
    /// Knows what a language model wrote for the search; nil where none is to.
    var expander: CatalogExpander?
    /// Told of each catalogue that searches see from now on.
    var onLoad: @Sendable (Catalog) -> Void = { _ in }

    private static let pollInterval = Duration.milliseconds(200)
    /// Behind a load, which is rested for as long as it took.
    private static let longestRest = Duration.seconds(5)
    private static let takeOverInterval = Duration.seconds(15)

    /// Ends with the graceful shutdown, or where its task is cancelled.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await withTaskExecutorPreference(BackgroundExecutor.shared) { try await follow() }
            } catch is CancellationError {}
        }
    }

    /// Vectors are filled while the next version is waited for; a new version ends the filling for the old one.
    private func follow() async throws {
        let snapshot = UnusedSnapshot(settings.vectorSnapshot)
        var loaded = try await load(newerThan: nil)
        while true {
            let current = loaded
            loaded = try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await fillVectors(snapshot) }
                // A load keeps every core busy: without a rest, one after the other would leave no time to the searches.
                try await Task.sleep(for: min(current.took, Self.longestRest))
                let next = try await load(newerThan: current)
                group.cancelAll()
                return next
            }
        }
    }

    private struct Loaded {
        var version: Int
        /// Of the expansions.
        var shelf: Int?
        var took: Duration
    }

    /// Waits for another version than what is loaded, of the catalogue or of its expansions, and loads it. Errors are logged, and it
    /// is tried again.
    private func load(newerThan loaded: Loaded?) async throws -> Loaded {
        var reported: String?
        while true {
            do {
                if try await store.catalogVersion() != loaded?.version || expander?.current.number != loaded?.shelf {
                    return try await load(after: loaded)
                }
                reported = nil
            } catch {
                try Task.checkCancellation()
                if reported != "\(error)" { logger.error("catalogue not loaded", metadata: ["reason": "\(error)"]) }
                reported = "\(error)"
            }
            try await Task.sleep(for: Self.pollInterval)
        }
    }

    private func load(after loaded: Loaded?) async throws -> Loaded {
        let started = ContinuousClock.now
        let catalog = try await store.loadCatalog()
        let shelf = expander?.current
        engine.load(catalog, expansions: shelf?.expansions)
        // What was written of these products is no reason to begin with them anew.
        if loaded?.version != catalog.version { expander?.expand(catalog.products) }
        currency.update(catalog)
        let took = ContinuousClock.now - started
        logger.info(
            "catalogue loaded",
            metadata: [
                "version": "\(catalog.version)", "products": "\(catalog.products.count)",
                "policies": "\(catalog.policies.count)", "took": "\(took.short)",
            ])
        // One that comes from MongoDB fills by itself.
        if catalog.products.isEmpty, settings.stores.mongo == nil {
            logger.warning("the catalogue is empty; fill it with: blankspace ingest FILE")
        }
        onLoad(catalog)
        return Loaded(version: catalog.version, shelf: shelf?.number, took: took)
    }

    /// Without vectors searches go by words alone, so nothing of this is an error for the program.
    private func fillVectors(_ snapshot: UnusedSnapshot) async throws {
        guard let embedder else { return }
        var backoff = Backoff(every: .seconds(30))
        while true {
            do {
                try await embedder.load()
                // An ingest embeds as well; what it makes is taken over from the cache until it is done.
                let lock = FileLock(settings.embeddingLock)
                defer { withExtendedLifetime(lock) {} }
                embedder.allow(lock == nil ? .none : .unlimited)
                try await fillVectors(embedder, snapshot.path)
                snapshot.wasUsed()
                return
            } catch is ModelEmbedder.AllowanceSpent {
                try await Task.sleep(for: Self.takeOverInterval)
            } catch {
                try Task.checkCancellation()
                logger.warning("embedding stopped; trying again within 30 s", metadata: ["reason": "\(error)"])
                try await backoff.wait()
            }
        }
    }

    private func fillVectors(_ embedder: ModelEmbedder, _ snapshot: String?) async throws {
        let isNew = Mutex(true)
        try await engine.fillVectors(from: cache, snapshot: snapshot) { [logger] done, total in
            guard done < total, isNew.withLock({ exchangeFalse(&$0) }) else { return }
            logger.info("embedding in the background", metadata: ["done": "\(done)", "of": "\(total)"])
        }
        logger.info("all products are embedded")
    }
}

/// The file of the catalogue's vectors until all are there for the first time. Changes after that are few, and in the cache: no
/// reason to write all vectors anew.
private final class UnusedSnapshot: Sendable {
    private let state: Mutex<String?>

    init(_ path: String) { state = Mutex(path) }

    var path: String? { state.withLock { $0 } }
    func wasUsed() { state.withLock { $0 = nil } }
}

/// Sets `flag` to false and returns what it was.
private func exchangeFalse(_ flag: inout Bool) -> Bool {
    defer { flag = false }
    return flag
}
