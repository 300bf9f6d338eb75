import Hangul
import Search
import Shop

/// Checks every number of a clause against the facts of what it is said of.
struct NumberCheck {
    let products: [GroundedProduct]
    let context: AnswerContext

    /// What stands around a number.
    struct Place {
        var words: [String]
        /// The words right before and right behind.
        var before: [String]
        var after: String?
        var isRange = false
    }

    /// The reason why the number may not stand; nil where it may. What bears it out goes to `evidence`.
    func reason(
        against number: FoundNumber, _ place: Place, _ scope: Scope, _ evidence: inout Evidence
    ) -> GroundingReason? {
        if scope.isRestated, isAsked(number) { return nil }
        switch number.unit {
        case .money(let code): return money(number, code, place, scope, &evidence)
        case .percent: return percent(number, place, scope, &evidence)
        case .points: return points(number, place, scope, &evidence)
        case .measure("개"), .measure("명"), .measure("가지"):
            return count(number, place, scope, &evidence)
        case .measure: return stated(number, place, scope, &evidence) ? nil : reasonOfBare(number, place)
        case .none:
            if stated(number, place, scope, &evidence) || isTotal(number, place, scope, &evidence) { return nil }
            return reasonOfBare(number, place)
        }
    }

    private func reasonOfBare(_ number: FoundNumber, _ place: Place) -> GroundingReason {
        ClaimWords.any(place.words, in: ClaimWords.size) ? .size : .number
    }

    // MARK: Money

    private func money(
        _ number: FoundNumber, _ code: String, _ place: Place, _ scope: Scope, _ evidence: inout Evidence
    ) -> GroundingReason? {
        guard !scope.subjects.isEmpty else { return .price }
        let after = place.after.map { WordForms.of($0) } ?? []
        let bound = Self.bound(number.tail, place.after)
        let isDifference =
            number.tail.isEmpty
            && !after.isDisjoint(with: [
                "할인", "저렴", "~저렴하", "~싸", "~비싸", "더", "차이", "off", "cheaper", "less", "more", "discount",
            ])
        if isDifference { return difference(number, code, scope, &evidence) }
        let saysList = ClaimWords.any(place.before, in: ClaimWords.list)
        for subject in scope.subjects {
            let facts = products[subject].facts
            guard let price = facts.price, price.currency.code == code else { return .price }
            let amount = number.value * Double(price.currency.minorPerMajor)
            if let bound {
                guard bound.holds(Double(price.amount), amount) else { return .price }
                facts.cite("price").forEach { evidence.add($0) }
                continue
            }
            if number.tail.hasPrefix("대") {
                // 5만원대: from 50,000 to below 60,000.
                let step = Self.leadingStep(number.value)
                guard price.amount >= Int(amount), Double(price.amount) < amount + step else { return .price }
                facts.cite("price").forEach { evidence.add($0) }
                continue
            }
            let isList = facts.discountedFrom.map { Double($0.amount) == amount } ?? false
            let isPrice = Double(price.amount) == amount
            if isPrice, !saysList || facts.discountedFrom == nil {
                facts.cite("price").forEach { evidence.add($0) }
            } else if isList, saysList || ["에서", "에서는", "짜리를"].contains(number.tail) {
                facts.cite("listPrice").forEach { evidence.add($0) }
            } else if scope.subjects.count == products.count, products.count > 1, isEdge(amount, number.tail) {
                evidence.facts += 1
            } else {
                return .price
            }
        }
        return nil
    }

    /// The lowest price with 부터, the highest with 까지.
    private func isEdge(_ amount: Double, _ tail: String) -> Bool {
        let prices = products.compactMap { $0.facts.price?.amount }
        guard prices.count == products.count, let low = prices.min(), let high = prices.max() else { return false }
        if tail.hasPrefix("부터") || tail.hasPrefix("에서") { return Double(low) == amount }
        if tail.hasPrefix("까지") { return Double(high) == amount }
        return false
    }

