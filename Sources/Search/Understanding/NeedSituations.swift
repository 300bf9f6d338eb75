import Hangul

/// What a need tells of beside things: situations, persons, what is to be done with the thing.
extension NeedAnalyzer {
    func addSituations(
        _ folded: String, _ words: [String], _ covered: inout [Bool], _ analysis: inout NeedAnalysis
    ) {
        let text = QueryText(folded)
        var told: [(situation: Thesaurus.Situation, range: Range<Int>)] = []
        for situation in thesaurus.situations {
            var longest: Range<Int>?
            for trigger in situation.triggers {
                guard trigger.unicodeScalars.count >= 2, let range = firstStart(of: trigger, in: text) else { continue }
                if range.count > longest?.count ?? 0 { longest = range }
            }
            if let longest { told.append((situation, longest)) }
        }
        for (situation, range) in Self.mostSpecific(told, asGift: Self.isGift(folded)) {
            mark(range, in: text, &covered)
            let helps = situation.helps.enumerated().map { rank, help in
                Concept.Wording(words: helpWords(help), weight: max(0.5, 1 - 0.05 * Float(rank)))
            }
            append(Concept(text: text.text(range), role: .situation, wordings: helps), &analysis)
        }
    }

    /// Without those that another, told by more of the same words, takes in: 캠핑 in 겨울 캠핑. Who a thing is for says what
    /// is wanted only of a gift, or where nothing else is told: 친구 in 친구 결혼식에 입을 옷.
    private static func mostSpecific(
        _ told: [(situation: Thesaurus.Situation, range: Range<Int>)], asGift: Bool
    ) -> [(situation: Thesaurus.Situation, range: Range<Int>)] {
        let outer = told.filter { one in
            !told.contains {
                $0.range.count > one.range.count && $0.range.contains(one.range.lowerBound)
                    && one.range.upperBound <= $0.range.upperBound
            }
        }
        // 선물 by itself says least.
        let telling = outer.filter { !$0.situation.isAnyGift }
        if !telling.isEmpty, telling.count < outer.count { return mostSpecific(telling, asGift: asGift) }
        let others = outer.filter { !$0.situation.isPerson }
        return asGift || others.isEmpty ? outer : others
    }

    private static func isGift(_ text: String) -> Bool {
        let compact = text.filter { $0 != " " }
        return [
            "선물", "드릴", "드리려", "드리고", "사드", "사주", "보내고", "보내려", "보내드", "줄거", "줄것", "줄만", "주려", "주고싶", "한테줄", "gift",
            "present",
        ]
        .contains { compact.contains($0) } || ["プレゼント", "贈", "礼物", "送给", "送"].contains { compact.contains($0) }
    }

    /// What helps, in words that the catalogue has: where it does not use the thesaurus' own, the same in other words or in
    /// another language.
    private func helpWords(_ help: String) -> [String] {
        let own = Self.words(of: help)
        if own.allSatisfy({ !vocabulary.matches($0).isEmpty }) { return own }
        for other in thesaurus.alternatives(Thesaurus.key(help))
        where other.relation == .same || other.relation == .property {
            let words = Self.words(of: other.term)
            if !words.isEmpty, words.allSatisfy({ vocabulary.id(of: $0) != nil }) { return words }
        }
        return own
    }

    /// Where a trigger begins a word; Latin triggers must end one too.
    private func firstStart(of trigger: String, in text: QueryText) -> Range<Int>? {
        for start in text.scalars.indices where text.isWordStart(start) && text.scalars[start] != " " {
            guard let end = text.end(of: trigger, at: start) else { continue }
            let isShort = trigger.unicodeScalars.count <= 2
            if (text.scalars[start].isLatinLetter || isShort) && !text.isWordEnd(end) { continue }
            return start..<end
        }
        return nil
    }

    private func mark(_ range: Range<Int>, in text: QueryText, _ covered: inout [Bool]) {
        var word = 0
        for index in text.scalars.indices {
            if text.scalars[index] == " " { word += 1 }
            if range.contains(index), word < covered.count, text.scalars[index] != " " { covered[word] = true }
        }
    }

    func purpose(_ word: String) -> Concept? {
        let keys = Set(KoreanWords.readings(word).map { Thesaurus.key($0) } + [word])
        guard let found = thesaurus.purposes.first(where: { !keys.isDisjoint(with: $0.triggers) }) else { return nil }
        let classes =
            found.helps.map { Concept.Wording(words: Self.words(of: $0), weight: 0.9) }
            + found.helps.flatMap { help in
                thesaurus.alternatives(Thesaurus.key(help)).filter { $0.relation == .narrower }.prefix(12).map {
                    Concept.Wording(words: Self.words(of: $0.term), weight: 0.8)
                }
            }
        return Concept(text: word, role: .purpose, wordings: classes)
    }
}
