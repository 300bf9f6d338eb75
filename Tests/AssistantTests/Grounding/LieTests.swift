import Assistant
import BlankSpaceTesting
import Testing

/// Models that lie, in streams cut every way: nothing false reaches the shopper.
@Suite struct LieTests {
    static let cuts: [ScriptedModel.Pieces] = [.whole, .scalars, .random(seed: 1), .random(seed: 2)]

    @Test(arguments: Lie.all) func nothingOfALieGetsThrough(_ lie: Lie) async throws {
        for pieces in Self.cuts {
            let said = try await said(lie.text, lie.context, pieces)
            #expect(!said.text.contains(lie.poison), "\(said.text)")
            #expect(said.report.passed == 0)
            #expect(said.outcome.model == "extractive")
        }
    }

    /// A lie between true sentences: these go out, and it does not.
    @Test(arguments: Lie.all.filter { $0.context.intent == .recommend && $0.context.locale == "ko" })
    func aLieBetweenTrueSentencesIsTakenOut(_ lie: Lie) async throws {
        let text = "데일리 백팩은 방수가 되고, 무게는 620g이에요. \(lie.text)\n오브젝트 토트백은 캔버스 소재이고 접이식이에요."
        let said = try await said(text, lie.context, .random(seed: 7))
        #expect(!said.text.contains(lie.poison), "\(said.text)")
        #expect(said.text.contains("620g") && said.text.contains("캔버스"))
        #expect(said.outcome.model == "scripted")
    }

    @Test func thereAreManyLies() {
        #expect(Lie.all.count >= 100)
        #expect(Set(Lie.all.map(\.name)).count == Lie.all.count)
    }
}

/// What a scripted model's answer became.
struct Said {
    var text: String
    var pieces: [AnswerPiece]
    var outcome: AnswerOutcome
    var report: AnswerReport
}

func said(
    _ text: String, _ context: AnswerContext, _ pieces: ScriptedModel.Pieces = .whole
) async throws -> Said {
    try await said(by: ScriptedModel(text, pieces: pieces), context)
}

func said(
    by model: ScriptedModel, _ context: AnswerContext, limits: ModelAnswerer.Limits = .init()
) async throws -> Said {
    let reports = Reports()
    let answerer = ModelAnswerer(model: model, limits: limits, report: { reports.add($0) })
    let collected = Collected()
    let outcome = try await answerer.answer(context) { await collected.add($0) }
    let pieces = await collected.pieces
    return Said(
        text: pieces.map(\.text).joined(), pieces: pieces, outcome: outcome, report: reports.last ?? AnswerReport())
}

actor Collected {
    private(set) var pieces: [AnswerPiece] = []
    func add(_ piece: AnswerPiece) { pieces.append(piece) }
}
