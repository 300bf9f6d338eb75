import Shop

/// Checks "the cheapest", "lighter than" and plain 저렴한 by computing them over the products shown.
struct ComparisonCheck {
    let products: [GroundedProduct]

    private enum Measure { case price, grams, rating, reviews, discount }

    private struct Adjective {
        var measure: Measure
        var wantsLow: Bool
        var isSuperlative = false
        var isComparative = false
    }

    private static let low: [String: Measure] = [
        "~저렴하": .price, "저렴": .price, "~싸": .price, "cheap": .price, "cheaper": .price, "cheapest": .price,
        "affordable": .price,
        "便宜": .price, "安": .price, "~가볍": .grams, "light": .grams, "lighter": .grams, "lightest": .grams, "軽": .grams,
        "轻": .grams,
    ]
    private static let high: [String: Measure] = [
        "~비싸": .price, "expensive": .price, "贵": .price, "~무겁": .grams, "heavy": .grams, "heavier": .grams,
        "heaviest": .grams,
    ]
    private static let upward: Set<String> = ["~높", "~크", "~많", "high", "higher", "highest", "高", "most"]
    private static let downward: Set<String> = ["~낮", "low", "lower", "lowest", "~작", "~적"]

    /// Whether the word compares by itself, so that it is never neutral.
    static func isAdjective(_ forms: Set<String>) -> Bool {
        forms.contains { low[$0] != nil || high[$0] != nil }
            || !forms.isDisjoint(with: [
                "~높", "~낮", "~크", "~많", "~작", "high", "higher", "highest", "low", "lower", "lowest", "高",
            ])
    }

    /// The single product that a superlative of the clause is true of; nil where there is none, or several.
    func extreme(_ words: [String]) -> Int? {
        guard words.contains(where: ClaimWords.superlative.contains) || words.contains(where: { $0.hasSuffix("est") }),
            let adjective = words.indices.lazy.compactMap({ self.adjective(at: $0, words) }).first
        else { return nil }
        let fitting = products.indices.filter { leads($0, over: Set(products.indices), adjective, strictly: false) }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// Throws where a comparison of the clause is not so. `holds` says whether a fact of every subject has the word itself.
    func check(_ words: [String], _ scope: Scope, holds: (Set<String>) -> Bool) throws(Ungrounded) -> Int {
        let hasSuperlative = words.contains(where: ClaimWords.superlative.contains)
        var checked = 0
        for index in words.indices where Self.isAdjective(WordForms.of(words[index])) {
            let forms = WordForms.of(words[index])
            if scope.isQuestion && !scope.isNamed || scope.isRestated { continue }
            guard let adjective = adjective(at: index, words) else {
                if !hasSuperlative, holds(forms) { continue }
                throw Ungrounded(.comparison)
            }
            if !adjective.isSuperlative, !adjective.isComparative, holds(forms) { continue }
            if scope.isDenied { throw Ungrounded(.comparison) }
            try check(adjective, scope)
            checked += 1
        }
        if hasSuperlative, checked == 0, !(scope.isQuestion && !scope.isNamed), !scope.isRestated {
            throw Ungrounded(.comparison)
        }
        return checked
    }

    private func check(_ adjective: Adjective, _ scope: Scope) throws(Ungrounded) {
        if !adjective.isSuperlative, !adjective.isComparative {
            // 별점이 높은 편: high by itself.
            if adjective.measure == .rating, !adjective.wantsLow,
                scope.subjects.allSatisfy({ (products[$0].facts.rating ?? 0) >= 4.5 })
            {
                return
            }
            if adjective.measure == .price, adjective.wantsLow,
                scope.subjects.allSatisfy({ products[$0].facts.discount > 0 }), products.count == 1
            {
                return
            }
        }
        guard scope.subjects.count == 1, let subject = scope.subjects.first, products.count > 1 else {
            throw Ungrounded(.comparison)
        }
        var others = scope.references.isEmpty ? Set(products.indices) : scope.references
        others.remove(subject)
        guard !others.isEmpty,
            leads(subject, over: others, adjective, strictly: adjective.isComparative || !scope.references.isEmpty)
        else {
            throw Ungrounded(.comparison)
        }
    }

    private func leads(_ subject: Int, over others: Set<Int>, _ adjective: Adjective, strictly: Bool) -> Bool {
        guard let mine = value(subject, adjective.measure) else { return false }
        return others.allSatisfy { other in
            if other == subject { return true }
            guard let theirs = value(other, adjective.measure) else { return false }
            if theirs == mine { return !strictly }
            return (mine < theirs) == adjective.wantsLow
        }
    }

    private func value(_ place: Int, _ measure: Measure) -> Double? {
        let facts = products[place].facts
        switch measure {
        case .price:
            guard facts.product.currency == products[0].facts.product.currency else { return nil }
            return facts.price.map { Double($0.amount) }
        case .grams: return products[place].grams
        case .rating: return facts.rating
        case .reviews: return Double(facts.reviewCount)
        case .discount: return Double(facts.discount)
        }
    }

    private func adjective(at index: Int, _ words: [String]) -> Adjective? {
        let forms = WordForms.of(words[index])
        var found: Adjective?
        if let measure = forms.lazy.compactMap({ Self.low[$0] }).first {
            found = Adjective(measure: measure, wantsLow: true)
        }
        if found == nil, let measure = forms.lazy.compactMap({ Self.high[$0] }).first {
            found = Adjective(measure: measure, wantsLow: false)
        }
        if found == nil, Self.isAdjective(forms) {
            // 별점이 높은, 할인율이 큰, lower price: the noun near it says what is measured.
            let near = Array(words[max(0, index - 3)..<min(words.count, index + 3)])
            let measure: Measure? =
                ClaimWords.any(near, in: ClaimWords.rating)
                ? .rating
                : ClaimWords.any(near, in: ClaimWords.review)
                    ? .reviews
                    : ClaimWords.any(near, in: ClaimWords.discount)
                        ? .discount : ClaimWords.any(near, in: ["가격", "금액", "price", "cost", "가격대"]) ? .price : nil
            if let measure {
                found = Adjective(measure: measure, wantsLow: !forms.isDisjoint(with: Self.downward))
            }
        }
        guard var adjective = found else { return nil }
        let before = words[max(0, index - 3)..<index]
        adjective.isSuperlative =
            before.contains(where: ClaimWords.superlative.contains) || words[index].hasSuffix("est")
        adjective.isComparative =
            !adjective.isSuperlative
            && (words.contains(where: ClaimWords.comparative.contains) || words.contains { $0.hasSuffix("보다") }
                || ["cheaper", "lighter", "heavier", "higher", "lower"].contains(words[index]))
        return adjective
    }
}
