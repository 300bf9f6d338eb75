import Hangul

/// Words that a misspelt word may have been meant for, by number.
struct SpellingIndex: Sendable {
    private var entries: [(number: Int32, jamo: [Unicode.Scalar])] = []
    private var byPair: [UInt64: [Int32]] = [:]

    /// - Parameter jamo: the word as `Jamo.units` gives it, or its letters.
    mutating func add(_ number: Int32, jamo: [Unicode.Scalar]) {
        for pair in Set(Self.pairs(jamo)) { byPair[pair, default: []].append(Int32(entries.count)) }
        entries.append((number, jamo))
    }

    /// The distance within which a word of so many jamo may be a slip of another: two syllables only by a letter that is easily
    /// confused, three by any one letter, four and more by two. Of Latin letters, which say less each, one in five to eight.
    private static func tolerance(_ jamo: Int, isLatin: Bool) -> Double {
        if isLatin { return jamo < 5 ? 0 : jamo < 9 ? 1 : 2 }
        return switch jamo {
        case ...6: 0.5
        case 7...10: 1
        default: 2
        }
    }

    private static func pairs(_ jamo: [Unicode.Scalar]) -> [UInt64] {
        zip(jamo, jamo.dropFirst()).map { UInt64($0.value) << 32 | UInt64($1.value) }
    }

    /// The words within the tolerance, but for the word itself, nearest first, then by number; 0.9 less 0.2 a slip (see
    /// `TypoDistance`). Empty for words of less than four jamo. O(words that share one of the rarest few pairs).
    func near(_ word: String) -> [(number: Int32, weight: Float)] {
        let jamo = Jamo.units(of: word)
        guard jamo.count >= 4 else { return [] }
        let isLatin = jamo.allSatisfy(\.isLatinLetter)
        let limit = Self.tolerance(jamo.count, isLatin: isLatin)
        // A slip spoils two pairs at most, so of the rarest few pairs at least one is whole.
        let lists = Self.pairs(jamo).map { byPair[$0] ?? [] }.sorted { $0.count < $1.count }
        return Set(lists.prefix(2 * Int(limit.rounded(.up)) + 1).joined()).compactMap { candidate in
            let entry = entries[Int(candidate)]
            // Hardly anybody misses the first letter of a short word.
            if isLatin, jamo.count < 9, entry.jamo.first != jamo.first { return nil }
            guard let distance = TypoDistance.between(jamo, entry.jamo, limit: limit), distance > 0 else { return nil }
            return (entry.number, Float(0.9 - 0.2 * distance))
        }.sorted { ($0.weight, $1.number) > ($1.weight, $0.number) }
    }
}

/// The thesaurus' Korean words, for those that are misspelt.
struct ThesaurusSpelling: Sendable {
    private let words: [String]
    private var index = SpellingIndex()

    init(_ thesaurus: Thesaurus) {
        words = thesaurus.keys.filter { key in
            key.unicodeScalars.count >= 2 && key.unicodeScalars.allSatisfy(\.isHangulSyllable)
        }.sorted()
        for (number, word) in words.enumerated() { index.add(Int32(number), jamo: Jamo.units(of: word)) }
    }

    /// The nearest word; nil where none is near.
    func nearest(_ word: String) -> (word: String, weight: Float)? {
        index.near(word).first.map { (words[Int($0.number)], $0.weight) }
    }
}