    private func difference(
        _ number: FoundNumber, _ code: String, _ scope: Scope, _ evidence: inout Evidence
    ) -> GroundingReason? {
        guard scope.subjects.count == 1 || scope.subjects.count == 2 else { return .price }
        let places = scope.subjects.sorted()
        var others = scope.references
        if scope.subjects.count == 2 { others.insert(places[1]) }
        guard let price = products[places[0]].facts.price, price.currency.code == code else { return .price }
        let amount = number.value * Double(price.currency.minorPerMajor)
        if others.isEmpty {
            if let list = products[places[0]].facts.discountedFrom, Double(list.amount - price.amount) == amount {
                evidence.add(Citation(kind: .product, id: products[places[0]].facts.id, field: "listPrice"))
                return nil
            }
            guard products.count == 2 else { return .price }
            others = Set(products.indices).subtracting(scope.subjects)
        }
        let isSo = others.allSatisfy { other in
            guard let theirs = products[other].facts.price, theirs.currency == price.currency else { return false }
            return Double(abs(theirs.amount - price.amount)) == amount
        }
        guard isSo else { return .price }
        evidence.add(Citation(kind: .product, id: products[places[0]].facts.id, field: "price"))
        return nil
    }

    private struct Bound {
        var isUpper: Bool
        var isStrict: Bool
        func holds(_ value: Double, _ limit: Double) -> Bool {
            if value == limit { return !isStrict }
            return (value < limit) == isUpper
        }
    }

    private static func bound(_ tail: String, _ after: String?) -> Bound? {
        let word = tail.isEmpty ? after ?? "" : tail
        for (text, bound) in [
            ("이하", Bound(isUpper: true, isStrict: false)), ("이내", Bound(isUpper: true, isStrict: false)),
            ("미만", Bound(isUpper: true, isStrict: true)), ("이상", Bound(isUpper: false, isStrict: false)),
            ("초과", Bound(isUpper: false, isStrict: true)), ("以下", Bound(isUpper: true, isStrict: false)),
        ] where word.hasPrefix(text) {
            return bound
        }
        return nil
    }

    private static func leadingStep(_ value: Double) -> Double {
        var step = 1.0
        while value.truncatingRemainder(dividingBy: step * 10) == 0, step < 1e9 { step *= 10 }
        return step
    }

    // MARK: Per cent, stars, counts

    private func percent(
        _ number: FoundNumber, _ place: Place, _ scope: Scope, _ evidence: inout Evidence
    ) -> GroundingReason? {
        if ClaimWords.any(place.words, in: ClaimWords.discount) {
            guard !scope.subjects.isEmpty else { return .discount }
            for subject in scope.subjects {
                let facts = products[subject].facts
                guard facts.discount > 0, Double(facts.discount) == number.value else { return .discount }
                facts.cite("price", "listPrice").forEach { evidence.add($0) }
            }
            return nil
        }
        return stated(number, place, scope, &evidence) ? nil : .discount
    }

    private func points(
        _ number: FoundNumber, _ place: Place, _ scope: Scope, _ evidence: inout Evidence
    ) -> GroundingReason? {
        if number.value == 5, number.tail.hasPrefix("만점") || place.after?.hasPrefix("만점") == true { return nil }
        return isRating(number, scope, &evidence) ? nil : .rating
    }

    private func isRating(_ number: FoundNumber, _ scope: Scope, _ evidence: inout Evidence) -> Bool {
        guard !scope.subjects.isEmpty else { return false }
        for subject in scope.subjects {
            let facts = products[subject].facts
            guard let rating = facts.rating,
                abs(rating - number.value) < 1e-9 || Double(NumberText.stars(rating)) == number.value
            else { return false }
            facts.cite("rating").forEach { evidence.add($0) }
        }
        return true
    }

