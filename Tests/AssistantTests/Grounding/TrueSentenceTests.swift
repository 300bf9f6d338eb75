import Assistant
import BlankSpaceTesting
import Testing

/// The check is of use only where what is true passes.
@Suite struct TrueSentenceTests {
    /// Of the true sentences, at least this share passes.
    static let share = 0.95

    @Test func mostTrueSentencesPass() {
        let rejected = TrueSentence.all.filter { sentence in
            if case .failed = GroundingCheck(sentence.context).check(sentence.text) { true } else { false }
        }
        let passed = Double(TrueSentence.all.count - rejected.count) / Double(TrueSentence.all.count)
        #expect(TrueSentence.all.count >= 60)
        #expect(passed >= Self.share, "\(rejected.map(\.text))")
    }

    @Test func whatASentenceStatesIsCited() {
        let check = GroundingCheck(GroundingShop.search())
        guard case .passed(let citations, let about) = check.check("데일리 백팩은 방수가 되고, 가격은 54,900원이에요.") else {
            Issue.record("rejected")
            return
        }
        #expect(Set(citations.map(\.field)) == ["name", "attributes.방수", "price"])
        #expect(about == ["bag-a"])
    }

    /// Without a name a sentence is about the product of the sentence before; where that is not known it has to be true of all.
    @Test func aSentenceWithoutANameIsAboutTheProductBefore() {
        let check = GroundingCheck(GroundingShop.search())
        let sentence = "무게는 620g이에요."
        #expect(check.check(sentence, after: ["bag-a"]).hasPassed)
        #expect(!check.check(sentence, after: ["bag-b"]).hasPassed)
        #expect(!check.check(sentence).hasPassed)
    }

    @Test func aContactThatAPolicyGivesPasses() {
        var context = GroundingShop.policy()
        context.policies[0].answer = "고객센터 1588-0000으로 문의해 주세요."
        let check = GroundingCheck(context)
        #expect(check.check("고객센터 1588-0000으로 문의해 주세요.").hasPassed)
        #expect(!check.check("고객센터 1588-0001로 문의해 주세요.").hasPassed)
    }

    /// What the facts themselves say has to pass: the extractive answers are built of nothing else.
    @Test func hiddenProductsAreNoFacts() {
        var context = GroundingShop.search()
        context.products[0].product.status = .hidden
        #expect(!GroundingCheck(context).check("데일리 백팩은 54,900원이에요.").hasPassed)
    }
}

extension GroundingVerdict {
    var hasPassed: Bool { if case .passed = self { true } else { false } }
}
