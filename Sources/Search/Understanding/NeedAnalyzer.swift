import Hangul

/// Takes the words of a need apart into concepts.
struct NeedAnalyzer {
    let lexicon: CatalogLexicon

    var thesaurus: Thesaurus { lexicon.thesaurus }
    var vocabulary: WordVocabulary { lexicon.index.vocabulary }

    /// What of a query decides its analysis.
    struct Question: Hashable, Sendable {
        let need: String
        let excluded: [String]
        let brands: [String]

        init(_ query: SearchQuery) {
            need = query.need
            excluded = Array(
                query.constraints.exclude.term.prefix(2) + query.constraints.exclude.attribute.prefix(2))
            brands = query.constraints.brand
        }
    }

    func analyze(_ question: Question) -> NeedAnalysis {
        var analysis = analyze(need: question.need)
        // 설탕 안 들어간: what says of itself that it is 무설탕 comes first.
        for term in question.excluded {
            let absence = "무" + Thesaurus.key(term)
            guard thesaurus.knows(absence) || lexicon.knows(absence) else { continue }
            var concept = known(absence)
            concept.role = .property
            append(concept, &analysis)
        }
        // A brand alone: its name still tells its own things from those made for them.
        if analysis.concepts.isEmpty {
            for brand in question.brands {
                let words = Self.words(of: TextFolding.folded(brand))
                analysis.concepts.append(
                    Concept(text: brand, role: .generic, wordings: [Concept.Wording(words: words, weight: 1)]))
            }
        }
        return analysis
    }

    private func analyze(need: String) -> NeedAnalysis {
        var analysis = NeedAnalysis()
        let folded = TextFolding.folded(need)
        let words = folded.split(separator: " ").map(String.init)
        var covered = [Bool](repeating: false, count: words.count)
        addSituations(folded, words, &covered, &analysis)

        analysis.isSentence = isSentence(words) || Self.isEnglishSentence(words)
        analysis.isBeyond = isService(words)
        var index = 0
        var predicates = 0
        // Set by 나 of 로퍼나, and by or: the next kind is another choice.
        var joins = false
        while index < words.count {
            if Self.joints.contains(words[index]) {
                joins = true
                index += 1
                continue
            }
            if let (found, length) = phrase(words, at: index) {
                var concept = found
                // 아기 선물, where it tells of a situation: the situation says what helps.
                if concept.role == .kind,
                    (index..<index + length).allSatisfy({ covered[$0] || GenericWords.contains(words[$0]) })
                {
                    concept.role = .property
                    concept.isCovered = true
                }
                // 햄스터 케이지 ends with a noun, though it looks like a verb's form.
                if index + length == words.count { analysis.isSentence = false }
                append(concept, &analysis, joining: joins)
                joins = Self.endsJoining(words[index + length - 1], concept.text)
                index += length
                continue
            }
            let before = analysis.concepts.count
            defer { index += 1 }
            let tokens = Tokenizer.tokens(words[index])
            for (place, token) in tokens.enumerated() {
                guard !isStopWord(token.text) else { continue }
                // The t of can't.
                if token.kind == .latin, token.text.count == 1, words[index].contains(where: { "'’".contains($0) }) {
                    continue
                }
                if let measure = Self.measure(tokens, at: place) {
                    append(measure, &analysis)
                    continue
                }
                if let purpose = purpose(token.text) {
                    append(purpose, &analysis)
                    continue
                }
                for var concept in concepts(of: token, isAlone: words.count == 1) {
                    if !concept.isKnown, covered[index] { continue }
                    concept.isCovered = covered[index]
                    // 집에서, 조용히: where and how, not what.
                    if concept.role == .kind, words.count > 1, Self.isCircumstance(words[index]) {
                        concept.role = .property
                    }
                    if concept.role == .property, !concept.isKnown { predicates += 1 }
                    if covered[index], concept.role == .kind { concept.role = .property }
                    // 노트북 들어가는 백팩, 두부로 만든 모래: what a verb takes along describes the thing that follows.
                    if concept.role == .kind, index + 1 < words.count, Self.isAdnominal(words[index + 1]) {
                        concept.role = .property
                    }
                    append(concept, &analysis, joining: joins)
                }
            }
            if analysis.concepts.count > before, let last = analysis.concepts.last {
                joins = Self.endsJoining(words[index], last.text)
            }
        }
        if predicates > 0, analysis.concepts.contains(where: { $0.role == .purpose }) { analysis.isSituation = true }
        if analysis.concepts.contains(where: { $0.role == .situation }) {
            // A thing that is named stands above the situation it is wanted for, also where the shop does not have it.
            let named = analysis.concepts.contains { concept in
                concept.role == .kind && concept.isKnown && !concept.isCovered
                    && !thesaurus.isWide(Thesaurus.key(concept.text))
                    && (isNamedKind(concept) || !analysis.isSentence && thesaurus.knows(Thesaurus.key(concept.text)))
            }
            analysis.isSituation = !named
        } else if analysis.isSentence,
            !analysis.concepts.contains(where: { $0.role == .kind && $0.isKnown && isNamedKind($0) })
        {
            analysis.isSituation = true
        }
        return analysis
    }

