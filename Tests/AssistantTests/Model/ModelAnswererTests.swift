import Assistant
import BlankSpaceTesting
import Resilience
import Search
import Shop
import Testing

@Suite struct ModelAnswererTests {
    private let truth = "데일리 백팩은 방수가 되고, 무게는 620g이에요."

    @Test func whatIsTrueGoesOutAsItIs() async throws {
        let said = try await said(truth + " 오브젝트 토트백은 캔버스 소재예요.", GroundingShop.search(), .scalars)
        #expect(said.text == truth + " 오브젝트 토트백은 캔버스 소재예요.")
        #expect(
            said.outcome == AnswerOutcome(model: "scripted", usage: ModelUsage(promptTokens: 100, completionTokens: 20))
        )
        #expect(said.report.passed == 2 && said.report.rejectedShare == 0)
        #expect(said.report.estimatedPromptTokens > 200)
    }

    @Test func aFalseSentenceIsReplacedByOneOfTheFacts() async throws {
        let said = try await said("데일리 백팩은 49,900원이에요. 오브젝트 토트백은 캔버스 소재예요.", GroundingShop.search())
        #expect(said.text.contains("54,900원"))
        #expect(said.report.replaced == 1 && said.report.reasons == [.price: 1])
        #expect(said.report.rejected == [.init("데일리 백팩은 49,900원이에요.", .price)])
        #expect(said.outcome.degraded.isEmpty)
    }

    @Test func emphasisIsTakenOff() async throws {
        let said = try await said("**데일리 백팩**은 54,900원이에요.", GroundingShop.search())
        #expect(said.text == "데일리 백팩은 54,900원이에요.")
    }

    @Test func aSentenceSaidTwiceIsSaidOnce() async throws {
        let said = try await said(Array(repeating: truth, count: 5).joined(separator: " "), GroundingShop.search())
        #expect(said.text == truth)
    }

    @Test func aModelThatFailsIsAnsweredForByTheFacts() async throws {
        let model = ScriptedModel([.fail(LanguageModelError(.unavailable, "down"))])
        let said = try await said(by: model, GroundingShop.search())
        #expect(said.text == (try await answer(GroundingShop.search())))
        #expect(said.outcome == AnswerOutcome(model: "extractive", degraded: ["llm"]))
        #expect(said.report.failure == "unavailable")
    }

    @Test func aModelThatIsLateIsAnsweredForByTheFacts() async throws {
        let model = ScriptedModel([.text("데일리 백팩은"), .hang])
        let said = try await said(by: model, GroundingShop.search(), limits: .init(firstSentence: .milliseconds(50)))
        #expect(said.text == (try await answer(GroundingShop.search())))
        #expect(said.outcome.degraded == ["llm"] && said.report.failure == "late")
        #expect(model.cancelled == 1)
    }

    @Test(arguments: [ScriptedModel.Step.hang, .fail(LanguageModelError(.interrupted, "cut"))])
    func whatWasSentStandsWhenTheModelBreaksOff(_ end: ScriptedModel.Step) async throws {
        let model = ScriptedModel([.text(truth + " 오브젝트 토트백은 49,0"), end])
        let said = try await said(by: model, GroundingShop.search(), limits: .init(betweenSentences: .milliseconds(50)))
        #expect(said.text.hasPrefix(truth))
        // What the model had not come to, from the facts; the half sentence is not sent.
        #expect(said.text.contains("23,900원") && !said.text.contains("49,0"))
        #expect(said.outcome.model == "scripted" && said.outcome.degraded == ["llm"])
        #expect(said.report.added > 0)
    }

    @Test func anOpenCircuitIsNotCalled() async throws {
        let model = ScriptedModel([.fail(LanguageModelError(.unavailable, "down"))])
        let reports = Reports()
        let answerer = ModelAnswerer(
            model: model,
            guarded: Guarded(
                "llm", breaker: CircuitBreaker(failures: 2, firstPause: .seconds(600), longestPause: .seconds(600))),
            report: { reports.add($0) })
        for _ in 0..<5 { _ = try await answerer.answer(GroundingShop.search()) { _ in } }
        #expect(model.prompts.count == 2)
        #expect(reports.last?.failure == "circuit_open")
    }

    @Test func aSilentModelIsAnsweredForByTheFacts() async throws {
        let said = try await said("", GroundingShop.search())
        #expect(said.text == (try await answer(GroundingShop.search())))
        #expect(said.outcome.model == "extractive" && said.outcome.degraded == ["llm"])
    }

    @Test(arguments: Intent.allCases) func onlyWhatTakesWordsGoesToTheModel(_ intent: Intent) async throws {
        let model = ScriptedModel(truth)
        var context = GroundingShop.search()
        context.intent = intent
        let outcome = try await ModelAnswerer(model: model).answer(context) { _ in }
        #expect(model.prompts.isEmpty == !ModelAnswerer.intents.contains(intent))
        #expect(!ModelAnswerer.intents.contains(intent) || outcome.model == "scripted")
        #expect(!outcome.degraded.contains("llm"))
    }

    @Test func thatOthersAreAlikeStandsInForNothingElse() async throws {
        var context = GroundingShop.search()
        context.products[1].fits = false
        context.total = 1
        let said = try await said("내일 3시에 도착해요. 모레는 5시에 도착해요. 글피는 7시예요.", context)
        #expect(said.report.replaced == 1 && said.report.dropped == 2)
        #expect(!said.text.contains("비슷한 상품"))
        #expect(try await answer(context).contains("비슷한 상품"))
    }

    @Test func nothingFoundIsNotForTheModel() async throws {
        let model = ScriptedModel(truth)
        var context = GroundingShop.search()
        context.products = []
        context.total = 0
        let outcome = try await ModelAnswerer(model: model).answer(context) { _ in }
        #expect(model.prompts.isEmpty && outcome == AnswerOutcome(model: "extractive"))
    }

    @Test func aModelThatNeverStopsIsStopped() async throws {
        let endless = (1...400).map { "데일리 백팩은 \($0 * 7)원이에요." }.joined(separator: " ")
        let said = try await said(endless, GroundingShop.search(), .random(seed: 3))
        #expect(said.report.written <= 13)
        #expect(said.report.failure == nil)
    }

    @Test func aShopperWhoLeavesEndsTheModelAndDoesNotBlameIt() async throws {
        let model = ScriptedModel([.text(truth + " "), .hang])
        let guarded = Guarded("llm")
        let answerer = ModelAnswerer(model: model, guarded: guarded)
        let task = Task { try await answerer.answer(GroundingShop.search()) { _ in } }
        while model.prompts.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(guarded.health.state == .unknown)
        struct Gone: Error {}
        await #expect(throws: Gone.self) {
            try await ModelAnswerer(model: ScriptedModel(truth), guarded: guarded).answer(GroundingShop.search()) { _ in
                throw Gone()
            }
        }
        #expect(guarded.health.state != .down)
    }
}
