import Shop

/// A comparison in English.
struct EnglishCompare: CompareWording {
    var needsTwo: String { "Name one more product and I will compare them side by side." }

    func lead(_ count: Int) -> String { "Here is how the \(count == 2 ? "two" : "\(count)") compare." }

    func line(_ row: Comparison.Row) -> String {
        let facts = row.facts
        var parts = [EnglishPhrases.price(facts) ?? "no price stated"]
        if let rating = facts.rating {
            parts.append("rated \(NumberText.stars(rating)) (\(EnglishPhrases.reviews(facts.reviewCount)))")
        }
        parts += row.attributes.map(EnglishPhrases.label)
        let detail = EnglishDetail()
        parts += row.answers.map { String(detail.sentence($0, subject: nil).dropLast()) }
        if facts.isSoldOut, !row.answers.contains(.soldOut) { parts.append("sold out") }
        return facts.name + ": " + parts.joined(separator: " · ")
    }

    func closing(_ reasons: [CompareReason], count: Int) -> String {
        guard !reasons.isEmpty else { return "What the shop states shows no clear difference." }
        let text = reasons.map { reason in
            switch reason {
            case .cheaper(let name, let by, let alsoBetterRated):
                (count == 2 ? "\(name) is \(by) cheaper" : "\(name) is the cheapest by \(by)")
                    + (alsoBetterRated ? " and rated \(count == 2 ? "higher" : "highest")" : "")
            case .betterRated(let name): "\(name) is rated \(count == 2 ? "higher" : "highest")"
            case .has(let name, let attribute): "only \(name) lists \(EnglishPhrases.label(attribute))"
            }
        }.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