    private static let joints: Set<String> = [
        "또는", "혹은", "아니면", "살까", "할까", "or", "and", "및", "&", "/", "か", "或", "或者", "和",
    ]

    /// 로퍼나, 책상이랑: what follows the word proper joins the next.
    private static func endsJoining(_ word: String, _ noun: String) -> Bool {
        let rest = word.hasPrefix(noun) ? word.dropFirst(noun.count) : ""
        return ["나", "이나", "랑", "이랑", "하고", "와", "과", ","].contains(String(rest))
    }

    private func append(_ concept: Concept, _ analysis: inout NeedAnalysis, joining: Bool) {
        var concept = concept
        if joining, concept.role == .kind, let last = analysis.concepts.indices.last,
            analysis.concepts[last].role == .kind
        {
            let choice = analysis.concepts[last].choice ?? last
            analysis.concepts[last].choice = choice
            concept.choice = choice
        }
        append(concept, &analysis)
    }

    /// The last word names a service, and the catalogue has no goods of that name.
    private func isService(_ words: [String]) -> Bool {
        for length in 1...2 where words.count >= length {
            let last = KoreanWords.readings(words.suffix(length).joined()).map { Thesaurus.key($0) }
            if last.contains(where: { thesaurus.isService($0) && !lexicon.isKind($0) }) { return true }
        }
        return false
    }

    func append(_ concept: Concept, _ analysis: inout NeedAnalysis) {
        if !analysis.concepts.contains(where: { $0.text == concept.text && $0.role == concept.role }) {
            analysis.concepts.append(concept)
        }
    }

    private func isNamedKind(_ concept: Concept) -> Bool {
        concept.wordings.contains { wording in
            wording.weight >= 0.8 && !wording.isRelated && wording.words.allSatisfy { lexicon.isKind($0) }
        }
    }

    private static func isCircumstance(_ word: String) -> Bool {
        word.unicodeScalars.count >= 3
            && ["에서", "에게", "한테", "으로", "에도", "까지", "히", "이라"].contains { word.hasSuffix($0) }
    }

    /// The last word is the form of a verb or an adjective: 아파요, 좁은데, 바꾸려고요; 쏘는 without what it describes.
    private func isSentence(_ words: [String]) -> Bool {
        guard words.count >= 2, let last = words.last?.filter({ $0.isLetter }), last.unicodeScalars.count >= 2,
            let end = last.unicodeScalars.last, end.isHangulSyllable
        else { return false }
        if KoreanWords.readings(last).contains(where: { thesaurus.knows(Thesaurus.key($0)) || lexicon.isKind($0) }) {
            return false
        }
        let endings: Set<Unicode.Scalar> = [
            "요", "어", "아", "해", "돼", "네", "데", "고", "서", "까", "죠", "지", "다", "와", "봐", "워", "줘", "려", "야", "져", "려",
            "파", "려", "는", "을",
        ]
        return endings.contains(end)
    }