    private func count(
        _ number: FoundNumber, _ place: Place, _ scope: Scope, _ evidence: inout Evidence
    ) -> GroundingReason? {
        let words = place.words + [number.tail]
        if ClaimWords.any(words, in: ClaimWords.review) {
            return matches(number, scope, &evidence, "reviewCount") { Double($0.reviewCount) } ? nil : .reviewCount
        }
        if ClaimWords.any(words, in: ClaimWords.stock) {
            return matches(number, scope, &evidence, "stock") { $0.isSoldOut ? 0 : $0.product.stock.map(Double.init) }
                ? nil : .stock
        }
        if ClaimWords.any(words, in: ClaimWords.color) {
            return matches(number, scope, &evidence, "colors") { Double($0.colors.count) } ? nil : .color
        }
        if ClaimWords.any(words, in: ClaimWords.size) {
            return matches(number, scope, &evidence, "sizes") { Double($0.sizes.count) } ? nil : .size
        }
        if stated(number, place, scope, &evidence) { return nil }
        return isTotal(number, place, scope, &evidence) ? nil : .number
    }

    /// 상품 5개를 찾았어요.
    private func isTotal(_ number: FoundNumber, _ place: Place, _ scope: Scope, _ evidence: inout Evidence) -> Bool {
        guard !scope.isNamed,
            scope.isLead || ClaimWords.any(place.words, in: ClaimWords.product) || place.words.contains("총"),
            [Double(context.total), Double(products.count)].contains(number.value)
        else { return false }
        evidence.facts += 1
        return true
    }

    private func matches(
        _ number: FoundNumber, _ scope: Scope, _ evidence: inout Evidence, _ field: String,
        _ value: (ProductFacts) -> Double?
    ) -> Bool {
        guard !scope.subjects.isEmpty else { return false }
        for subject in scope.subjects {
            guard let known = value(products[subject].facts), known == number.value else { return false }
            evidence.add(Citation(kind: .product, id: products[subject].facts.id, field: field))
        }
        return true
    }

    // MARK: Measures

    /// Whether a text of every subject states the number with this unit; that of the attribute that the clause names, where it
    /// names one.
    private func stated(
        _ number: FoundNumber, _ place: Place, _ scope: Scope, _ evidence: inout Evidence
    ) -> Bool {
        guard !scope.subjects.isEmpty else { return false }
        if number.unit == .none {
            if ClaimWords.any(place.words, in: ClaimWords.rating), !ClaimWords.any(place.before, in: ClaimWords.review)
            {
                if number.value == 5, place.before.last == "/" { return true }
                return isRating(number, scope, &evidence)
            }
        }
        for subject in scope.subjects {
            let product = products[subject]
            let named = product.units.filter { unit in
                unit.name != nil && !unit.numbers.isEmpty
                    && place.words.contains {
                        !unit.nameForms.isDisjoint(with: WordForms.of($0).filter { $0.count > 1 })
                    }
            }
            let candidates = named.isEmpty ? product.units : named
            if let unit = candidates.first(where: { $0.kind != .review && $0.numbers.contains { isSame($0, number) } })
            {
                evidence.add(unit.citation)
            } else if isSize(number, product, place) {
                evidence.add(Citation(kind: .product, id: product.facts.id, field: "sizes"))
            } else {
                return false
            }
        }
        return true
    }

    private func isSame(_ stated: FoundNumber, _ said: FoundNumber) -> Bool {
        if stated.isSame(as: said) { return true }
        // 270 and 270mm, 7 and 7개: a bare number of the catalogue takes the unit that people say.
        guard stated.value == said.value, stated.unit == .none else { return false }
        if case .money = said.unit { return false }
        return said.unit != .percent
    }

    private func isSize(_ number: FoundNumber, _ product: GroundedProduct, _ place: Place) -> Bool {
        let text =
            switch number.unit {
            case .measure(let unit): "\(Self.plain(number.value))\(unit)"
            default: Self.plain(number.value)
            }
        return !SizeMatch.matches(text, in: product.facts.sizes).isEmpty
    }

    private static func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? String(value) }

    /// A limit that the shopper gave.
    private func isAsked(_ number: FoundNumber) -> Bool {
        var asked: [FoundNumber] = []
        for text in [context.message, context.query.text] {
            var lexer = Lexer(TextFolding.folded(text))
            asked += lexer.lexemes().compactMap(\.number)
        }
        return asked.contains { $0.value == number.value }
    }
}
