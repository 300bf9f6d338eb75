import Hangul

/// Mends what the keyboard did to a query: the wrong layout, initials for a word.
struct QueryRepair {
    let lexicon: CatalogLexicon

    /// The text as it was meant; nil where nothing had to be mended. Typos within words are left to the search itself.
    func repaired(_ folded: String) -> String? {
        if Jamo.isInitials(folded), let word = word(forInitials: folded.filter { $0 != " " }) { return word }
        var changed = false
        let words = folded.split(separator: " ").map { part -> String in
            let word = String(part)
            if let mended = mended(word) {
                changed = true
                return mended
            }
            return word
        }
        return changed ? words.joined(separator: " ") : nil
    }

    private func mended(_ word: String) -> String? {
        if word.unicodeScalars.allSatisfy(\.isLatinLetter), word.count >= 2, !isKnown(word),
            // xl is a size, not 티: one syllable is too little to go by.
            let hangul = KeyboardRepair.hangul(fromLatin: word), hangul.unicodeScalars.count >= 2,
            isKnownKorean(hangul)
        {
            return hangul
        }
        let hasStrayJamo = word.unicodeScalars.contains { (0x3131...0x3163).contains($0.value) }
        if hasStrayJamo, !Jamo.isInitials(word), let latin = KeyboardRepair.latin(fromHangul: word),
            isKnown(TextFolding.folded(latin))
        {
            return TextFolding.folded(latin)
        }
        return nil
    }

    private func isKnown(_ word: String) -> Bool {
        let stem = Tokenizer.englishStem(word)
        return lexicon.knows(stem) || lexicon.thesaurus.knows(word) || lexicon.thesaurus.knows(stem)
            || lexicon.brand(word) != nil
            || StopWords.contains(word)
    }

    private func isKnownKorean(_ word: String) -> Bool {
        KoreanWords.readings(word).contains { reading in
            lexicon.knows(reading) || lexicon.thesaurus.knows(Thesaurus.key(reading)) || lexicon.brand(reading) != nil
                || StopWords.contains(reading)
        } || lexicon.index.vocabulary.matches(word).contains { $0.weight >= 0.85 }
            || lexicon.index.vocabulary.wordsLike(word).first != nil
    }

    /// The word of the catalogue with these 초성: the one that most products are named by.
    private func word(forInitials initials: String) -> String? {
        lexicon.index.vocabulary.words(withInitials: initials).max { a, b in
            rank(a) < rank(b)
        }.map { lexicon.index.vocabulary.words[Int($0)] }
    }

    private func rank(_ word: Int32) -> (Float, Int) {
        let share = lexicon.index.kindShare(of: word)
        return (share * Float(lexicon.index.productFrequency(of: word)), -Int(word))
    }
}
