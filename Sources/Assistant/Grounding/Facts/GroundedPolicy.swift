import Hangul
import Shop

/// A policy made ready for comparing sentences with it: its answer sentence by sentence, and the words of its question.
struct GroundedPolicy {
    let citation: Citation
    /// Sentences of the answer, whole and as a run of lexemes.
    let sentences: [(unit: FactUnit, lexemes: [Lexeme])]
    /// Words of topic and question: they say what it is about, and nothing more.
    let topic: Set<String>

    init(_ policy: Policy) {
        let citation = Citation(kind: .policy, id: policy.id, field: "answer")
        self.citation = citation
        sentences = SentenceSplitter.sentences(policy.answer).map { sentence in
            var lexer = Lexer(TextFolding.folded(sentence))
            return (.text(sentence, citation), lexer.lexemes())
        }
        topic = FactUnit.typed([policy.topic, policy.question], citation).clauses[0].forms
    }

    /// Whether the clause says what the policy says, as a whole: its words in one sentence, denied where it denies, each number
    /// behind the word that it belongs to, no condition left out.
    func bears(out clause: Clause, numbersOfSentence: [FoundNumber]) -> Bool {
        let words = clause.lexemes.compactMap(\.word).filter { !Neutral.isNeutral(WordForms.of($0)) }
        let denied = clause.isDenied
        let own = words.map(WordForms.of)
        let inAnswer = own.filter { forms in sentences.contains { $0.unit.mentions(forms) } }
        guard
            own.allSatisfy({ forms in
                sentences.contains { $0.unit.mentions(forms) } || FactUnit.meet(topic, forms)
            })
        else { return false }
        let numbers = clause.lexemes.compactMap(\.number)
        return sentences.enumerated().contains { place, sentence in
            let (unit, lexemes) = sentence
            let held = inAnswer.filter { unit.holds($0, denied: denied) }
            // A word of the question may stand for what the sentence is about, where it is clear which sentence is meant.
            let others = inAnswer.filter { !unit.mentions($0) }
            let isClear = place == 0 || held.count >= 2
            return held.count + others.count == inAnswer.count
                && others.allSatisfy { isClear && FactUnit.meet(topic, $0) }
                && numbers.allSatisfy { number in unit.numbers.contains { $0.isSame(as: number) } }
                && conditionsAreKept(inAnswer, unit, numbersOfSentence)
                && clause.lexemes.indices.allSatisfy { index in
                    clause.lexemes[index].number.map { isBound($0, at: index, in: clause, lexemes) } ?? true
                }
        }
    }

    /// What holds under a condition with a number (5만원 이상이면 무료) is not said without it.
    private func conditionsAreKept(_ words: [Set<String>], _ unit: FactUnit, _ numbers: [FoundNumber]) -> Bool {
        let conditional = unit.clauses.filter { !$0.forms.isDisjoint(with: Self.conditions) }
        guard !conditional.isEmpty, !unit.numbers.isEmpty else { return true }
        let touchesCondition = words.contains { forms in
            conditional.contains { FactUnit.meet($0.forms, forms) }
                && !unit.clauses.contains {
                    $0.forms.isDisjoint(with: Self.conditions) && FactUnit.meet($0.forms, forms)
                }
        }
        return !touchesCondition || numbers.contains { number in unit.numbers.contains { $0.isSame(as: number) } }
    }

    private static let conditions: Set<String> = ["이상", "이하", "이내", "미만", "초과", "경우", "까지"]

    /// The next number behind the word that stands before it in the clause has to be this one in the policy too.
    private func isBound(_ number: FoundNumber, at index: Int, in clause: Clause, _ source: [Lexeme]) -> Bool {
        // 1588-0000, 1~2일: the pair has to stand there as it is.
        if index >= 2, case .mark(let mark) = clause.lexemes[index - 1].kind, "-~–/".unicodeScalars.contains(mark),
            let first = clause.lexemes[index - 2].number
        {
            return source.indices.dropLast(2).contains {
                source[$0].number?.isSame(as: first) == true && source[$0 + 2].number?.isSame(as: number) == true
            }
        }
        let before = clause.lexemes[..<index].last { $0.word.map { !Neutral.isNeutral(WordForms.of($0)) } ?? false }
        let behind = clause.lexemes[(index + 1)...].compactMap(\.word).map(WordForms.of).filter {
            !Neutral.isNeutral($0)
        }
        let same = source.indices.filter { source[$0].number?.unit == number.unit }
        func value(_ place: Int?) -> Bool { place.flatMap { source[$0].number?.isSame(as: number) } ?? false }
        if let word = before?.word {
            let forms = WordForms.of(word)
            let places = source.indices.filter {
                source[$0].word.map { FactUnit.meet(WordForms.of($0), forms) } ?? false
            }
            if places.isEmpty { return value(same.first) }
            return places.contains { place in value(same.first { $0 > place } ?? same.last { $0 < place }) }
        }
        guard !behind.isEmpty else { return same.count == 1 && value(same.first) }
        // 5만원 이상 결제하시면 무료: next to every word that follows it here, before or behind.
        return behind.allSatisfy { forms in
            let places = source.indices.filter {
                source[$0].word.map { FactUnit.meet(WordForms.of($0), forms) } ?? false
            }
            if places.isEmpty { return value(same.first) }
            return places.contains { place in
                value(same.last { $0 < place }) || value(same.first { $0 > place })
            }
        }
    }
}
