import AsyncHTTPClient
import BlankSpaceTesting
import ChromaClient
import ChromaIndex
import HTTPCalls
import Resilience
import Search
import Shop
import Testing

/// The search engine with a real ChromaDB beside it that comes and goes.
@Suite(
    .enabled(if: ChromaServer.program != nil, "ChromaDB is installed (scripts/install-integration chroma)"),
    .serialized)
struct EngineWithChromaTests {
    private func product(_ number: Int, price: Int? = nil) -> Product {
        var product = Product(id: "p\(number)", name: "\(["러닝화", "텀블러", "이불", "니트"][number % 4]) \(number)호")
        product.price = price ?? 1_000 + number
        product.stock = 3
        return product
    }

    private func wait(_ what: String, until holds: () async throws -> Bool) async throws {
        for _ in 0..<600 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("not in a minute: \(what)")
    }

    @Test func theDatabaseFollowsTheCatalogueThroughOutages() async throws {
        let server = try await ChromaServer.start()
        defer { server.stop() }
        let http = HTTPCaller.makeClient()
        let client = ChromaClient(address: server.address, client: http)
        let embedder = LetterEmbedder()
        func index() -> ChromaVectorIndex {
            ChromaVectorIndex(
                client, dimension: embedder.dimension, embedder: { embedder.identity }, queryDeadline: .seconds(2))
        }
        let remote = RemoteVectors(
            index(), breaker: CircuitBreaker(failures: 2, firstPause: .milliseconds(200), longestPause: .seconds(1)))
        let engine = SearchEngine(embedder: embedder, remote: remote)
        engine.load(Catalog(version: 1, products: (0..<40).map { product($0) }, policies: []))
        let following = Task { try await engine.keepRemoteUpToDate() }
        func degraded() async throws -> Bool {
            try await engine.search(engine.understand("가벼운 러닝화"), limit: 5).degraded.contains("chroma")
        }
        do {
            try await engine.fillVectors(from: nil)
            try await wait("filled") { remote.status.stored == 40 && remote.status.pending == 0 }
            #expect(try await index().count() == 40)
            #expect(remote.status.health.state == .up)
            #expect(try await !degraded())

            // One text, one price, one gone, one new.
            var products = (0..<39).map { product($0) } + [product(50)]
            products[3].name = "새 이름"
            products[4].price = 9
            engine.load(Catalog(version: 2, products: products, policies: []))
            let before = embedder.count
            try await engine.fillVectors(from: nil)
            #expect(embedder.count - before == 2)
            try await wait("changed") {
                let contents = try await index().contents()
                return contents["p4"]?.price == 9 && contents["p39"] == nil && contents["p50"] != nil
            }

            server.kill()
            #expect(try await degraded())
            try await wait("down") { remote.status.health.state == .down }
            let result = try await engine.search(engine.understand("가벼운 러닝화"), limit: 5)
            #expect(!result.hits.isEmpty)
            products.removeLast(10)
            products[0].price = 77
            engine.load(Catalog(version: 3, products: products, policies: []))
            try server.erase()
            try await server.start()
            try await wait("caught up") {
                remote.status.pending == 0 && remote.status.stored == 30
            }
            let contents = try await index().contents()
            #expect(contents.count == 30)
            #expect(contents["p0"]?.price == 77)
            try await wait("asked again") { try await !degraded() }
            following.cancel()
            _ = await following.result
        } catch {
            following.cancel()
            _ = await following.result
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    @Test func aReplicaTakesTheVectorsThatTheDatabaseHas() async throws {
        let server = try await ChromaServer.start()
        defer { server.stop() }
        let http = HTTPCaller.makeClient()
        let client = ChromaClient(address: server.address, client: http)
        let catalog = Catalog(version: 1, products: (0..<30).map { product($0) }, policies: [])
        var texts: [Int] = []
        do {
            for _ in 0..<2 {
                let embedder = LetterEmbedder()
                let index = ChromaVectorIndex(client, dimension: embedder.dimension, embedder: { embedder.identity })
                let engine = SearchEngine(embedder: embedder, remote: RemoteVectors(index))
                engine.load(catalog)
                try await engine.fillVectors(from: nil)
                try await engine.putVectors(into: index)
                texts.append(embedder.count)
                #expect(engine.status?.embedded == 30)
            }
        } catch {
            try? await http.shutdown()
            throw error
        }
        #expect(texts == [30, 0])
        try await http.shutdown()
    }
}
