import Assistant
import Logging
import Resilience
import Search
import ServiceLifecycle
import Shop
import Storage
import Synchronization

/// Has the language model write, product by product and behind all shoppers, what the search may know of situations
/// (`ProductExpander`). What is written is kept by the hash of the product's text, so that only new and changed products are
/// asked about.
final class CatalogExpander: Service {
    /// What searches are to know, and a number that changes with it.
    struct Shelf: Sendable {
        var number = 0
        var expansions = Expansions()
    }

    private let expander: ProductExpander
    private let cache: SQLiteExpansionCache
    private let queue: ShoppersFirst
    private let lockPath: String
    private let logger: Logger
    private let shelf = Mutex(Shelf())
    private let catalogs: AsyncStream<[Product]>
    private let announce: AsyncStream<[Product]>.Continuation

    /// A catalogue is indexed anew for what was written in this time.
    private static let publishInterval = Duration.seconds(60)

    init(
        expander: ProductExpander, cache: SQLiteExpansionCache, queue: ShoppersFirst, lockPath: String, logger: Logger
    ) {
        self.expander = expander
        self.cache = cache
        self.queue = queue
        self.lockPath = lockPath
        self.logger = logger
        (catalogs, announce) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var current: Shelf { shelf.withLock { $0 } }

    /// Tells which products there are now.
    func expand(_ products: [Product]) { announce.yield(products.filter { !$0.isHidden }) }

    /// Ends with the graceful shutdown, or where its task is cancelled.
    func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            do {
                try await withTaskExecutorPreference(BackgroundExecutor.shared) { try await follow() }
            } catch is CancellationError {}
        }
    }

    /// A new catalogue ends the work on the one before.
    private func follow() async throws {
        var all = catalogs.makeAsyncIterator()
        var products = await all.next()
        while let current = products {
            products = await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await self.complete(current) }
                let next = await all.next()
                group.cancelAll()
                return next
            }
            try Task.checkCancellation()
        }
    }

    private func complete(_ products: [Product]) async throws {
        let hashes = products.map { ContentHash(of: PassageText.of($0)) }
        var known = try await retrying { try await self.cache.phrases(for: hashes, writer: self.expander.identity) }
        publish(products, hashes, known)
        let missing = zip(products, hashes).filter { known[$0.1] == nil }
        guard !missing.isEmpty else { return }
        logger.info("expanding products in the background", metadata: ["products": "\(missing.count)"])
        let lock = try await retrying { FileLock(self.lockPath) }
        defer { withExtendedLifetime(lock) {} }
        var published = ContinuousClock.now
        for (product, hash) in missing where known[hash] == nil {
            let phrases = try await retrying {
                try await self.queue.behindShoppers { try await self.expander.phrases(for: product) }
            }
            known[hash] = phrases
            _ = try await retrying { try await self.cache.store(phrases, for: hash, writer: self.expander.identity) }
            guard .now - published >= Self.publishInterval else { continue }
            publish(products, hashes, known)
            published = .now
        }
        publish(products, hashes, known)
        logger.info("all products are expanded")
    }

    private func publish(_ products: [Product], _ hashes: [ContentHash], _ known: [ContentHash: [String]]) {
        var phrases: [String: [String]] = [:]
        for (product, hash) in zip(products, hashes) {
            if let written = known[hash], !written.isEmpty { phrases[product.id] = written }
        }
        let expansions = Expansions(phrases)
        shelf.withLock { shelf in
            guard shelf.expansions != expansions else { return }
            shelf.expansions = expansions
            shelf.number += 1
        }
    }

    /// Tries until it succeeds, or gives something other than nil: a server that is away, a file that is busy, another process that
    /// does the same.
    private func retrying<Value: Sendable>(_ body: @Sendable () async throws -> Value?) async throws -> Value {
        var backoff = Backoff(every: .seconds(30))
        while true {
            do {
                if let value = try await body() { return value }
            } catch {
                try Task.checkCancellation()
                logger.debug("expanding paused", metadata: ["reason": "\(error)"])
            }
            try await backoff.wait()
        }
    }
}
