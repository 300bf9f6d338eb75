import Foundation
import Hangul
import Shop

/// What the shop's policies say, in the shop's own words.
enum PolicyAnswer {
    static func pieces(_ context: AnswerContext, language: AnswerLanguage) -> [AnswerPiece] {
        let policies = context.policies.filter { !$0.answer.allSatisfy(\.isWhitespace) }
        guard let best = policies.first else { return [AnswerPiece(notStated(language))] }
        var pieces = [piece(best)]
        if policies.count > 1, isAsClose(policies[1], as: best, to: context.message) {
            pieces.append(piece(policies[1]))
        }
        // The shop's words stay in the shop's language; a reader of another is told so.
        if !language.isKorean, best.answer.unicodeScalars.contains(where: { (0xAC00...0xD7A3).contains($0.value) }) {
            pieces.insert(AnswerPiece("This is what the shop's policy says, in Korean:"), at: 0)
        }
        return pieces
    }

    private static func piece(_ policy: Policy) -> AnswerPiece {
        AnswerPiece(
            policy.answer.trimmingCharacters(in: .whitespacesAndNewlines),
            citations: [Citation(kind: .policy, id: policy.id, field: "answer")])
    }

    /// Whether the message speaks of the second policy at least as much as of the first, and of something in both.
    private static func isAsClose(_ second: Policy, as first: Policy, to message: String) -> Bool {
        let words = Tokenizer.tokens(TextFolding.folded(message)).map(\.text)
        let scores = [first, second].map { WordMatch.score($0.question + " " + $0.topic, for: words) }
        return scores[0] > 0 && scores[1] >= scores[0] && second.answer != first.answer
    }

    private static func notStated(_ language: AnswerLanguage) -> String {
        language.isKorean
            ? "그 내용은 쇼핑몰 안내에 나와 있지 않아요. 고객센터에 문의하시면 정확한 답을 받으실 수 있어요."
            : "The shop's policies do not say. Customer service can give you a definite answer."
    }
}
