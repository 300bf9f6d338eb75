import AsyncHTTPClient
import BlankSpaceTesting
import ChromaClient
import HTTPCalls
import Testing

/// Against a real server that the test starts.
@Suite(.enabled(if: ChromaServer.program != nil, "ChromaDB is installed (scripts/install-integration chroma)"))
struct LiveServerTests {
    @Test func theWholeAPI() async throws {
        let server = try await ChromaServer.start()
        defer { server.stop() }
        let http = HTTPCaller.makeClient()
        do {
            try await serverAndTenants(server.address, http)
            let client = ChromaClient(address: server.address, client: http)
            try await collections(client)
            try await records(client, base64: false)
            try await records(client, base64: true)
            try await refusals(client)
        } catch {
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private func serverAndTenants(_ address: String, _ http: HTTPClient) async throws {
        let client = ChromaClient(address: address, client: http)
        #expect(try await client.heartbeat() > 0)
        #expect(try await client.version() == "1.0.0")
        let limits = try await client.limits()
        #expect(limits.maxBatchSize > 0)
        #expect(limits.supportsBase64)
        #expect(try await client.tenantExists())
        #expect(try await client.databaseExists())
        let own = ChromaClient(address: address, tenant: "own-tenant", database: "own-database", client: http)
        #expect(try await !own.tenantExists())
        try await own.createTenant()
        #expect(try await own.tenantExists())
        #expect(try await !own.databaseExists())
        try await own.createDatabase()
        #expect(try await own.databaseExists())
        await #expect { try await own.createDatabase() } throws: { ($0 as? ChromaError)?.code == .alreadyExists }
        _ = try await own.createCollection("things")
        #expect(try await own.collections(limit: 10).map(\.name) == ["things"])
        #expect(try await client.collections(limit: 10).isEmpty)
    }

    private func collections(_ client: ChromaClient) async throws {
        #expect(try await client.collection("shop") == nil)
        let made = try await client.createCollection(
            "shop", metadata: ["a": 1, "b": "둘", "c": true],
            hnsw: ChromaHNSW(space: .cosine, efConstruction: 120, efSearch: 80, maxNeighbors: 12))
        #expect(made.metadata["b"]?.string == "둘")
        await #expect { try await client.createCollection("shop") } throws: {
            ($0 as? ChromaError)?.code == .alreadyExists
        }
        let got = try await client.createCollection("shop", metadata: ["a": 2], orGet: true)
        #expect(got == made)
        try await client.modifyCollection(id: made.id, metadata: ["d": 4], hnsw: ChromaHNSW(efSearch: 90))
        #expect(try await client.collection("shop")?.metadata == ["d": 4])
        try await client.modifyCollection(id: made.id, name: "store")
        #expect(try await client.collection("shop") == nil)
        #expect(try await client.collection("store")?.id == made.id)
        try await client.deleteCollection("store")
        try await client.deleteCollection("store")
        #expect(try await client.collection("store") == nil)
    }

    private func records(_ client: ChromaClient, base64: Bool) async throws {
        let made = try await client.createCollection("records-\(base64)")
        let vectors: [[Float]] = [[1, 0, 0], [0.6, 0.8, 0], [0, 0, 1], [1e-20, 3e-5, 0.1]]
        try await client.upsert(
            vectors.enumerated().map { number, vector in
                ChromaRecord(
                    id: "기록 \(number)", embedding: vector,
                    metadata: number == 2 ? [:] : ["n": .int(number), "even": .bool(number % 2 == 0)])
            }, collection: made.id, base64: base64)
        #expect(try await client.count(collection: made.id) == 4)
        let stored = try await client.embeddings(of: ["기록 1", "기록 3", "nobody"], collection: made.id)
        #expect(Set(stored.keys) == ["기록 1", "기록 3"])
        for (id, vector) in ["기록 1": vectors[1], "기록 3": vectors[3]] {
            // As decimals in JSON, so the last bit may differ.
            for (component, sent) in zip(stored[id] ?? [], vector) { #expect(abs(component - sent) <= sent.ulp) }
        }
        let near = try await client.query([1, 0, 0], limit: 2, collection: made.id, metadata: true)
        #expect(near.map(\.id) == ["기록 0", "기록 1"])
        #expect(abs((near.last?.distance ?? 0) - 0.4) < 1e-6)
        #expect(near.first?.metadata == ["n": 0, "even": true])
        let filtered = try await client.query(
            [1, 0, 0], limit: 4, collection: made.id,
            filter: .all([.atLeast("n", 1), .any([.equals("even", false), .isAny("n", [0, 2])]), .atMost("n", 3)]))
        #expect(Set(filtered.map(\.id)) == ["기록 1", "기록 3"])
        let first = try await client.page(collection: made.id, limit: 3, offset: 0)
        let second = try await client.page(collection: made.id, limit: 3, offset: 3)
        #expect(Set((first + second).map(\.id)).count == 4)
        try await client.delete(["기록 0", "nobody"], collection: made.id)
        #expect(try await client.count(collection: made.id) == 3)
    }

    private func refusals(_ client: ChromaClient) async throws {
        let made = try await client.createCollection("refusals")
        try await client.upsert([ChromaRecord(id: "a", embedding: [1, 0])], collection: made.id, base64: false)
        for wrong in [[Float](), [1], [1, 2, 3]] {
            await #expect { try await client.query(wrong, limit: 1, collection: made.id) } throws: {
                ($0 as? ChromaError)?.code == .invalid
            }
        }
        await #expect {
            try await client.upsert([ChromaRecord(id: "b", embedding: [1, 2, 3])], collection: made.id, base64: true)
        } throws: {
            ($0 as? ChromaError)?.code == .invalid
        }
        await #expect {
            try await client.count(collection: "00000000-0000-0000-0000-000000000000")
        } throws: {
            ($0 as? ChromaError)?.code == .notFound
        }
        await #expect { try await client.createCollection("x") } throws: { ($0 as? ChromaError)?.code == .invalid }
    }
}
