import BlankSpaceTesting
import HTTPCalls
import OpenAIClient
import Synchronization
import Testing

private let http = HTTPCaller.makeClient()

/// Against a scripted server, which the official client keeps honest.
@Suite struct OpenAIClientTests {
    private func withServer(
        _ script: ModelScript = ModelScript(), _ test: (ScriptedModelServer, OpenAIClient) async throws -> Void
    ) async throws {
        let server = try await ScriptedModelServer.start(model: "scripted", script)
        try await test(server, OpenAIClient(base: server.address, key: "sk-secret-key", client: http))
        await server.stop()
    }

    private func chat(
        _ client: OpenAIClient, _ chat: OpenAIChat? = nil, patience: Duration = .seconds(20)
    ) async -> (text: String, end: Result<OpenAIChatEnd, any Error>) {
        let text = Mutex("")
        let question = chat ?? OpenAIChat(model: "scripted", messages: [.init(role: "user", content: "안녕")])
        do {
            let end = try await client.chat(question, firstToken: patience, idle: patience) { piece in
                text.withLock { $0 += piece }
            }
            return (text.withLock { $0 }, .success(end))
        } catch {
            return (text.withLock { $0 }, .failure(error))
        }
    }

    private func code(_ end: Result<OpenAIChatEnd, any Error>) -> CallError.Code? {
        guard case .failure(let error) = end else { return nil }
        return (error as? CallError)?.code
    }

    @Test func streamsAReplyAndTellsWhatItCost() async throws {
        try await withServer { server, client in
            let (text, end) = await chat(client)
            #expect(text == ModelScript.korean.joined())
            let value1 = try end.get()
            #expect(value1 == OpenAIChatEnd(reason: "stop", promptTokens: 42, replyTokens: 11))
            #expect(server.record.requests.last?.headers["authorization"] == "Bearer sk-secret-key")
            #expect(server.record.requests.last?.path == "/v1/chat/completions")
        }
    }

    @Test func aSchemaGoesOutAsItIs() async throws {
        try await withServer { server, client in
            let schema = #"{"type":"object","properties":{"z":{},"a":{}}}"#
            _ = await chat(client, OpenAIChat(model: "scripted", messages: [], maxTokens: 5, schema: schema))
            let asked = try #require(server.record.requests.last?.text)
            #expect(asked.contains(#""schema":\#(schema)"#))
            #expect(asked.contains(#""max_tokens":5"#))
            #expect(asked.contains(#""include_usage":true"#))
        }
    }

    @Test(arguments: [
        (ModelScript.Behaviour.breaksOff(after: 3), CallError.Code.interrupted), (.truncates(after: 3), .malformed),
        (.leavesOutTheEnd, .interrupted), (.failsMidway(after: 3, message: "the engine died"), .interrupted),
        (.fails(status: 500, message: "no"), .status(500)), (.garbage, .malformed), (.missing, .status(404)),
        (.silent, .timedOut), (.stalls(after: 3), .timedOut), (.keepsAlive, .timedOut),
    ])
    func whatGoesWrongIsSaid(behaviour: ModelScript.Behaviour, expected: CallError.Code) async throws {
        try await withServer(ModelScript(behaviour)) { _, client in
            let waits = expected == .timedOut
            let (text, end) = await chat(client, patience: waits ? .milliseconds(300) : .seconds(20))
            #expect(code(end) == expected)
            #expect(ModelScript.korean.joined().hasPrefix(text))
        }
    }

    @Test func thoughtsAreNoPartOfTheReply() async throws {
        try await withServer(ModelScript(.thinks("흠…", inText: false))) { _, client in
            #expect(await chat(client).text == ModelScript.korean.joined())
        }
    }

    @Test(arguments: [false, true]) func embedsInOrderInEitherForm(inBase64: Bool) async throws {
        try await withServer { _, client in
            let vectors = try await client.embed(["신발", "가방"], model: "scripted", inBase64: inBase64)
            #expect(vectors.count == 2)
            let value2 = try await client.embed(["가방"], model: "scripted")[0]
            #expect(value2 == vectors[1])
        }
    }

    @Test func listsModels() async throws {
        try await withServer { _, client in
            let models = try await client.models()
            #expect(models == ["scripted"])
        }
    }

    @Test func uploadsARecording() async throws {
        try await withServer { server, client in
            let audio = (0..<2_000).map { UInt8(truncatingIfNeeded: $0) }
            let transcript = try await client.transcribe(
                OpenAITranscription(model: "whisper-1", audio: audio, fileName: "a\"\r\nX: y.wav", language: "ko"),
                segments: true)
            #expect(transcript.text == ModelScript.korean.joined())
            #expect(transcript.segments?.first?.end == 1.5)
            let asked = try #require(server.record.requests.last)
            #expect(asked.body.firstRange(of: audio) != nil, "the bytes arrive unchanged")
            #expect(!asked.text.contains("\r\nX: y"))
            #expect(asked.text.contains("verbose_json"))
        }
    }

    @Test func streamsSpeech() async throws {
        try await withServer { _, client in
            let sound = Mutex<[UInt8]>([])
            try await client.speak(OpenAISpeech(model: "tts-1", input: "안녕", voice: "alloy")) { piece in
                sound.withLock { $0 += piece }
            }
            #expect(sound.withLock { $0 } == (0..<3).flatMap { Array(repeating: UInt8($0), count: 6) })
        }
    }

    @Test func theBaseMayHaveAPathOfItsOwn() async throws {
        try await withServer { server, _ in
            for base in ["\(server.address)/v1", "\(server.address)/v1/", server.address + "/"] {
                let value3 = try await OpenAIClient(base: base, client: http).models()
                #expect(value3 == ["scripted"])
            }
            await #expect(throws: CallError.self) {
                _ = try await OpenAIClient(base: "\(server.address)/proxy/v1", client: http).models()
            }
            #expect(server.record.requests.last?.path == "/proxy/v1/models")
        }
    }
}
