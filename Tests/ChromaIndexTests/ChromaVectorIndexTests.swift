import AsyncHTTPClient
import BlankSpaceTesting
import ChromaClient
import ChromaIndex
import HTTPCalls
import Search
import Testing

/// Against a real server that each test starts.
@Suite(
    .enabled(if: ChromaServer.program != nil, "ChromaDB is installed (scripts/install-integration chroma)"),
    .serialized)
struct ChromaVectorIndexTests {
    private let dimension = VectorIndexConformance.dimension

    private func withServer(_ body: (ChromaServer, ChromaClient) async throws -> Void) async throws {
        let server = try await ChromaServer.start()
        defer { server.stop() }
        let http = HTTPCaller.makeClient()
        do {
            try await body(server, ChromaClient(address: server.address, client: http))
        } catch {
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private func index(
        _ client: ChromaClient, _ collection: String = "products", embedder: String = "model", dimension: Int? = nil,
        deadline: Duration = .seconds(20)
    ) -> ChromaVectorIndex {
        ChromaVectorIndex(
            client, collection: collection, dimension: dimension ?? self.dimension, embedder: { embedder },
            queryDeadline: deadline)
    }

    @Test func conforms() async throws {
        try await withServer { _, client in
            for (number, conformance) in VectorIndexConformance.all.enumerated() {
                do {
                    try await conformance.run(index(client, "suite-\(number)"))
                } catch {
                    Issue.record("\(conformance): \(error)")
                }
            }
        }
    }

    @Test func aCollectionOfAnotherEmbedderOrDimensionIsRefusedWithTheRemedy() async throws {
        try await withServer { _, client in
            try await index(client).upsert(VectorIndexConformance.shop(3))
            for other in [index(client, embedder: "another"), index(client, dimension: 8)] {
                await #expect { try await other.count() } throws: { error in
                    (error as? VectorIndexError)?.code == .mismatch
                        && "\(error)".contains("blankspace ingest --rebuild-vectors")
                }
            }
            await #expect { try await index(client, embedder: "").count() } throws: {
                ($0 as? VectorIndexError)?.code == .notReady
            }
            #expect(try await index(client).count() == 3)
        }
    }

    @Test func aCollectionThatIsNotOursIsLeftAlone() async throws {
        try await withServer { _, client in
            let foreign = try await client.createCollection("products", metadata: ["owner": "the shop"])
            try await client.upsert(
                [ChromaRecord(id: "theirs", embedding: [1, 2])], collection: foreign.id, base64: false)
            try await index(client).upsert(VectorIndexConformance.shop(3))
            #expect(try await client.count(collection: foreign.id) == 1)
        }
    }

    @Test func aRebuildSwitchesAtItsEndForEverybody() async throws {
        try await withServer { _, client in
            let old = index(client)
            try await old.upsert(VectorIndexConformance.shop(5))
            let new = index(client, embedder: "new", dimension: 8)
            try await new.rebuild { building in
                try await building.upsert([
                    VectorIndexConformance.entry("n", VectorIndexConformance.unit(1, dimension: 8))
                ])
                #expect(try await old.count() == 5)
                #expect(try await index(client).count() == 5)
            }
            #expect(try await new.count() == 1)
            #expect(try await index(client, embedder: "new", dimension: 8).count() == 1)
            // Who used the old one finds it gone, and that the new one is not of its embedder.
            await #expect { try await old.count() } throws: { ($0 as? VectorIndexError)?.code == .mismatch }
            #expect(try await client.collections(limit: 100).map(\.name) == ["products-2"])
        }
    }

    @Test func aRebuildThatEndsEarlyLeavesTheOldCollectionInUse() async throws {
        struct Ends: Error {}
        try await withServer { _, client in
            let used = index(client)
            try await used.upsert(VectorIndexConformance.shop(5))
            await #expect(throws: Ends.self) {
                try await used.rebuild { building in
                    try await building.upsert(VectorIndexConformance.shop(2))
                    throw Ends()
                }
            }
            #expect(try await client.collections(limit: 100).map(\.name) == ["products-1"])
            // As a rebuild that was killed leaves it.
            _ = try await client.createCollection("products-2", metadata: ["blankspace_state": "building"])
            #expect(try await index(client).count() == 5)
            try await used.rebuild { try await $0.upsert(VectorIndexConformance.shop(4)) }
            #expect(try await index(client).count() == 4)
            #expect(try await client.collections(limit: 100).map(\.name) == ["products-3"])
        }
    }

    @Test func aKilledServerIsAnErrorAndARestartedOneGoesOn() async throws {
        try await withServer { server, client in
            let index = index(client)
            try await index.upsert(VectorIndexConformance.shop(50))
            server.kill()
            // Broken off where a connection was still kept, unreachable where not.
            await #expect { try await index.count() } throws: { ($0 as? CallError)?.isTransient == true }
            try await server.start()
            #expect(try await index.count() == 50)
            // Emptied: the collection is made anew.
            server.kill()
            try server.erase()
            try await server.start()
            #expect(try await index.count() == 0)
            try await index.upsert(VectorIndexConformance.shop(7))
            #expect(try await index.count() == 7)
        }
    }

    @Test func aHaltedServerCostsNoMoreThanTheDeadline() async throws {
        try await withServer { server, client in
            let index = index(client, deadline: .milliseconds(200))
            try await index.upsert(VectorIndexConformance.shop(20))
            server.halt()
            defer { server.resume() }
            await #expect {
                try await index.nearest(to: VectorIndexConformance.unit(1), limit: 3, filter: VectorFilter())
            } throws: {
                ($0 as? CallError)?.code == .timedOut
            }
        }
    }
}
