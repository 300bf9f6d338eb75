import Hangul
import Shop

/// Reads a query: takes the constraints out of the text and leaves the words of the need. Deterministic, no model.
struct QueryParser: Sendable {
    let lexicon: CatalogLexicon

    /// Any text is legal; at worst everything is need. O(length × words known).
    func parse(_ text: String) -> SearchQuery {
        let folded = Self.capped(TextFolding.folded(String(text.prefix(2_000))))
        let repaired = QueryRepair(lexicon: lexicon).repaired(folded)
        var reading = QueryText(repaired ?? folded)
        var constraints = Constraints()
        let modesty = SortExpressions.readModesty(&reading)
        ExclusionExpressions(lexicon: lexicon).read(&reading, into: &constraints)
        StockExpressions.read(&reading, into: &constraints)
        DiscountExpressions.read(&reading, into: &constraints)
        AttributeExpressions(lexicon: lexicon).read(&reading, into: &constraints)
        PriceExpressions(currency: lexicon.facts.currency).read(&reading, into: &constraints)
        SortExpressions.read(&reading, into: &constraints)
        readBrand(&reading, &constraints)
        PersonExpressions.read(&reading, into: &constraints, offered: lexicon.facts.genders)
        SizeExpressions(lexicon: lexicon).read(&reading, original: repaired ?? text, into: &constraints)
        ColorExpressions(lexicon: lexicon).read(&reading, into: &constraints)
        let leaning = constraints.sort == nil ? modesty ?? SortExpressions.readLeaning(&reading) : nil
        return SearchQuery(
            text: text, need: Self.trimmed(reading.rest), constraints: constraints, leaning: leaning,
            language: SearchQuery.Language(of: folded), corrected: repaired)
    }

    /// Whoever writes more than 400 characters has said what is wanted by then; the rest would only cost time.
    private static func capped(_ folded: String) -> String { String(folded.prefix(400)) }

    /// A brand is a constraint, unless it belongs to the name of one product that is asked for.
    private func readBrand(_ reading: inout QueryText, _ constraints: inout Constraints) {
        var taken = reading
        var read = constraints
        BrandExpressions(lexicon: lexicon).read(&taken, into: &read)
        let words = NeedAnalyzer.words(of: Self.trimmed(taken.rest))
        let isName =
            read.brand.count == 1 && constraints.brand.isEmpty && lexicon.namesOneProduct(words, of: read.brand[0])
        if isName { return }
        reading = taken
        constraints = read
    }

    /// Without the words of asking, and the marks, at either end: `운동화 추천해줘` is 운동화.
    static func trimmed(_ need: String) -> String {
        var words = need.split(separator: " ").map { word in
            String(word.reversed().drop { ",.!?~…".contains($0) }.reversed())
        }.filter { !$0.isEmpty }
        while let last = words.last, StopWords.contains(last) { words.removeLast() }
        while let first = words.first, StopWords.contains(first) { words.removeFirst() }
        return words.joined(separator: " ")
    }
}
