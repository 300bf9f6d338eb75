import Foundation
import Hangul
import Shop

/// Decides, sentence by sentence, whether what a language model wrote is true of a turn's facts.
///
/// Closed world: every word has to be a fact of what the sentence is about or a word that states nothing (`NeutralKorean`), and
/// every number, comparison, denial and yes has to be borne out. What cannot be verified does not go out. A value; O(facts) to
/// make, O(sentence × facts of its subject) to check.
public struct GroundingCheck: Sendable {
    private let context: AnswerContext
    private let products: [GroundedProduct]
    private let policies: [GroundedPolicy]
    private let mentions: ProductMentions
    private let numbers: NumberCheck
    private let comparisons: ComparisonCheck
    private let words: WordCheck
    private let forbidden: ForbiddenText
    private let eastAsian: EastAsianWords?

    /// - Parameter secrets: texts of the prompt that may not be repeated.
    public init(_ context: AnswerContext, secrets: [String] = []) {
        var context = context
        context.products.removeAll { $0.product.isHidden }
        self.context = context
        products = context.products.map { GroundedProduct($0.product) }
        policies = context.policies.map(GroundedPolicy.init)
        mentions = ProductMentions(products)
        numbers = NumberCheck(products: products, context: context)
        comparisons = ComparisonCheck(products: products)
        words = WordCheck(products: products, context: context)
        forbidden = ForbiddenText(facts: context.policies.map(\.answer), secrets: secrets)
        let isSpaced = AnswerLanguage(locale: context.locale).spacesSentences
        eastAsian =
            isSpaced
            ? nil
            : EastAsianWords(
                NeutralEastAsian.words + products.flatMap { $0.units.flatMap { $0.clauses.flatMap(\.forms) } })
    }

    /// - Parameter previous: products that the sentence sent last speaks of; empty where it is the first, or nothing was sent.
    public func check(_ sentence: String, after previous: Set<String> = []) -> GroundingVerdict {
        if let reason = forbidden.reason(against: sentence) { return .failed(reason, about: about(sentence)) }
        let scalars = Array(Self.withoutListMark(TextFolding.folded(sentence)).unicodeScalars)
        let found = mentions.find(in: scalars)
        let named = found.reduce(into: Set<Int>()) { $0.formUnion($1.products) }
        var known = EvidenceOfSentence()
        do {
            try check(scalars, found, previous: previous, &known)
        } catch {
            return .failed(error.reason, about: ids(named))
        }
        return .passed(citations: known.citations(of: named.map { products[$0].facts }), about: ids(known.subjects))
    }

    private func ids(_ places: Set<Int>) -> Set<String> { Set(places.map { products[$0].facts.id }) }

    private func about(_ sentence: String) -> Set<String> {
        let scalars = Array(TextFolding.folded(sentence).unicodeScalars)
        return ids(mentions.find(in: scalars).reduce(into: Set<Int>()) { $0.formUnion($1.products) })
    }

    /// A list's own mark: "1. ", "- ", "• ".
    private static func withoutListMark(_ text: String) -> String {
        var rest = Substring(text)
        if let first = rest.first, "-*•·".contains(first) {
            rest = rest.dropFirst()
        } else {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if (1...2).contains(digits.count), let mark = rest.dropFirst(digits.count).first, ".)".contains(mark),
                rest.dropFirst(digits.count + 1).first == " "
            {
                rest = rest.dropFirst(digits.count + 1)
            }
        }
        return rest.trimmingCharacters(in: .whitespaces)
    }

    struct EvidenceOfSentence {
        var evidence = Evidence()
        var subjects: Set<Int> = []

        func citations(of named: [ProductFacts]) -> [Citation] {
            var out = named.sorted { $0.id < $1.id }.map { Citation(kind: .product, id: $0.id, field: "name") }
            for citation in evidence.citations
            where !out.contains(citation) && citation.field != "gender" && citation.field != "tags" {
                out.append(citation)
            }
            return out
        }
    }

    // MARK: A sentence

