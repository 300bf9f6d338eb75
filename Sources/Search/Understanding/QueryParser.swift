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
        let isGift = Self.readGiving(&reading)
        let leaning = constraints.sort == nil ? modesty ?? SortExpressions.readLeaning(&reading) : nil
        return SearchQuery(
            text: text, need: Self.trimmed(reading.rest + (isGift ? " 선물" : "")), constraints: constraints,
            leaning: leaning,
            language: SearchQuery.Language(of: folded), corrected: repaired)
    }

    /// Whoever writes more than 400 characters has said what is wanted by then; the rest would only cost time.
    private static func capped(_ folded: String) -> String { String(folded.prefix(400)) }

    /// 어머니 드릴 거, 친구한테 줄 만한 것: a gift, said by a verb. 드릴 is a tool as well.
    private static func readGiving(_ reading: inout QueryText) -> Bool {
        let phrases = [
            "드릴거", "드릴것", "드릴건", "드릴게", "드릴만한", "드릴선물", "드릴수", "드릴까", "드릴려고", "드리려고", "드리면", "드리고싶", "줄거", "줄것", "줄만한",
            "줄선물",
            "주려고", "주고싶", "사드릴", "사드리", "보내드릴", "보내드리", "선물할", "선물하려고", "선물로줄", "선물로드릴",
        ]
        for start in reading.scalars.indices where reading.isWordStart(start) && reading.scalars[start] != " " {
            guard let found = reading.longest(of: phrases, at: start) else { continue }
            var end = found.end
            while end < reading.count, reading.scalars[end].isHangulSyllable, !reading.taken[end] { end += 1 }
            reading.take(start..<end)
            return true
        }
        return false
    }

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
