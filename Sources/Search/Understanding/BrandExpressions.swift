import Hangul

/// Brands by any of their names, in Hangul or Latin letters.
struct BrandExpressions {
    let lexicon: CatalogLexicon

    func read(_ text: inout QueryText, into constraints: inout Constraints) {
        for start in text.scalars.indices
        where text.isWordStart(start) && text.scalars[start] != " " && !text.taken[start] {
            // Up to three words, longest first: a brand may be two words, or be spaced anew.
            var ends: [Int] = []
            var end = start
            for _ in 0..<3 where end < text.count {
                end = text.skippingSpaces(end)
                let stop = Self.runEnd(text, from: end)
                if stop == end { break }
                ends.append(stop)
                end = stop
            }
            for end in ends.reversed() {
                let phrase = text.text(start..<end)
                guard
                    let brand = KoreanWords.readings(phrase).lazy.compactMap({ lexicon.brand(Thesaurus.key($0)) }).first
                else { continue }
                if !constraints.brand.contains(brand) { constraints.brand.append(brand) }
                text.take(start..<end)
                break
            }
        }
    }

    private static func runEnd(_ text: QueryText, from start: Int) -> Int {
        var end = start
        while end < text.count, text.scalars[end] != " ", !text.taken[end] { end += 1 }
        return end
    }
}
