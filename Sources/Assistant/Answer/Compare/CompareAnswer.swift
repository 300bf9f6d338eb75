import Shop

/// Compares two products or more: one line of facts each, then who each is for.
enum CompareAnswer {
    static func pieces(_ context: AnswerContext, language: AnswerLanguage) -> [AnswerPiece] {
        let wording: any CompareWording = language.isKorean ? KoreanCompare() : EnglishCompare()
        let products = context.products.map { ProductFacts($0.product) }
        guard products.count > 1 else {
            var single = context
            single.asked = context.asked.isEmpty ? [.overview] : context.asked
            let told = products.isEmpty ? [] : DetailAnswer.pieces(single, language: language)
            return told + [AnswerPiece(wording.needsTwo)]
        }
        let comparison = Comparison(products, asked: context.asked)
        var out = [AnswerPiece(wording.lead(comparison.rows.count) + "\n")]
        for row in comparison.rows {
            out.append(AnswerPiece("- " + wording.line(row) + "\n", citations: citations(row)))
        }
        out.append(closing(comparison, wording))
        return out
    }

    private static func citations(_ row: Comparison.Row) -> [Citation] {
        let facts = row.facts
        return facts.cite("name") + (facts.price == nil ? [] : facts.priceCitations)
            + (facts.rating == nil ? [] : facts.cite("rating", "reviewCount"))
            + (facts.isSoldOut ? facts.soldOutCitations : [])
            + row.attributes.flatMap { facts.cite($0) } + row.answers.flatMap { $0.citations(facts) }
    }

    /// Whom each product is for, as far as facts say.
    private static func closing(_ comparison: Comparison, _ wording: any CompareWording) -> AnswerPiece {
        var reasons: [CompareReason] = []
        var citations: [Citation] = []
        let bestRated = comparison.bestRated
        if let (row, by) = comparison.cheapest {
            reasons.append(.cheaper(comparison.shortNames[row], by: by, alsoBetterRated: bestRated == row))
            citations += comparison.rows.flatMap { $0.facts.cite("price") }
        }
        if let bestRated {
            if comparison.cheapest?.row != bestRated { reasons.append(.betterRated(comparison.shortNames[bestRated])) }
            citations += comparison.rows.flatMap { $0.facts.cite("rating") }
        }
        // What the cheapest has beside its price is said least: the others need a reason too.
        let order = comparison.rows.indices.sorted { a, b in
            (comparison.cheapest?.row == a ? 1 : 0, a) < (comparison.cheapest?.row == b ? 1 : 0, b)
        }
        for row in order where reasons.count < 3 {
            guard let attribute = comparison.own(row) else { continue }
            reasons.append(.has(comparison.shortNames[row], attribute))
            citations += comparison.rows[row].facts.cite(attribute)
        }
        return AnswerPiece(wording.closing(reasons, count: comparison.rows.count), citations: citations)
    }
}

/// Why one of the compared products may be the one to take.
enum CompareReason {
    case cheaper(String, by: Price, alsoBetterRated: Bool)
    case betterRated(String)
    case has(String, ProductFacts.Attribute)
}

/// The sentences of a comparison in one language.
protocol CompareWording {
    var needsTwo: String { get }
    func lead(_ count: Int) -> String
    func line(_ row: Comparison.Row) -> String
    /// One sentence; of no reason at all, that nothing stated sets them apart.
    func closing(_ reasons: [CompareReason], count: Int) -> String
}
