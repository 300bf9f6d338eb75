import BlankSpaceTesting
import Foundation
import LocalEmbedder
import MongoCatalog
import MongoClient
import Search
import Synchronization
import Testing

/// Threads that compute and nothing else, twice as many as there are cores.
private final class BusyThreads: Sendable {
    private let isOver = Atomic(false)

    init() {
        for _ in 0..<2 * ProcessInfo.processInfo.activeProcessorCount { Thread { self.compute() }.start() }
    }

    func end() { isOver.store(true, ordering: .relaxed) }

    private func compute() {
        while !isOver.load(ordering: .relaxed) { _ = spin(1000) }
    }
}

@inline(never)
private func spin(_ rounds: Int) -> Double {
    var value = 2.0
    for _ in 0..<rounds { value = (value * 1.000_1).squareRoot() + 1 }
    return value
}

@Suite(
    "Network I/O", .serialized,
    .enabled(if: SecantusServer.isInstalled, "SecantusDB is not installed: scripts/install-integration mongo"))
struct SaturationTests {
    @Test func neverWaitsForWhatIsComputed() async throws {
        let busy = BusyThreads()
        // And every thread of the cooperative pool.
        let computing = Self.tasks {
            let end = ContinuousClock.now + .milliseconds(100)
            while ContinuousClock.now < end { _ = spin(1000) }
            await Task.yield()
        }
        defer {
            computing.forEach { $0.cancel() }
            busy.end()
        }
        try await follow()
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: ModelLocation.default), "no model: make models"))
    func neverWaitsForTheEmbedder() async throws {
        let embedder = try await LocalEmbedder.load(path: ModelLocation.default)
        let text = String(repeating: "가볍고 편안한 일상용 운동화입니다. ", count: 8)
        let embedded = Mutex(0)
        let embedding = Self.tasks {
            let vectors = try? await embedder.embed(Array(repeating: text, count: 16), as: .passage)
            embedded.withLock { $0 += vectors?.count ?? 0 }
        }
        defer { embedding.forEach { $0.cancel() } }
        try await follow()
        #expect(embedded.withLock { $0 } > 0)
    }

    /// Twice as many as there are cores, which do it over and over until they are cancelled.
    private static func tasks(_ body: @escaping @Sendable () async -> Void) -> [Task<Void, Never>] {
        (0..<2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
            Task.detached { while !Task.isCancelled { await body() } }
        }
    }

    private func follow() async throws {
        // As they are shipped.
        let client = try await LiveServer.client(MongoOptions())
        let options = MongoCatalogOptions.quick(freshName())
        let products = client.database(options.database).collection("products")
        let count = 5000
        for start in stride(from: 0, to: count, by: 1000) {
            try await products.insert((start..<start + 1000).map { sample($0) })
        }
        let following = try Following(client, options)
        try await following.until(.following)
        #expect(try await following.store.loadCatalog().products.count == count)
        for id in 0..<20 { try await products.update(["_id": .int(id)], ["$set": ["price": 3]]) }
        try await following.until("changes") { $0.products.filter { $0.price == 3 }.count == 20 }
        // Neither a server selection nor a socket timed out.
        let lost = following.told.filter { if case .lost = $0 { true } else { false } }
        #expect(lost.isEmpty)
        #expect(following.reads == ["first time"])
        await following.stop()
    }
}
