import Hangul

/// What is not wanted: `가죽 말고`, `검정 빼고`, `울 안 들어간`, `굽 없는`, `without leather`.
struct ExclusionExpressions {
    let lexicon: CatalogLexicon

    /// Words that carry no meaning between what is excluded and the negation: 향 `나는 거` 말고.
    private static let fillers: Set<String> = [
        "거", "것", "건", "걸", "나는", "나는거", "있는", "있는거", "들어간", "들어간거", "되는", "된", "하는", "쓴", "제품", "상품", "색", "색상", "색깔",
        "계열", "냄새",
        "종류", "브랜드", "소재", "재질",
    ]

    func read(_ text: inout QueryText, into constraints: inout Constraints) {
        readEnglish(&text, &constraints)
        for _ in 0..<3 {
            guard let negation = firstNegation(text), readOne(&text, negation, &constraints) else { return }
        }
    }

    private func firstNegation(_ text: QueryText) -> Range<Int>? {
        for start in text.scalars.indices where text.scalars[start] != " " && !text.taken[start] && start > 0 {
            guard let found = text.longest(of: Negation.suffixes, at: start) else { continue }
            // 빼 and the like only as the beginning of a word or behind a noun, and ended.
            guard text.isWordEnd(found.end) || text.isWordStart(start) else { continue }
            if text.wordBefore(start) == nil { continue }
            if isQuestion(text, start..<found.end) { continue }
            return start..<found.end
        }
        return nil
    }

    /// 갈색은 없어?, at the end: whether there is one.
    private func isQuestion(_ text: QueryText, _ negation: Range<Int>) -> Bool {
        guard ["없어", "없는데"].contains(text.text(negation).filter { $0 != " " }) else { return false }
        let rest = text.text(negation.upperBound..<text.count).filter { $0 != " " }
        return ["", "?", "요?", "요", "용?", "?요"].contains(rest)
    }

    /// Takes one exclusion. False where what stands before the negation is not understood; then the text is left as it is.
    private func readOne(_ text: inout QueryText, _ negation: Range<Int>, _ constraints: inout Constraints) -> Bool {
        let phrase = text.text(negation).filter { $0 != " " }
        var end = negation.lowerBound
        var words: [(range: Range<Int>, word: String)] = []
        while words.count < 4, let range = text.wordBefore(end) {
            end = range.lowerBound
            words.append((range, text.text(range)))
            let stripped = KoreanWords.readings(text.text(range)).last ?? text.text(range)
            if !Self.fillers.contains(text.text(range)) && !Self.fillers.contains(stripped) { break }
        }
        guard let (first, word) = words.last.map({ ($0.range, $0.word) }), !Self.fillers.contains(word) else {
            return false
        }
        let readings = Set(
            KoreanWords.readings(word).map { Thesaurus.key($0) } + particleless(word).map { Thesaurus.key($0) })

        if readings.contains(where: { ["품절", "품절된", "솔드아웃", "재고"].contains($0) }) {
            guard !readings.contains("재고") else { return false }
            constraints.inStock = true
            text.take(first.lowerBound..<text.includingParticle(negation.upperBound))
            return true
        }
        // 소음 없는, 구김 안 가는: a property that has a name of its own.
        // 굽 없는 is one too, and says besides that 굽높이 may not be.
        if words.count == 1, readings.contains(where: { lexicon.thesaurus.knows($0 + phrase) }) {
            for reading in readings { constraints.exclude.attribute += lexicon.measures(of: reading) }
            return false
        }

        var start = first.lowerBound
        var understood = false
        let ordered = readings.sorted { $0.count > $1.count }
        for reading in ordered where !understood {
            understood = exclude(reading, phrase, &constraints.exclude)
        }
        // 계란 안 들어간, where the shop says 달걀.
        for reading in ordered where !understood {
            for other in lexicon.thesaurus.alternatives(reading) where other.relation == .same && !understood {
                understood = exclude(Thesaurus.key(other.term), phrase, &constraints.exclude)
            }
        }
        // 연습장 말고 다이어리: what the shop does not have needs no keeping out, and is not wanted either.
        guard
            understood || Self.isOfAnything(phrase)
                || Self.isClear(phrase) && KoreanWords.predicateStem(word) == nil
        else { return false }
        // 흰색 검정 빼고: colours before a colour go with it.
        if !constraints.exclude.color.isEmpty {
            while let before = text.wordBefore(start), let color = colorKey(text.text(before)) {
                constraints.exclude.color.append(color)
                start = before.lowerBound
            }
        }
        text.take(start..<text.includingParticle(negation.upperBound))
        for tail in ["다른거", "다른것", "다른", "것", "거", "걸로", "거로"] {
            if let more = text.longest(of: [tail], at: text.includingParticle(negation.upperBound)),
                text.isWordEnd(more.end)
            {
                text.take(text.skippingSpaces(negation.upperBound)..<text.includingParticle(more.end))
                break
            }
        }
        return true
    }

    /// Negations of whatever stands before them: a thing, or a quality (매운 거 말고).
    private static func isOfAnything(_ negation: String) -> Bool {
        ["말고", "빼고", "싫", "아닌", "제외"].contains(where: negation.hasPrefix)
    }

    /// Negations that can be said of a thing only, whatever it is.
    private static func isClear(_ negation: String) -> Bool {
        ["말고", "빼고", "뺀", "제외", "아닌", "안들어", "안섞", "안넣", "안쓴", "안든", "들어가지않", "들어있지않", "사용하지않"].contains(
            where: negation.hasPrefix)
    }

