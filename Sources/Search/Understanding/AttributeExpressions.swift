import Hangul

/// Demands on attributes: `방수되는`, `무선`, `무게 300g 안 넘는`, `20000mAh`.
struct AttributeExpressions {
    let lexicon: CatalogLexicon

    private static let affirmations = [
        "되는", "되는걸로", "되는거", "됨", "돼요", "돼", "되나요", "가능한", "가능", "있는", "있는거", "달린", "쓸수있는", "할수있는", "에쓸수있는", "들어간",
        "기능있는", "기능", "처리된", "에돌려도되는", "에돌릴수있는", "해도되는",
        "용",
    ]

    func read(_ text: inout QueryText, into constraints: inout Constraints) {
        readQuantities(&text, &constraints)
        readFlags(&text, &constraints)
    }

    /// Yes-or-no attributes by their names in the catalogue, or by another word for the same property.
    private func readFlags(_ text: inout QueryText, _ constraints: inout Constraints) {
        let flags = lexicon.facts.flagAttributes
        guard !flags.isEmpty else { return }
        for start in text.scalars.indices
        where text.isWordStart(start) && text.scalars[start] != " " && !text.taken[start] {
            guard let (name, end) = flag(in: text, at: start, flags) else { continue }
            // 방수되는, 기모 있는 demand it; a bare 무선 before a noun ranks what states it first and shuts nothing out that is
            // silent about it.
            guard let more = text.longest(of: Self.affirmations, at: end), text.isWordEnd(more.end) else { continue }
            if !constraints.attribute.contains(where: { $0.name == name }) {
                constraints.attribute.append(AttributeConstraint(name, .present))
            }
            // The word stays for ranking: it also stands in names and descriptions. Only what affirms it goes.
            text.take(end..<more.end)
        }
    }

    private func flag(in text: QueryText, at start: Int, _ flags: Set<String>) -> (name: String, end: Int)? {
        // Up to four words, longest first: 식기 세척기, 물 안 새는.
        var ends: [Int] = []
        var end = start
        for _ in 0..<4 where end < text.count {
            end = text.skippingSpaces(end)
            let stop = text.wordEnd(from: end)
            if stop == end { break }
            ends.append(stop)
            end = stop
        }
        for end in ends.reversed() {
            if let found = affirmed(in: text, start..<end, flags) { return found }
            let phrase = text.text(start..<end)
            for reading in KoreanWords.readings(phrase) + [phrase] {
                let key = Thesaurus.key(reading)
                guard key.unicodeScalars.count >= 2 else { continue }
                if flags.contains(key), let spelling = lexicon.attribute(key) { return (spelling, end) }
                if lexicon.thesaurus.isModifier(key)
                    || phrase.unicodeScalars.allSatisfy({ $0.isLatinLetter || $0 == " " || $0 == "-" })
                {
                    for alternative in lexicon.thesaurus.alternatives(key) where alternative.weight >= 0.85 {
                        let other = Thesaurus.key(alternative.term)
                        if flags.contains(other), let spelling = lexicon.attribute(other) { return (spelling, end) }
                    }
                }
            }
            // 방수등산화: the property leads a compound.
            if ends.count == 1 {
                for flag in flags where flag.unicodeScalars.count >= 2 {
                    if let stop = text.end(of: flag, at: start), stop < end, let spelling = lexicon.attribute(flag),
                        lexicon.isKind(text.text(stop..<end))
                    {
                        return (spelling, stop)
                    }
                }
            }
        }
        return nil
    }

    /// 반사되는, 각인가능한: what is affirmed in the same word, by the attribute's name or the beginning of just one.
    private func affirmed(in text: QueryText, _ range: Range<Int>, _ flags: Set<String>) -> (name: String, end: Int)? {
        let phrase = text.text(range)
        for affirmation in Self.affirmations where phrase.hasSuffix(affirmation) && phrase.count > affirmation.count {
            let stem = Thesaurus.key(phrase.dropLast(affirmation.count))
            guard stem.unicodeScalars.count >= 2 else { continue }
            let named = flags.contains(stem) ? [stem] : flags.filter { $0.hasPrefix(stem) }.sorted()
            guard named.count == 1, let spelling = lexicon.attribute(named[0]) else { continue }
            return (spelling, range.upperBound - affirmation.unicodeScalars.count)
        }
        return nil
    }

    /// Numbers with a unit of measure, with or without a bound and the name of what is measured.
    private func readQuantities(_ text: inout QueryText, _ constraints: inout Constraints) {
        for start in text.scalars.indices
        where text.scalars[start].isASCIIDigit && text.isWordStart(start) && !text.taken[start] {
            guard let number = NumberWords.parse(text.scalars, from: start, bareUnits: false) else { continue }
            let unitStart = text.skippingSpaces(number.end)
            var unitEnd = text.wordEnd(from: unitStart)
            var unit = unitStart < unitEnd ? text.text(unitStart..<unitEnd) : ""
            while !unit.isEmpty, !Quantity.isUnit(unit) {
                unit.removeLast()
                unitEnd -= 1
            }
            guard !unit.isEmpty, unitEnd - unitStart >= 1, text.isWordEnd(unitEnd) || bound(text, unitEnd) != nil else {
                continue
            }
            guard let bound = bound(text, unitEnd) else { continue }
            let name = text.wordBefore(start).flatMap { range -> (String, Int)? in
                let word = KoreanWords.readings(text.text(range)).first { lexicon.attribute(Thesaurus.key($0)) != nil }
                return word.flatMap { lexicon.attribute(Thesaurus.key($0)) }.map { ($0, range.lowerBound) }
            }
            let test: AttributeConstraint.Test =
                bound.isUpper
                ? .number(min: nil, max: number.value, unit: unit) : .number(min: number.value, max: nil, unit: unit)
            constraints.attribute.append(AttributeConstraint(name?.0 ?? "", test))
            text.take((name?.1 ?? start)..<text.includingParticle(bound.end))
        }
    }

    private func bound(_ text: QueryText, _ end: Int) -> (isUpper: Bool, end: Int)? {
        let upper = ["이하", "미만", "안넘는", "넘지않는", "안넘게", "이내", "까지", "아래", "보다가벼운", "보다작은"]
        let lower = ["이상", "넘는", "초과", "넘게", "부터", "보다큰", "보다무거운"]
        let high = text.longest(of: upper, at: end)
        let low = text.longest(of: lower, at: end)
        if let high, high.end >= low?.end ?? 0 { return (true, high.end) }
        return low.map { (false, $0.end) }
    }
}
