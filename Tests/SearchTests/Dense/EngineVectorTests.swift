import BlankSpaceTesting
import Foundation
import Resilience
import Search
import Shop
import Synchronization
import Testing

/// The engine's vectors: what is embedded, kept, sent on, and used where a database fails.
struct EngineVectorTests {
    private let queries = ["러닝화", "물 마실 때 쓰는 것", "따뜻한 이불", "5만원 이하 신발", "선물", "방수 되는 거"]

    private func catalog(_ version: Int, _ products: [Product] = SmallShop.products) -> Catalog {
        Catalog(version: version, products: products, policies: [])
    }

    private func wait(until holds: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<600 {
            if try await holds() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test func onlyChangedTextsAreEmbeddedAndWhatIsGoneGoes() async throws {
        let embedder = LetterEmbedder()
        let engine = SearchEngine(embedder: embedder)
        engine.load(catalog(1))
        try await engine.fillVectors(from: nil)
        #expect(embedder.count == 11)
        var products = SmallShop.products.filter { $0.id != "s4" }
        let place = try #require(products.firstIndex { $0.id == "s5" })
        products[place].name = "포실 여름 이불"
        products[0].price = 1
        engine.load(catalog(2, products))
        #expect(engine.status?.embedded == 9)
        try await engine.fillVectors(from: nil)
        #expect(embedder.count == 12)
        #expect(engine.status?.embedded == 10)
        let index = ExactVectorIndex(dimension: embedder.dimension)
        try await engine.putVectors(into: index)
        #expect(index.count() == 10)
    }

    @Test func equalTextsAreEmbeddedOnce() async throws {
        let embedder = LetterEmbedder()
        let engine = SearchEngine(embedder: embedder)
        engine.load(catalog(1, (0..<20).map { Product(id: "p\($0)", name: "양말 \($0 % 3)") }))
        try await engine.fillVectors(from: nil)
        #expect(embedder.count == 3)
        #expect(engine.status?.embedded == 20)
    }

    @Test func aRestartTakesTheVectorsFromTheSnapshot() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("engine-\(ProcessInfo.processInfo.globallyUniqueString).vectors").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var counts: [Int] = []
        for run in 0..<3 {
            let embedder = LetterEmbedder()
            let engine = SearchEngine(embedder: embedder)
            engine.load(catalog(1, run < 2 ? SmallShop.products : SmallShop.products + [Product(id: "n", name: "새것")]))
            try await engine.fillVectors(from: nil, snapshot: path)
            counts.append(embedder.count)
            #expect(engine.status.map { $0.embedded == $0.products } == true)
        }
        #expect(counts == [11, 0, 1])
        // A damaged one is as good as none.
        try Data("BSVECTOR".utf8).write(to: URL(fileURLWithPath: path))
        let embedder = LetterEmbedder()
        let engine = SearchEngine(embedder: embedder)
        engine.load(catalog(1))
        try await engine.fillVectors(from: nil, snapshot: path)
        #expect(embedder.count == 11)
    }

    /// The other index is one in process: that of a server is tested with the server.
    @Test func anotherIndexGivesTheSameResultsAndItsFailureToo() async throws {
        let alone = SmallShop.engine(embedder: LetterEmbedder())
        try await alone.fillVectors(from: nil)
        let index = SwitchedIndex(dimension: 32)
        let engine = SearchEngine(embedder: LetterEmbedder(), remote: RemoteVectors(index))
        engine.load(catalog(1))
        try await engine.fillVectors(from: nil)
        try await engine.putVectors(into: index)
        for fails in [false, true] {
            index.fails.withLock { $0 = fails }
            for query in queries {
                let expected = try await alone.search(alone.understand(query), limit: 5)
                let found = try await engine.search(engine.understand(query), limit: 5)
                #expect(found.hits.map(\.product.id) == expected.hits.map(\.product.id), "\(query)")
                for (hit, other) in zip(found.hits, expected.hits) { #expect(abs(hit.score - other.score) < 0.005) }
                #expect(fails || found.degraded.isEmpty)
            }
            let all = try await engine.search(engine.understand("러닝화"), limit: 5)
            #expect(all.degraded == (fails ? ["switched"] : []))
        }
        #expect(index.asked.withLock { $0 } > 0)
    }

    @Test func anotherIndexIsKeptUpToDateAndCatchesUpAfterAFailure() async throws {
        let index = SwitchedIndex(dimension: 32)
        let remote = RemoteVectors(
            index, breaker: CircuitBreaker(failures: 1, firstPause: .milliseconds(50), longestPause: .milliseconds(100))
        )
        let engine = SearchEngine(embedder: LetterEmbedder(), remote: remote)
        engine.load(catalog(1))
        let reports = Mutex<[Bool]>([])
        let following = Task {
            try await engine.keepRemoteUpToDate { failure in reports.withLock { $0.append(failure != nil) } }
        }
        try await engine.fillVectors(from: nil)
        #expect(try await wait { remote.status.stored == 11 && remote.status.pending == 0 })
        index.fails.withLock { $0 = true }
        // Of these one is hidden.
        engine.load(catalog(2, Array(SmallShop.products.prefix(5))))
        #expect(try await wait { remote.status.health.state == .down })
        index.fails.withLock { $0 = false }
        #expect(try await wait { remote.status.stored == 4 && remote.status.health.state == .up })
        #expect(try await wait { reports.withLock { $0 } == [true, false] })
        following.cancel()
        await #expect(throws: CancellationError.self) { try await following.value }
    }
}

/// An index in process that can be made to fail.
private final class SwitchedIndex: VectorIndex {
    let name = "switched"
    let fails = Mutex(false)
    let asked = Mutex(0)
    private let index: ExactVectorIndex
    var dimension: Int { index.dimension }

    struct Fails: Error {}

    init(dimension: Int) { index = ExactVectorIndex(dimension: dimension) }

    private func use() throws -> ExactVectorIndex {
        if fails.withLock({ $0 }) { throw Fails() }
        return index
    }

    func count() async throws -> Int { try use().count() }
    func contents() async throws -> [String: VectorContent] { try use().contents() }
    func vectors(of ids: [String]) async throws -> [String: [Float]] { try use().vectors(of: ids) }
    func upsert(_ entries: [VectorEntry]) async throws { try use().upsert(entries) }
    func remove(_ ids: [String]) async throws { try use().remove(ids) }
    func nearest(to vector: [Float], limit: Int, filter: VectorFilter) async throws -> [VectorMatch] {
        asked.withLock { $0 += 1 }
        return try use().nearest(to: vector, limit: limit, filter: filter)
    }
}