    private func check(
        _ scalars: [Unicode.Scalar], _ found: [ProductMentions.Mention], previous: Set<String>,
        _ known: inout EvidenceOfSentence
    ) throws(Ungrounded) {
        let lexemes = lexemes(scalars, found)
        if lexemes.contains(where: { if case .foreign = $0.kind { true } else { false } }) {
            throw Ungrounded(.unverified)
        }
        let all = Set(products.indices)
        let allWords = lexemes.compactMap(\.word)
        let isQuestion = scalars.last == "?"
        let isLead = Neutral.isLead(allWords)
        let citesReviews = ClaimWords.any(allWords, in: ClaimWords.review)
        if words.isAboutMissingFacts(allWords) {
            let subjects =
                found.isEmpty ? carried(previous, all) : found.reduce(into: Set()) { $0.formUnion($1.products) }
            try words.checkMissing(lexemes, subjects)
            known.subjects = subjects
            return
        }
        var subjects = carried(previous, all)
        if found.isEmpty, ClaimWords.any(allWords, in: ClaimWords.universal) { subjects = all }
        let numbersOfSentence = lexemes.compactMap(\.number)
        let clauses = Clause.split(lexemes).flatMap(split)
        for (place, clause) in clauses.enumerated() {
            var inherited = subjects
            // 젖지 않는 데일리 백팩: said of what follows.
            if clause.words.last.map(Polarity.isAdnominal) ?? false, place + 1 < clauses.count,
                let next = clauses[place + 1].lexemes.lazy.compactMap(\.mention).first
            {
                inherited = next
            }
            var scope = self.scope(clause, inherited: inherited, all: all, isQuestion: isQuestion)
            scope.isLead = isLead
            scope.citesReviews = citesReviews
            subjects = scope.subjects
            known.subjects.formUnion(scope.isNamed ? scope.subjects : [])
            if !policies.isEmpty, scope.subjects.isEmpty || !scope.isNamed,
                try bornOut(clause, numbersOfSentence, &known.evidence)
            {
                continue
            }
            try check(clause, scope, &known.evidence)
        }
        if known.subjects.isEmpty, known.evidence.facts > 0 { known.subjects = subjects }
        try checkAffirmation(allWords, lexemes, isQuestion: isQuestion, isLead: isLead, known.evidence)
    }

    private func carried(_ previous: Set<String>, _ all: Set<Int>) -> Set<Int> {
        let places = all.filter { previous.contains(products[$0].facts.id) }
        return places.isEmpty ? all : places
    }

    private func lexemes(_ scalars: [Unicode.Scalar], _ found: [ProductMentions.Mention]) -> [Lexeme] {
        var lexer = Lexer(scalars, known: eastAsian)
        var out: [Lexeme] = []
        var index = 0
        for mention in found {
            out += lexer.lexemes(in: index..<mention.range.lowerBound)
            out.append(Lexeme(kind: .mention(mention.products, tail: mention.tail)))
            index = mention.range.upperBound
        }
        return out + lexer.lexemes(in: index..<scalars.count)
    }

    /// A clause that names several products, cut so that each part speaks of one, or of several joined: A와 B는.
    private func split(_ clause: Clause) -> [Clause] {
        let places = clause.lexemes.indices.filter { clause.lexemes[$0].mention != nil }
        guard places.count > 1 else { return [clause] }
        var cuts: [Int] = []
        for (first, second) in zip(places, places.dropFirst()) {
            let between = clause.lexemes[(first + 1)..<second]
            guard case .mention(_, let tail) = clause.lexemes[first].kind else { continue }
            let compares =
                ["보다", "보다는", "보다도", "에", "과", "와", "랑", "이랑", "하고"].contains(tail)
                || between.contains {
                    $0.word.map { ["and", "than", "보다", "비해", "및", "or", "と", "和", "より", "比"].contains($0) } ?? false
                }
            let isReference = isReference(second, in: clause)
            let isJoined = between.allSatisfy { $0.word == nil && $0.number == nil } && tail.isEmpty
            if compares || isJoined || isReference { continue }
            cuts.append(between.lastIndex(where: \.isComma) ?? second)
        }
        var out: [Clause] = []
        var start = 0
        for cut in cuts + [clause.lexemes.count] {
            out.append(Clause(lexemes: Array(clause.lexemes[start..<cut])))
            start = cut
        }
        return out
    }

