import BlankSpaceTesting
import HTTPCalls
import OllamaClient
import Synchronization
import Testing

private let http = HTTPCaller.makeClient()

/// Against a scripted server: Ollama itself cannot be installed by the tests. Its official client keeps the server honest.
@Suite struct OllamaClientTests {
    private func withServer(
        _ script: ModelScript = ModelScript(), _ test: (ScriptedModelServer, OllamaClient) async throws -> Void
    ) async throws {
        let server = try await ScriptedModelServer.start(script)
        let caller = HTTPCaller(kind: "Ollama", address: server.address, client: http)
        try await test(server, OllamaClient(hosts: CallerPool([caller])))
        await server.stop()
    }

    /// The text that came, and how the reply ended.
    private func chat(
        _ client: OllamaClient, _ chat: OllamaChat? = nil, patience: Duration = .seconds(20)
    ) async -> (text: String, end: Result<OllamaChatEnd, any Error>) {
        let text = Mutex("")
        let question = chat ?? OllamaChat(model: "scripted", messages: [.init(role: "user", content: "안녕")])
        do {
            let end = try await client.chat(question, firstToken: patience, idle: patience) { piece in
                text.withLock { $0 += piece }
            }
            return (text.withLock { $0 }, .success(end))
        } catch {
            return (text.withLock { $0 }, .failure(error))
        }
    }

    private func code(_ end: Result<OllamaChatEnd, any Error>) -> CallError.Code? {
        guard case .failure(let error) = end else { return nil }
        return (error as? CallError)?.code
    }

    @Test func streamsAReplyAndTellsWhatItCost() async throws {
        try await withServer { _, client in
            let (text, end) = await chat(client)
            #expect(text == ModelScript.korean.joined())
            let value1 = try end.get()
            #expect(value1 == OllamaChatEnd(reason: "stop", promptTokens: 42, replyTokens: 11))
        }
    }

    @Test func asksInOllamasWordsAndNeverForTools() async throws {
        try await withServer { server, client in
            _ = await chat(
                client,
                OllamaChat(
                    model: "scripted", messages: [.init(role: "system", content: "규칙")],
                    options: .init(numCtx: 8_192, numPredict: 5, temperature: 0), keepAlive: -1, think: false,
                    schema: #"{"type":"object"}"#))
            let asked = try #require(server.record.requests.last?.text)
            for part in [
                #""num_ctx":8192"#, #""num_predict":5"#, #""keep_alive":-1"#, #""think":false"#, #""stream":true"#,
                #""format":{"type":"object"}"#,
            ] { #expect(asked.contains(part), "\(asked)") }
            #expect(!asked.contains("tools"))
        }
    }

    @Test(arguments: [
        (ModelScript.Behaviour.breaksOff(after: 3), CallError.Code.interrupted), (.truncates(after: 3), .malformed),
        (.leavesOutTheEnd, .interrupted), (.failsMidway(after: 3, message: "the runner died"), .interrupted),
        (.fails(status: 500, message: "more memory is needed"), .status(500)), (.garbage, .malformed),
        (.missing, .status(404)),
        (.silent, .timedOut), (.stalls(after: 3), .timedOut),
    ])
    func whatGoesWrongIsSaid(behaviour: ModelScript.Behaviour, expected: CallError.Code) async throws {
        try await withServer(ModelScript(behaviour)) { server, client in
            let waits = behaviour == .silent || behaviour == .stalls(after: 3)
            let (text, end) = await chat(client, patience: waits ? .milliseconds(300) : .seconds(20))
            #expect(code(end) == expected)
            #expect(ModelScript.korean.joined().hasPrefix(text), "what came before stays right")
        }
    }

    @Test func aModelThatIsMissingIsFetchedByTheCommandThatTheErrorNames() async throws {
        try await withServer(ModelScript(.missing)) { _, client in
            guard case .failure(let error as CallError) = await chat(client).end else {
                Issue.record("no error")
                return
            }
            #expect(error.detail == "the model scripted is not there; fetch it with: ollama pull scripted")
            #expect(try await client.models().isEmpty)
            let progress = Mutex<[OllamaPullProgress]>([])
            try await client.pull("scripted:latest") { step in progress.withLock { $0.append(step) } }
            #expect(progress.withLock { $0.map(\.completed) } == [nil, 400, 1_000, nil])
            let value2 = try await client.models().first?.isCalled("scripted")
            #expect(value2 == true)
            await #expect(throws: CallError.self) { try await client.pull("other") }
        }
    }

    @Test func thoughtsAreNoPartOfTheReply() async throws {
        try await withServer(ModelScript(.thinks("흠…", inText: false))) { _, client in
            #expect(await chat(client).text == ModelScript.korean.joined())
        }
    }

    @Test func anEmptyReplyIsAReply() async throws {
        try await withServer(ModelScript(.empty)) { _, client in
            let (text, end) = await chat(client)
            #expect(text.isEmpty)
            let value3 = try end.get().reason
            #expect(value3 == "stop")
        }
    }

    @Test func cancellationReachesTheServer() async throws {
        try await withServer(ModelScript(.stalls(after: 1))) { server, client in
            let reply = Task { await chat(client) }
            while server.record.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            reply.cancel()
            guard case .failure(let error) = await reply.value.end else {
                Issue.record("a reply without an end has ended")
                return
            }
            #expect(error is CancellationError)
            for _ in 0..<500 where server.record.hangUps == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(server.record.hangUps == 1)
        }
    }

    @Test func tellsVersionCardAndWhatIsLoaded() async throws {
        try await withServer(ModelScript(capabilities: ["completion", "thinking"])) { _, client in
            let value4 = try await client.version()
            #expect(value4 == "0.12.6")
            let value5 = try await client.show("scripted").capabilities
            #expect(value5 == ["completion", "thinking"])
            let value6 = try await client.loadedModels().map(\.name)
            #expect(value6 == ["scripted:latest"])
        }
    }

    @Test func embedsInOrder() async throws {
        try await withServer { _, client in
            let vectors = try await client.embed(["신발", "가방"], model: "scripted")
            #expect(vectors.count == 2)
            #expect(vectors[0].count == 64)
            let value7 = try await client.embed(["가방"], model: "scripted")[0]
            #expect(value7 == vectors[1])
        }
    }

    @Test func fewerVectorsThanTextsAreAnError() async throws {
        try await withServer(ModelScript(.empty)) { _, client in
            let error = await #expect(throws: CallError.self) { _ = try await client.embed(["신발"], model: "scripted") }
            #expect(error?.code == .malformed)
        }
    }

    @Test func anotherHostAnswersWhereOneIsDown() async throws {
        let gone = try await ScriptedModelServer.start()
        await gone.stop()
        let there = try await ScriptedModelServer.start()
        let client = OllamaClient(
            hosts: CallerPool([gone, there].map { HTTPCaller(kind: "Ollama", address: $0.address, client: http) }))
        #expect(await chat(client).text == ModelScript.korean.joined())
        await there.stop()
    }
}
