import Hangul

/// Colours asked for: `검정`, `흰색 니트`, `아이보리색깔`, `black`.
struct ColorExpressions {
    let lexicon: CatalogLexicon

    private static let suffixes = ["색깔로", "색상으로", "색으로", "컬러로", "색깔", "색상", "계열", "컬러", "색", "빛"]

    func read(_ text: inout QueryText, into constraints: inout Constraints) {
        guard lexicon.hasColors else { return }
        for start in text.scalars.indices
        where text.isWordStart(start) && text.scalars[start] != " " && !text.taken[start] {
            guard let found = longestColor(text, at: start), !isTold(text, found.end) else { continue }
            if !constraints.color.contains(found.color) { constraints.color.append(found.color) }
            text.take(start..<found.end)
            // 검은색이나 회색: a joint between two colours says nothing more.
            if let joint = text.longest(of: ["이나", "나", "아니면", "또는", "혹은", "or", ","], at: found.end),
                longestColor(text, at: text.skippingSpaces(joint.end)) != nil
            {
                text.take(found.end..<joint.end)
            }
        }
    }

    /// 까만 게 생겼어요: what is told of, not what is asked for.
    private func isTold(_ text: QueryText, _ end: Int) -> Bool {
        guard let subject = text.longest(of: ["게", "것이", "거가", "것들이", "점이", "얼룩이"], at: end),
            text.isWordEnd(subject.end)
        else {
            return false
        }
        let next = text.skippingSpaces(subject.end)
        return next < text.count && text.longest(of: ["있", "좋", "나을", "예쁘", "이쁘", "뭐", "어떤"], at: next) == nil
    }

    private func longestColor(_ text: QueryText, at start: Int) -> (color: String, end: Int)? {
        guard start < text.count else { return nil }
        let word = text.wordEnd(from: start)
        var end = min(word, start + 8)
        while end > start {
            let candidate = text.text(start..<end)
            if let color = Self.key(of: candidate, in: lexicon) {
                let tail = text.longest(of: Self.suffixes, at: end)
                // Behind a bare colour the word must end, or it is another word: 은 in 은행, 금 in 금요일.
                if let tail, candidate.unicodeScalars.count >= 1, text.isWordEnd(tail.end) || end < word {
                    return (color, text.includingParticle(tail.end))
                }
                // 우드 is a material, 민트 a taste: a word with another meaning is a colour only where that is said.
                if candidate.unicodeScalars.count >= 2, text.isWordEnd(end),
                    !lexicon.thesaurus.knows(Thesaurus.key(candidate))
                {
                    return (color, text.includingParticle(end))
                }
            }
            end -= 1
        }
        return nil
    }

    /// The colour that a word names, as the constraint wants it: a colour of the catalogue, or a family that it offers. nil
    /// where the word is no colour, or the catalogue offers none such.
    static func key(of word: String, in lexicon: CatalogLexicon) -> String? {
        let key = Thesaurus.key(word)
        let bare = suffixes.first { key.hasSuffix($0) && key.count > $0.count }.map { String(key.dropLast($0.count)) }
        for candidate in [key, bare].compactMap({ $0 }) {
            if let meaning = lexicon.thesaurus.colors.meaning(of: candidate) {
                if !meaning.isShade, lexicon.offersColor(meaning.family) {
                    return spelling(of: meaning.family, in: lexicon)
                }
                if let id = lexicon.facts.colors.id(of: candidate) { return lexicon.facts.colors.spellings[Int(id)] }
                // A shade that the catalogue does not have by this name: its family is the nearest.
                if lexicon.offersColor(meaning.family) { return spelling(of: meaning.family, in: lexicon) }
            } else if candidate.unicodeScalars.count >= 2, let id = lexicon.facts.colors.id(of: candidate) {
                return lexicon.facts.colors.spellings[Int(id)]
            }
        }
        return nil
    }

    private static func spelling(of family: String, in lexicon: CatalogLexicon) -> String {
        lexicon.facts.colors.id(of: family).map { lexicon.facts.colors.spellings[Int($0)] } ?? family
    }
}
