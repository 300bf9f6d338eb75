import AsyncHTTPClient
import ChromaClient
import HTTPCalls
import Testing

/// What a real server cannot be made to do: each test scripts one that does.
@Suite(.serialized) struct ScriptedServerTests {
    private func withClient<Value>(
        _ credentials: ChromaClient.Credentials = .none,
        answer: @escaping @Sendable (ScriptedServer.Request) -> ScriptedServer.Answer?,
        _ body: (ChromaClient, ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let server = try await ScriptedServer.start(answer)
        let http = HTTPCaller.makeClient()
        do {
            var client = ChromaClient(
                address: server.address, tenant: "테넌트/1", database: "..", credentials: credentials, client: http)
            client.deadline = .seconds(3)
            let value = try await body(client, server)
            try await server.stop()
            try await http.shutdown()
            return value
        } catch {
            try? await server.stop()
            try? await http.shutdown()
            throw error
        }
    }

    @Test(arguments: [
        (ChromaClient.Credentials.token("geheim"), "x-chroma-token", "geheim"),
        (.bearer("geheim"), "authorization", "Bearer geheim"),
        (.basic(user: "상점", password: "p:w"), "authorization", "Basic 7IOB7KCQOnA6dw=="),
    ])
    func credentialsAreSentWithEachCallAndStandInNoMessage(
        credentials: ChromaClient.Credentials, header: String, value: String
    ) async throws {
        try await withClient(
            credentials,
            answer: { _ in .init(status: 403, body: #"{"error":"ChromaError","message":"Permission denied."}"#) }
        ) { client, server in
            do {
                try await client.heartbeat()
                Issue.record("a refusal was taken for an answer")
            } catch let error as ChromaError {
                #expect(error.code == .denied)
                #expect(error.message == "Permission denied.")
                #expect(!"\(error)".contains(value))
            }
            #expect(server.requests.withLock { $0.first?.headers.first(name: header) } == value)
        }
    }

    @Test func namesAreOneSegmentOfThePath() async throws {
        try await withClient(answer: { _ in .init(body: "[]") }) { client, server in
            _ = try await client.collections(limit: 1)
            #expect(
                server.requests.withLock { $0.first?.path }
                    == "/api/v2/tenants/%ED%85%8C%EB%84%8C%ED%8A%B8%2F1/databases/%2E%2E/collections?limit=1&offset=0")
        }
    }

    @Test(arguments: [
        "", "null", "[]", "{}", #"{"ids":[["a"]],"distances":[[]]}"#, #"{"ids":[["a"]],"distances":[[null]]}"#,
        #"{"ids":[["a","b","c"]],"distances":[[1,2,3]]}"#, #"{"ids":[[1]],"distances":[[1]]}"#,
        #"{"ids":[["a"]],"distances":[["x"]]}"#, #"{"ids":[["a"]],"distances":[[1e999]]}"#, "<html>",
        String(repeating: "[", count: 100_000),
    ])
    func aSenselessReplyToAQueryIsAnError(body: String) async throws {
        _ = try await withClient(answer: { _ in .init(body: body) }) { client, _ in
            await #expect {
                try await client.query([1], limit: 2, collection: "c")
            } throws: {
                ($0 as? CallError)?.code == .malformed
            }
        }
    }

    @Test func senselessPagesAndEmbeddingsAreErrors() async throws {
        try await withClient(answer: { _ in .init(body: #"{"ids":["a","b"],"metadatas":[null],"embeddings":[[1]]}"#) })
        {
            client, _ in
            await #expect(throws: CallError.self) { try await client.page(collection: "c", limit: 10, offset: 0) }
            await #expect(throws: CallError.self) { try await client.embeddings(of: ["a"], collection: "c") }
        }
    }

    @Test func metadataOfOtherKindsArePassedOver() async throws {
        let body =
            #"{"ids":["a"],"metadatas":[{"list":[1],"deep":{"x":1},"none":null,"n":3,"f":3.0,"b":true,"s":"가"}]}"#
        try await withClient(answer: { _ in .init(body: body) }) { client, _ in
            let page = try await client.page(collection: "c", limit: 10, offset: 0)
            #expect(page.first?.metadata["n"]?.int == 3)
            #expect(page.first?.metadata["f"]?.int == 3)
            #expect(page.first?.metadata["b"]?.bool == true)
            #expect(page.first?.metadata["s"]?.string == "가")
            #expect(page.first?.metadata["list"] == nil)
        }
    }

    @Test func aReplyThatBreaksOffIsAnError() async throws {
        _ = try await withClient(answer: { _ in .init(body: #""1.0.0""#, cutAfter: 3) }) { client, _ in
            await #expect(throws: CallError.self) { try await client.version() }
        }
    }

    @Test func aLateQueryIsNotMadeTwice() async throws {
        try await withClient(answer: { _ in nil }) { client, server in
            await #expect {
                try await client.query([1], limit: 1, collection: "c", deadline: .milliseconds(150))
            } throws: {
                ($0 as? CallError)?.code == .timedOut
            }
            #expect(server.requests.withLock { $0.count } == 1)
        }
    }

    @Test func anOverloadedServerIsAskedAgainAndAForbiddingOneIsNot() async throws {
        for (status, calls) in [(503, 3), (400, 1), (401, 1)] {
            try await withClient(answer: { _ in .init(status: status, body: "no JSON") }) { client, server in
                await #expect(throws: (any Error).self) { try await client.version() }
                #expect(server.requests.withLock { $0.count } == calls)
            }
        }
    }
}
