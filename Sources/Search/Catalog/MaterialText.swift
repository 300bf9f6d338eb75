import Hangul

/// What a shop says that a product is made of: `소가죽`, `면 60%, 폴리에스터 40%`.
struct MaterialText {
    let text: String
    private let compact: String
    private let words: Set<String>

    init(_ text: String) {
        self.text = text
        compact = Thesaurus.key(text)
        words = Set(Tokenizer.tokens(text).map(\.text))
    }

    /// Whether it names `word`: inside a Korean compound too (소가죽 has 가죽), a single syllable (울, 면) and Latin letters only as
    /// a word.
    func names(_ word: String) -> Bool {
        if word.count >= 2, word.unicodeScalars.allSatisfy(\.isHangulSyllable) { return compact.contains(word) }
        return words.contains(word)
    }
}
