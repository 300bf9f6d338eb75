import Hangul

/// The words of a catalogue, numbered, with the means to find those that contain, or sound like, a given word.
///
/// Korean joins nouns without a space (여성용러닝화) and hangs particles on them (러닝화를), so a word asked for is looked for
/// inside the catalogue's words. Korean is head-final: a match at the end of a compound says what the thing is, a match at
/// its beginning only what it is for (이불 in 이불커버), and weighs less.
struct WordVocabulary: Sendable {
    private var numbers = WordNumbers()
    private var scalars: [[Unicode.Scalar]] = []
    /// By word: the fields that it has been met in, as far as the look-ups know.
    private var fields: [FieldMask] = []
    /// Words by each pair of neighbouring Hangul syllables in them.
    private var wordsByBigram: [UInt64: [Int32]] = [:]
    private var wordsByStem: [String: [Int32]] = [:]
    private var wordsByInitials: [String: [Int32]] = [:]
    /// Only words that say what a product is.
    private var spelling = SpellingIndex()

    var words: [String] { numbers.words }
    var count: Int { scalars.count }

    func id(of word: String) -> Int32? { numbers.number(of: word) }

    mutating func id(adding word: String) -> Int32 {
        let id = numbers.number(adding: word)
        if Int(id) == scalars.count { learn(id, word) }
        return id
    }

    private mutating func learn(_ id: Int32, _ word: String) {
        let text = Array(word.unicodeScalars)
        scalars.append(text)
        fields.append([])
        guard Self.isKorean(text) else { return }
        var seen = Set<UInt64>()
        for index in text.indices.dropLast() {
            let pair = Self.pair(text[index], text[index + 1])
            if seen.insert(pair).inserted { wordsByBigram[pair, default: []].append(id) }
        }
        if let stem = KoreanWords.predicateStem(word) { wordsByStem[stem, default: []].append(id) }
    }

    /// Words that name a kind of thing are found by their initials and in spite of slips; names of brands are met as they are,
    /// not as parts of other words.
    mutating func note(_ id: Int32, standsIn mask: FieldMask) {
        let known = fields[Int(id)]
        if known.isSuperset(of: mask) { return }
        fields[Int(id)].formUnion(mask)
        guard known.isDisjoint(with: .kind), !mask.isDisjoint(with: .kind) else { return }
        let text = scalars[Int(id)]
        if Self.isKorean(text) {
            wordsByInitials[Jamo.initials(of: words[Int(id)]), default: []].append(id)
            if text.count >= 2 { spelling.add(id, jamo: Jamo.units(of: words[Int(id)])) }
        } else if text.count >= 4, text.allSatisfy(\.isLatinLetter) {
            spelling.add(id, jamo: text)
        }
    }

    private static func isKorean(_ text: [Unicode.Scalar]) -> Bool {
        text.first?.isHangulSyllable == true || text.last?.isHangulSyllable == true
    }

    private static func pair(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> UInt64 {
        UInt64(a.value) << 32 | UInt64(b.value)
    }
}

/// A word of the catalogue that meets a word asked for, and how well: 0…1.
struct WordMatch: Sendable {
    var word: Int32
    var weight: Float
}

extension WordVocabulary {
    /// The words that meet `term` (folded, one run): itself, with particles, inside compounds, and by the same predicate stem.
    /// O(words that share the term's rarest syllable pair).
    func matches(_ term: String) -> [WordMatch] {
        let wanted = Array(term.unicodeScalars)
        guard !wanted.isEmpty else { return [] }
        var found: [Int32: Float] = [:]
        if let exact = id(of: term) { found[exact] = 1 }
        if wanted.allSatisfy(\.isHangulSyllable) {
            if wanted.count >= 2 {
                var rarest: [Int32]?
                for index in wanted.indices.dropLast() {
                    let list = wordsByBigram[Self.pair(wanted[index], wanted[index + 1])] ?? []
                    if rarest == nil || list.count < rarest?.count ?? 0 { rarest = list }
                }
                for candidate in rarest ?? [] where found[candidate] == nil {
                    guard let weight = Self.containment(of: wanted, in: scalars[Int(candidate)]) else { continue }
                    if weight >= 1 || !fields[Int(candidate)].contains(.brand) { found[candidate] = weight }
                }
            }
            if let stem = KoreanWords.predicateStem(term) {
                for candidate in wordsByStem[stem] ?? [] where (found[candidate] ?? 0) < 0.9 { found[candidate] = 0.9 }
            }
        } else if wanted.allSatisfy(\.isLatinLetter) {
            let stem = Tokenizer.englishStem(term)
            for form in [stem, stem + "s", stem + "es"] where form != term {
                if let other = id(of: form) { found[other] = max(found[other] ?? 0, 0.95) }
            }
        }
        return found.map { WordMatch(word: $0.key, weight: $0.value) }
    }

    /// How much a word is about a term that it contains: most with a particle behind it or at its end, less at its beginning,
    /// least inside. nil where it does not contain it.
    private static func containment(of term: [Unicode.Scalar], in word: [Unicode.Scalar]) -> Float? {
        guard word.count >= term.count else { return nil }
        var best: Float?
        for start in 0...(word.count - term.count) where word[start] == term[0] {
            guard word[start..<(start + term.count)].elementsEqual(term) else { continue }
            let rest = word[(start + term.count)...]
            let particle = rest.isEmpty || Particles.isParticle(rest)
            let weight: Float =
                switch (start == 0, rest.isEmpty, particle) {
                case (true, true, _): 1
                case (true, false, true): 0.95
                case (false, true, _): 0.9
                case (false, false, true): 0.85
                // Two syllables begin many an unrelated word (이불 / 이불리); longer ones hardly any.
                case (true, false, false): term.count >= 3 ? 0.7 : 0.55
                case (false, false, false): term.count >= 3 ? 0.6 : 0.3
                }
            best = max(best ?? 0, weight)
        }
        return best
    }

    /// Words that say what a product is and whose 초성 are these.
    func words(withInitials initials: String) -> [Int32] { wordsByInitials[initials] ?? [] }

    /// Words that say what a product is, within a typing slip or two of `term`, nearest first; see `SpellingIndex`.
    func wordsLike(_ term: String) -> [WordMatch] {
        spelling.near(term).map { WordMatch(word: $0.number, weight: $0.weight) }
    }
}

extension Unicode.Scalar {
    var isHangulSyllable: Bool { (0xAC00...0xD7A3).contains(value) }
    var isLatinLetter: Bool {
        (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value) || (0xC0...0x24F).contains(value)
    }
    var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
}
