import Assistant
import BlankSpaceTesting
import Resilience
import Search
import Shop
import Testing

/// Whole turns with a language model behind them.
@Suite struct ModelTurnTests {
    private func assistant(_ model: ScriptedModel, _ log: AnswerReportLog = AnswerReportLog()) -> ShopAssistant {
        let engine = SearchEngine(embedder: nil)
        engine.load(
            Catalog(
                version: 1, products: [GroundingShop.backpack, GroundingShop.tote, GroundingShop.rucksack],
                policies: GroundingShop.policies))
        let store = MemoryStore()
        return ShopAssistant(
            engine: engine, answerer: ModelAnswerer(model: model, report: { log.add($0) }), conversations: store,
            events: store)
    }

    private func end(_ message: String, _ assistant: ShopAssistant, in conversation: String? = nil) async throws -> (
        TurnEnd?, String?
    ) {
        var end: TurnEnd?
        var id: String?
        for try await event in try await assistant.turn(TurnRequest(message: message, conversationId: conversation)) {
            if case .turn(let start) = event { id = start.conversationId }
            if case .done(let done) = event { end = done }
        }
        return (end, id)
    }

    @Test func doneSaysWhatWroteTheAnswerAndWhatItCost() async throws {
        let end = try await end("가방 보여줘", assistant(ScriptedModel("데일리 백팩은 방수가 돼요."))).0
        #expect(end?.model == "scripted" && end?.answer == "데일리 백팩은 방수가 돼요.")
        #expect(end?.usage == ModelUsage(promptTokens: 100, completionTokens: 20) && end?.degraded == [])
    }

    @Test func aModelThatIsDownIsSeenInDone() async throws {
        let model = ScriptedModel([.fail(LanguageModelError(.unavailable, "down"))])
        let end = try await end("가방 보여줘", assistant(model)).0
        #expect(end?.model == "extractive" && end?.degraded == ["llm"] && end?.usage == nil)
        #expect(end?.answer.isEmpty == false)
    }

    @Test func aModelThatRepeatsWhatItWasAskedSaysNothing() async throws {
        let end = try await end("가방 보여줘", assistant(ScriptedModel("어떤 상품이 왜 맞는지 말해 주세요."))).0
        #expect(end?.model == "extractive")
        #expect(end?.answer.contains("왜 맞는지") == false)
    }

    @Test func aModelThatHasNothingToSayIsAskedAgain() async throws {
        let model = ScriptedModel([.fail(LanguageModelError(.empty, "nothing"))])
        let assistant = assistant(model)
        for _ in 0..<6 { #expect(try await end("가방 보여줘", assistant).0?.degraded == ["llm"]) }
        #expect(model.prompts.count == 6)
    }

    @Test func whatWasSaidBeforeIsInThePrompt() async throws {
        let model = ScriptedModel("데일리 백팩은 방수가 돼요.")
        let assistant = assistant(model)
        let (_, id) = try await end("가방 보여줘", assistant)
        _ = try await end("방수 되는 거", assistant, in: id)
        let messages = model.prompts.last?.messages ?? []
        #expect(messages.contains { $0.role == .assistant && $0.text.contains("방수가 돼요") })
        #expect(messages.contains { $0.role == .user && $0.text.contains("가방 보여줘") })
    }

    @Test func aTrialCountsTheSentencesOfEachTurn() async throws {
        let log = AnswerReportLog()
        let model = ScriptedModel("데일리 백팩은 방수가 돼요. 데일리 백팩은 1,000원이에요.")
        let turns = try await ModelTrial(assistant: assistant(model, log), log: log).run(["가방 보여줘", "안녕하세요", "백팩 추천해줘"])
        #expect(turns.map { $0.report?.written } == [2, nil, 2])
        let sum = ModelTrial.sum(turns)
        #expect(sum.passed == 2 && sum.written == 4 && sum.rejectedShare == 0.5 && sum.reasons == [.price: 2])
    }
}
