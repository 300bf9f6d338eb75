import BlankSpaceTesting
import HTTPCalls
import ModelServers
import Testing

@Suite struct ServerEmbedderTests {
    @Test(arguments: [
        ("bge-m3", "", ""), ("bge-m3:latest", "", ""), ("hf.co/x/Multilingual-E5-Small-GGUF", "query: ", "passage: "),
        ("embeddinggemma:300m", "task: search result | query: ", "title: none | text: "),
        ("nomic-embed-text", "search_query: ", "search_document: "),
        ("bge-large-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("snowflake-arctic-embed2", "query: ", ""), ("text-embedding-3-small", "", ""), ("unheard-of", "", ""),
    ])
    func familiesHaveTheirPrefixes(model: String, query: String, passage: String) {
        let family = EmbeddingFamily.of(model)
        #expect(family.queryPrefix == query)
        #expect(family.passagePrefix == passage)
    }

    @Test(arguments: Wire.allCases) func prefixesReachTheServer(wire: Wire) async throws {
        let server = try await ScriptedModelServer.start(model: "e5-small")
        let embedder = try await wire.embedder(at: server.address, "e5-small")
        _ = try await embedder.embed(["신발"], as: .query)
        #expect(server.record.requests.last?.text.contains("query: 신발") == true)
        _ = try await embedder.embed(["신발"], as: .passage)
        #expect(server.record.requests.last?.text.contains("passage: 신발") == true)
        await server.stop()
    }

    @Test(arguments: Wire.allCases) func anotherDimensionIsAnError(wire: Wire) async throws {
        let server = try await ScriptedModelServer.start()
        await #expect(throws: CallError.self) {
            _ = try await wire.embedder(at: server.address, server.model, dimension: 384)
        }
        let embedder = try await wire.embedder(at: server.address, server.model, dimension: 64)
        server.script.dimension = 32
        await #expect(throws: CallError.self) { _ = try await embedder.embed(["신발"], as: .query) }
        await server.stop()
    }

    @Test func identityNamesServerModelDigestAndPrefixes() async throws {
        let server = try await ScriptedModelServer.start()
        let identity = try await Wire.ollama.embedder(at: server.address, server.model).identity
        #expect(identity.hasPrefix("ollama/scripted:latest@5c5c5c5c5c5c#"))
        let other = try await Wire.ollama.embedder(
            at: server.address, server.model, family: EmbeddingFamily(queryPrefix: "q: ")
        ).identity
        #expect(identity != other)
        #expect(
            try await Wire.openAI.embedder(at: server.address, server.model).identity.hasPrefix(
                "openai/scripted:latest#"))
        await server.stop()
    }
}
