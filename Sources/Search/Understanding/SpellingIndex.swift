import Hangul

/// Words that a misspelt word may have been meant for.
struct SpellingIndex: Sendable {
    private var jamo: [(word: String, units: [Unicode.Scalar])] = []
    private var byPair: [UInt64: [Int32]] = [:]

    /// `words`: folded, one run of Hangul each; others are passed over.
    init(_ words: some Sequence<String>) {
        for word in words.sorted()
        where word.unicodeScalars.count >= 2 && word.unicodeScalars.allSatisfy(\.isHangulSyllable) {
            let units = Jamo.units(of: word)
            let number = Int32(jamo.count)
            jamo.append((word, units))
            for pair in Set(Self.pairs(units)) { byPair[pair, default: []].append(number) }
        }
    }

    /// The distance within which a word of so many jamo may be a slip of another: two syllables only by a letter that is easily
    /// confused, three by any one letter, four and more by two.
    static func tolerance(_ jamo: Int) -> Double {
        switch jamo {
        case ...6: 0.5
        case 7...10: 1
        default: 2
        }
    }

    private static func pairs(_ units: [Unicode.Scalar]) -> [UInt64] {
        zip(units, units.dropFirst()).map { UInt64($0.value) << 32 | UInt64($1.value) }
    }

    /// The nearest word within the tolerance; nil where none is near. 0.9 less 0.2 a slip.
    func nearest(_ word: String) -> (word: String, weight: Float)? {
        let units = Jamo.units(of: word)
        guard units.count >= 4 else { return nil }
        let limit = Self.tolerance(units.count)
        // A slip spoils two pairs at most, so of the rarest few pairs at least one is whole.
        let lists = Self.pairs(units).map { byPair[$0] ?? [] }.sorted { $0.count < $1.count }
        var best: (word: String, weight: Float)?
        for candidate in Set(lists.prefix(2 * Int(limit.rounded(.up)) + 1).joined()) {
            let other = jamo[Int(candidate)]
            guard let distance = TypoDistance.between(units, other.units, limit: limit), distance > 0 else { continue }
            let weight = Float(0.9 - 0.2 * distance)
            if weight > best?.weight ?? 0 || (weight == best?.weight && other.word < best?.word ?? "") {
                best = (other.word, weight)
            }
        }
        return best
    }
}