    /// Four words or more with one that names of things do not have: I, my, is, can't.
    private static func isEnglishSentence(_ words: [String]) -> Bool {
        let telling: Set<String> = [
            "i", "i'm", "i've", "im", "my", "me", "we", "our", "is", "are", "am", "was", "can't", "cannot", "cant",
            "don't",
            "doesn't", "won't", "going", "keep", "keeps", "always", "too", "hurts", "hurt", "what", "how", "when",
            "because",
            "help", "makes", "gets", "starting", "moving", "should",
        ]
        guard words.count >= 3, words.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.isASCII } }) else { return false }
        return words.contains { telling.contains($0) }
    }

    /// 12 and 인치 of 12인치: a measure says nothing about the kind of thing.
    private static func measure(_ tokens: [Token], at place: Int) -> Concept? {
        let token = tokens[place]
        let isNumber = token.kind == .number && place + 1 < tokens.count && Quantity.isUnit(tokens[place + 1].text)
        let isUnit = place > 0 && tokens[place - 1].kind == .number && Quantity.isUnit(token.text)
        guard isNumber || isUnit else { return nil }
        return Concept(text: token.text, role: .generic, wordings: [Concept.Wording(words: [token.text], weight: 1)])
    }

    /// A verb or adjective that describes what follows, as 들어가는, 만든, 달린; not 추천하는 and the like.
    private static func isAdnominal(_ word: String) -> Bool {
        guard !StopWords.contains(word), let last = word.unicodeScalars.last, word.unicodeScalars.count >= 2 else {
            return false
        }
        let endings: Set<Unicode.Scalar> = ["는", "은", "든", "린", "운", "진", "간", "킨", "친"]
        return endings.contains(last) && KoreanWords.readings(word).count <= 2
    }

    // MARK: Words and phrases

    /// Two to four words that the thesaurus or the catalogue knows as one.
    private func phrase(_ words: [String], at start: Int) -> (Concept, Int)? {
        for length in stride(from: min(4, words.count - start), through: 2, by: -1) {
            let parts = Array(words[start..<(start + length)])
            let lasts = KoreanWords.readings(parts[length - 1])
            for last in lasts {
                let joined = Thesaurus.key((parts.dropLast() + [last]).joined())
                guard joined.count >= 3 else { continue }
                if thesaurus.knows(joined)
                    || (lexicon.knows(joined)
                        && joined.unicodeScalars.allSatisfy { $0.isHangulSyllable || $0.isLatinLetter })
                {
                    var concept = known(joined)
                    concept.parts = (parts.dropLast() + [last]).flatMap { word in
                        Tokenizer.tokens(word).filter { !isStopWord($0.text) }.map {
                            known($0.kind == .latin ? Tokenizer.englishStem($0.text) : $0.text)
                        }
                    }
                    return (concept, length)
                }
            }
        }
        return nil
    }

    private func isStopWord(_ word: String) -> Bool {
        StopWords.contains(word)
            || KoreanWords.readings(word).dropFirst().contains {
                StopWords.contains($0) && $0.unicodeScalars.count >= 2 && !thesaurus.knows($0)
            }
    }

    private func concepts(of token: Token, isAlone: Bool) -> [Concept] {
        if token.kind == .number, token.text.count <= 1 { return [] }
        let forms =
            token.kind == .hangul ? KoreanWords.readings(token.text) : [Tokenizer.englishStem(token.text), token.text]
        for form in forms where thesaurus.knows(form) || lexicon.knows(form) {
            // 차가운 is no 차: a stem of one syllable must be a word that names a kind.
            if form.unicodeScalars.count == 1, form != token.text, !lexicon.isKind(form) { continue }
            return [known(form)]
        }
        for form in forms where form.unicodeScalars.count >= 2 {
            if vocabulary.matches(form).contains(where: {
                $0.weight >= 0.85 && lexicon.index.kindShare(of: $0.word) > 0
            }) {
                return [known(form)]
            }
        }
        if token.kind == .hangul {
            if let parts = compound(token.text) { return parts.filter { !isStopWord($0) }.map(known) }
            if let stem = KoreanWords.predicateStem(token.text), stem.unicodeScalars.count >= 1 {
                let isModifier = thesaurus.isModifier(stem)
                if isModifier { return [known(stem)] }
                if !vocabulary.matches(token.text).isEmpty {
                    return [
                        Concept(
                            text: token.text, role: .property,
                            wordings: [Concept.Wording(words: [token.text], weight: 1)], isKnown: false)
                    ]
                }
            }
        }
        if token.kind == .latin, let parts = latinCompound(token.text) { return parts.map(known) }
        if let mended = mended(token.text) { return mended }
        if let brand = lexicon.brandSounding(like: token.text) { return [known(Thesaurus.key(brand))] }
        let isPredicate =
            token.kind == .hangul && KoreanWords.predicateStem(token.text) != nil && !isAlone
            && !endsLikeNoun(token.text)
        let matches = vocabulary.matches(forms.last ?? token.text)
        return [
            Concept(
                text: token.text, role: isPredicate ? .property : .kind,
                wordings: [Concept.Wording(words: [forms.last ?? token.text], weight: 1)],
                isKnown: !matches.isEmpty && !isPredicate)
        ]
    }

    /// What looks like a predicate by its last syllable but may as well be a noun: 리모컨, 냉장고.
    private func endsLikeNoun(_ word: String) -> Bool {
        guard let last = word.unicodeScalars.last else { return true }
        let endings: Set<Unicode.Scalar> = ["요", "서", "데", "려", "면", "니", "죠", "까", "게", "야", "은", "는", "운", "한"]
        return !endings.contains(last)
    }

    func known(_ form: String) -> Concept {
        let key = Thesaurus.key(form)
        var wordings = [Concept.Wording(words: Self.words(of: form), weight: 1)]
        // standingdesk, 캠핑의자: what the thesaurus writes in two words.
        wordings += thesaurus.spaced(key).map { Concept.Wording(words: Self.words(of: $0), weight: 0.95) }
        for alternative in thesaurus.alternatives(key) {
            wordings.append(
                Concept.Wording(
                    words: Self.words(of: alternative.term), weight: alternative.weight,
                    isRelated: alternative.relation == .related))
        }
        if !key.isEmpty, !wordings.contains(where: { $0.weight >= 0.9 && isMet($0.words) }) {
            wordings += compounds(key, wordings)
        }
        let role: Concept.Role
        if GenericWords.contains(key) {
            role = .generic
        } else if thesaurus.isContext(key) || thesaurus.isModifier(key) || lexicon.attribute(key) != nil
            || (lexicon.isMaterial(key) && !lexicon.isKind(key))
        {
            role = .property
        } else {
            role = .kind
        }
        return Concept(text: form, role: role, wordings: wordings)
    }

    private func isMet(_ words: [String]) -> Bool {
        !words.isEmpty
            && words.allSatisfy { word in vocabulary.matches(word).contains { $0.weight >= 0.55 } }
    }

    /// Where the catalogue has none of the words for a thing, their parts, if something is called by all of them: 탄산음료 is
    /// met by what stands under 음료 and is called 탄산수.
    private func compounds(_ key: String, _ wordings: [Concept.Wording]) -> [Concept.Wording] {
        let candidates = [key] + wordings.dropFirst().filter { !$0.isRelated }.map { $0.words.joined() }
        for word in candidates.prefix(12) where word.unicodeScalars.allSatisfy(\.isHangulSyllable) {
            guard let parts = compound(word, allowingSlips: false) else { continue }
            let telling = parts.filter { !GenericWords.contains($0) && !StopWords.contains($0) }
            if telling.count >= 2, lexicon.namesTogether(telling) {
                return [Concept.Wording(words: telling, weight: 0.85)]
            }
            // 아기용품: whatever is for babies, by any word for them.
            if telling.count == 1, telling[0] != word, telling[0].unicodeScalars.count >= 2 {
                let same = thesaurus.alternatives(telling[0]).filter { $0.relation == .same }.map {
                    Self.words(of: $0.term)
                }
                let met = ([telling] + same).filter(isMet)
                if !met.isEmpty { return met.prefix(4).map { Concept.Wording(words: $0, weight: 0.8) } }
            }
        }
        return []
    }

    static func words(of term: String) -> [String] {
        let parts = term.split(separator: " ").map(String.init)
        return parts.flatMap { part -> [String] in
            let tokens = Tokenizer.tokens(part)
            // A mixed name comes whole and in parts; whole is enough to ask for.
            guard let first = tokens.first else { return [] }
            if tokens.count > 1, first.kind == .latin, tokens.dropFirst().map(\.text).joined() == first.text {
                return [first.text]
            }
            return tokens.map { $0.kind == .latin ? Tokenizer.englishStem($0.text) : $0.text }
        }
    }
}
