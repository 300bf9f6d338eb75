import Assistant
import BlankSpaceTesting
import ModelServers
import Synchronization
import Testing

@Suite struct ServedLanguageModelTests {
    private let prompt = ModelPrompt(messages: [.init(.user, "안녕")])

    private func reply(_ model: any LanguageModel) async -> (text: String, error: LanguageModelError.Code?) {
        let text = Mutex("")
        do {
            _ = try await model.reply(to: prompt) { piece in text.withLock { $0 += piece } }
            return (text.withLock { $0 }, nil)
        } catch {
            return (text.withLock { $0 }, (error as? LanguageModelError)?.code)
        }
    }

    @Test(
        arguments: Wire.allCases,
        [
            (ModelScript.Behaviour.breaksOff(after: 2), LanguageModelError.Code.interrupted),
            (.truncates(after: 2), .malformed),
            (.leavesOutTheEnd, .interrupted), (.failsMidway(after: 2, message: "died"), .interrupted),
            (.fails(status: 500, message: "no"), .unavailable), (.fails(status: 503, message: "busy"), .unavailable),
            (.fails(status: 401, message: "key"), .refused), (.fails(status: 400, message: "tools"), .refused),
            (.garbage, .malformed),
            (.missing, .modelMissing), (.empty, .empty), (.silent, .timedOut), (.stalls(after: 2), .timedOut),
        ])
    func failuresAreThoseOfTheContract(
        wire: Wire, failure: (behaviour: ModelScript.Behaviour, code: LanguageModelError.Code)
    ) async throws {
        let server = try await ScriptedModelServer.start(ModelScript(failure.behaviour))
        let patience: Duration = failure.code == .timedOut ? .milliseconds(300) : .seconds(20)
        let model = wire.model(at: server.address, server.model, ModelTimeouts(firstToken: patience, idle: patience))
        #expect(await reply(model).error == failure.code)
        await server.stop()
    }

    @Test(arguments: Wire.allCases, [true, false])
    func thoughtsAreNoPartOfTheReply(wire: Wire, inText: Bool) async throws {
        let server = try await ScriptedModelServer.start(ModelScript(.thinks("고객은 < 신발 >을 찾는다", inText: inText)))
        #expect(await reply(wire.model(at: server.address, server.model)).text == ModelScript.korean.joined())
        await server.stop()
    }

    @Test func aThinkingModelIsAskedNotToThinkAndAnotherIsNot() async throws {
        for (capabilities, isAsked) in [(["completion", "thinking"], true), (["completion"], false)] {
            let server = try await ScriptedModelServer.start(ModelScript(capabilities: capabilities))
            _ = await reply(Wire.ollama.model(at: server.address, server.model))
            #expect(server.record.requests.last?.text.contains(#""think":false"#) == isAsked)
            await server.stop()
        }
    }

    @Test(arguments: Wire.allCases) func aServerThatIsGoneIsUnavailableAndComesBack(wire: Wire) async throws {
        let server = try await ScriptedModelServer.start()
        let proxy = try await FaultProxy.start(before: server.port)
        let model = wire.model(at: "http://127.0.0.1:\(proxy.port)", server.model)
        #expect(await reply(model).error == nil)
        await proxy.goDown()
        #expect(await reply(model).error == .unavailable)
        try await proxy.comeBack()
        #expect(await reply(model).error == nil)
        await proxy.stop()
        await server.stop()
    }

    @Test func theErrorForAMissingModelNamesTheCommand() async throws {
        let server = try await ScriptedModelServer.start(ModelScript(.missing))
        let model = Wire.ollama.model(at: server.address, "gemma3:12b-it-qat")
        for call in [{ _ = try await model.check() }, { _ = try await model.reply(to: prompt) { _ in } }] {
            let error = await #expect(throws: LanguageModelError.self) { try await call() }
            #expect(error?.detail.contains("ollama pull gemma3:12b-it-qat") == true, "\(String(describing: error))")
        }
        await server.stop()
    }
}