    private func particleless(_ word: String) -> [String] {
        ["이", "가", "은", "는", "을", "를", "도", "만", "에", "된"].compactMap {
            word.hasSuffix($0) ? String(word.dropLast($0.count)) : nil
        }
    }

    private func colorKey(_ word: String) -> String? {
        for reading in KoreanWords.readings(word) {
            if let key = ColorExpressions.key(of: reading, in: lexicon) { return key }
        }
        return nil
    }

    /// Puts one excluded thing where it belongs. False where the catalogue does not know it.
    private func exclude(_ key: String, _ negation: String, _ exclusion: inout Exclusion) -> Bool {
        guard !key.isEmpty else { return false }
        if let color = ColorExpressions.key(of: key, in: lexicon) {
            exclusion.color.append(color)
            return true
        }
        if let brand = lexicon.brand(key) {
            exclusion.brand.append(brand)
            return true
        }
        // 먹는 거 말고: the kinds of thing that the verb is about.
        if let purpose = lexicon.thesaurus.purposes.first(where: { $0.triggers.contains(key) }) {
            let categories = lexicon.widestCategories(named: purpose.helps.map { Thesaurus.key($0) })
            if !categories.isEmpty {
                exclusion.category += categories
                return true
            }
        }
        var found = false
        if lexicon.isMaterial(key)
            || lexicon.thesaurus.kindsOf(key).contains(where: { lexicon.isMaterial(Thesaurus.key($0)) }),
            !lexicon.isKind(key)
        {
            exclusion.material.append(key)
            // 동물털: 구스다운 stands in the name, whatever the material says.
            if !lexicon.isMaterial(key) {
                exclusion.term += lexicon.thesaurus.kindsOf(key).map { Thesaurus.key($0) }.filter {
                    $0.unicodeScalars.count >= 2 && !lexicon.index.vocabulary.matches($0).isEmpty
                }
            }
            found = true
        }
        for name in [lexicon.attribute(key)].compactMap({ $0 }) + lexicon.measures(of: key) {
            exclusion.attribute.append(name)
            found = true
        }
        if let category = lexicon.category(key),
            ["말고", "빼고", "제외하고", "제외", "아닌", "아니고", "제외한"].contains(where: negation.hasPrefix)
        {
            exclusion.category.append(category)
            found = true
        }
        // 걸 데가 없어: that something is missing is no wish to be without it.
        let isLament = ["없어", "없고"].contains(negation)
        // 매운 거 말고: a quality may stand in a scale's name (매운맛) and keeps nothing out.
        let isQuality = !found && KoreanWords.predicateStem(key) != nil && !lexicon.isKind(key)
        if isQuality, Self.isOfAnything(negation) { return false }
        if !isLament, key.unicodeScalars.count >= 2 || found || lexicon.knows(key) {
            if lexicon.knows(key) || !lexicon.index.vocabulary.matches(key).isEmpty {
                exclusion.term.append(key)
                exclusion.term += lexicon.thesaurus.alternatives(key).filter { $0.relation == .same }.map {
                    Thesaurus.key($0.term)
                }
                .filter { $0.unicodeScalars.count >= 2 && lexicon.knows($0) }
                found = true
            }
        }
        return found
    }

    private func readEnglish(_ text: inout QueryText, _ constraints: inout Constraints) {
        readFree(&text, &constraints)
        for lead in [
            "but not", "other than", "anything but", "without any", "without", "except for", "except", "not", "no",
            "excluding",
        ] {
            guard let range = text.firstWord(lead.filter { $0 != " " }) else { continue }
            var start = text.skippingSpaces(range.upperBound)
            while start < text.count, text.scalars[start] == "-" { start = text.skippingSpaces(start + 1) }
            let end = text.wordEnd(from: start)
            guard start < end else { continue }
            let word = Tokenizer.englishStem(text.text(start..<end))
            let keys =
                [word]
                + lexicon.thesaurus.alternatives(word).filter { $0.relation == .same }.map { Thesaurus.key($0.term) }
            let isUnderstood = keys.contains { exclude($0, "말고", &constraints.exclude) }
            if isUnderstood || !["no", "not"].contains(lead) { text.take(range.lowerBound..<end) }
        }
    }

    /// `fragrance-free`, `lactose free`: unless the catalogue or the thesaurus knows the whole as a property.
    private func readFree(_ text: inout QueryText, _ constraints: inout Constraints) {
        guard let range = text.firstWord("free"), range.lowerBound > 0 else { return }
        var end = range.lowerBound
        while end > 0, text.scalars[end - 1] == "-" || text.scalars[end - 1] == " " { end -= 1 }
        guard let word = text.wordBefore(end), text.text(word).unicodeScalars.allSatisfy(\.isLatinLetter) else {
            return
        }
        let stem = Tokenizer.englishStem(text.text(word))
        if lexicon.attribute(stem + "free") != nil || lexicon.thesaurus.knows(stem + "free") { return }
        let keys =
            [stem] + lexicon.thesaurus.alternatives(stem).filter { $0.relation == .same }.map { Thesaurus.key($0.term) }
        if keys.contains(where: { exclude($0, "free", &constraints.exclude) }) {
            text.take(word.lowerBound..<range.upperBound)
        }
    }
}