    /// Whether the product named there is what another is compared with: 백팩보다, than the backpack.
    private func isReference(_ place: Int, in clause: Clause) -> Bool {
        guard case .mention(_, let tail) = clause.lexemes[place].kind else { return false }
        let next = clause.lexemes[(place + 1)...].first?.word
        let previous = clause.lexemes[..<place].suffix(2).compactMap(\.word)
        return tail.hasPrefix("보다") || next == "보다" || (tail == "에" && next?.hasPrefix("비") == true)
            || previous.contains("than")
    }

    private func scope(_ clause: Clause, inherited: Set<Int>, all: Set<Int>, isQuestion: Bool) -> Scope {
        var scope = Scope(subjects: inherited)
        let words = clause.words
        var named: Set<Int> = []
        for (place, lexeme) in clause.lexemes.enumerated() {
            guard case .mention(let products, _) = lexeme.kind else { continue }
            if isReference(place, in: clause) {
                scope.references.formUnion(products)
            } else {
                named.formUnion(products)
            }
        }
        scope.isNamed = !named.isEmpty
        scope.isDenied = clause.isDenied
        scope.isQuestion = isQuestion
        scope.isRestated = !scope.isNamed && (words.last.map(Neutral.isRestating) ?? false)
        if scope.isNamed {
            scope.subjects = named
        } else if let extreme = comparisons.extreme(words) {
            scope.subjects = [extreme]
        }
        if !scope.references.isEmpty { scope.subjects.subtract(scope.references) }
        return scope
    }

    private func bornOut(
        _ clause: Clause, _ numbers: [FoundNumber], _ evidence: inout Evidence
    ) throws(Ungrounded) -> Bool {
        let own = clause.words.filter { !Neutral.isNeutral(WordForms.of($0)) }
        if own.isEmpty, clause.lexemes.allSatisfy({ $0.number == nil }) { return !clause.isDenied }
        for policy in policies where policy.bears(out: clause, numbersOfSentence: numbers) {
            evidence.add(policy.citation)
            return true
        }
        return false
    }

    // MARK: A clause

    private func check(_ clause: Clause, _ scope: Scope, _ evidence: inout Evidence) throws(Ungrounded) {
        if clause.denials > 1 { throw Ungrounded(.negation) }
        let before = evidence.facts
        try words.check(clause, scope, &evidence)
        let all = clause.words
        for (index, lexeme) in clause.lexemes.enumerated() {
            guard let number = lexeme.number else { continue }
            let near = clause.lexemes[max(0, index - 3)..<index]
            let place = NumberCheck.Place(
                words: all,
                before: near.compactMap { lexeme in
                    if case .mark(let mark) = lexeme.kind { return mark == "/" ? "/" : nil }
                    return lexeme.word
                },
                after: index + 1 < clause.lexemes.count ? clause.lexemes[index + 1].word : nil)
            if let reason = numbers.reason(against: number, place, scope, &evidence) { throw Ungrounded(reason) }
            if scope.isDenied, !scope.isRestated { throw Ungrounded(.negation) }
        }
        evidence.facts += try comparisons.check(all, scope) { forms in
            !scope.subjects.isEmpty
                && scope.subjects.allSatisfy { place in
                    products[place].units.contains {
                        $0.holds(forms, denied: scope.isDenied) && ($0.kind != .review || scope.citesReviews)
                    }
                }
        }
        if scope.isDenied, evidence.facts == before, !scope.isQuestion, !scope.isRestated {
            throw Ungrounded(.negation)
        }
    }

    /// 네, 가능해요: a yes needs a fact beside it.
    private func checkAffirmation(
        _ words: [String], _ lexemes: [Lexeme], isQuestion: Bool, isLead: Bool, _ evidence: Evidence
    ) throws(Ungrounded) {
        guard evidence.facts == 0, !isQuestion else { return }
        if words.contains(where: ClaimWords.openers.contains) { throw Ungrounded(.bareAffirmation) }
        guard !isLead, let last = words.last else { return }
        if Self.assertions.contains(last) { throw Ungrounded(.bareAffirmation) }
    }

    private static let assertions: Set<String> = [
        "가능해요", "가능합니다", "돼요", "됩니다", "있어요", "있습니다", "맞아요", "맞습니다", "그래요", "그렇습니다", "좋아요", "좋습니다", "포함돼요", "포함됩니다",
        "제공돼요",
        "제공됩니다", "available", "possible",
    ]
}
