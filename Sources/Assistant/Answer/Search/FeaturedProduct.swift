import Search
import Shop

/// A product that the answer speaks of, with what is worth saying about it, strongest first.
struct FeaturedProduct {
    enum Role { case cheapest, bestRated, mostDiscounted }

    enum Point: Hashable {
        case attribute(ProductFacts.Attribute)
        case material(String)
        case color(String)
        case size(String)
        case season([String])
        case rating(Double, reviews: Int)
        /// A sentence of the description that speaks of what is asked.
        case quote(String)
    }

    var facts: ProductFacts
    /// What sets it apart from all the others that are shown.
    var role: Role?
    /// What its own sentence says beside the price.
    var point: Point?
    /// A sentence of the description to quote in a sentence of its own: of the first product only.
    var quotation: String?

    /// Whether an earlier product has a role too.
    var followsRole = false

    /// The first `limit` products of a result, each with a role no other has and a point that is not made twice.
    static func choose(
        from hits: [SearchResult.Hit], query: SearchQuery, wanted: WantedThing, limit: Int = 3
    ) -> [FeaturedProduct] {
        let all = hits.map { ProductFacts($0.product) }
        var said: Set<Point> = []
        var out: [FeaturedProduct] = []
        for (hit, facts) in zip(hits, all).prefix(limit) {
            // What was asked for holds for every product and stands in the first sentence.
            said.formUnion(demanded(by: query.constraints, of: facts))
            let role = role(of: facts, among: all, sort: query.constraints.sort)
            let matched = matchedPoints(of: facts, reasons: hit.reasons, query: query, wanted: wanted)
            // The best rated has its stars in its role.
            let general = generalPoints(of: facts).filter { role != .bestRated || $0.sort != .rating }
            var choice = matched.filter { !said.contains($0) }
            // Beside what met the query, another sort of fact than the products before had.
            let sorts = Set(out.compactMap(\.point?.sort))
            choice += general.filter { !said.contains($0) && !sorts.contains($0.sort) }
            choice += general.filter { !said.contains($0) }
            let isFirst = out.isEmpty
            let point = (isFirst ? choice.first { $0.quote == nil } : nil) ?? choice.first ?? matched.first
            let quotation = isFirst && point?.quote == nil ? choice.lazy.compactMap(\.quote).first : nil
            if let point { said.insert(point) }
            if let quotation { said.insert(.quote(quotation)) }
            let ranked = out.contains { $0.role != nil }
            out.append(
                FeaturedProduct(facts: facts, role: role, point: point, quotation: quotation, followsRole: ranked))
        }
        return out
    }

    private static func demanded(by constraints: Constraints, of facts: ProductFacts) -> [Point] {
        var out: [Point] = []
        for demand in constraints.attribute where demand.test == .present {
            if let attribute = facts.attribute(key: demand.name), attribute.yes == true {
                out.append(.attribute(attribute))
            }
        }
        out += constraints.color.flatMap { ColorMatch.matches($0, in: facts.colors) }.map(Point.color)
        out += constraints.size.flatMap { SizeMatch.matches($0, in: facts.sizes) }.map(Point.size)
        if !constraints.material.isEmpty, let material = facts.material { out.append(.material(material)) }
        if !constraints.season.isEmpty { out.append(.season(facts.season)) }
        return out
    }

    /// What of the product met the query.
    private static func matchedPoints(
        of facts: ProductFacts, reasons: [MatchReason], query: SearchQuery, wanted: WantedThing
    ) -> [Point] {
        var out: [Point] = []
        func add(_ point: Point?) {
            if let point, !out.contains(point) { out.append(point) }
        }
        // A sentence that merely names the kind of product again says nothing.
        func telling(_ words: [String]) -> [String] {
            guard case .kind(let kind) = wanted, let name = kind.split(separator: " ").last else { return words }
            return words.filter { !$0.contains(name) && !name.contains($0) }
        }
        for reason in reasons {
            switch reason {
            case .attribute(let name):
                add(facts.attribute(key: name).flatMap { $0.yes == false ? nil : .attribute($0) })
            case .material: add(facts.material.map(Point.material))
            case .color(let color): add(ColorMatch.matches(color, in: facts.colors).first.map(Point.color))
            case .size(let size): add(SizeMatch.matches(size, in: facts.sizes).first.map(Point.size))
            case .season: add(facts.season.isEmpty ? nil : .season(facts.season))
            case .words(let words): add(WordMatch.best(of: facts.sentences, for: telling(words)).map(Point.quote))
            case .kind, .brand, .tag, .price, .discount: break
            }
        }
        let need = query.need.split(whereSeparator: \.isWhitespace).map(String.init)
        add(WordMatch.best(of: facts.sentences, for: telling(need)).map(Point.quote))
        return out
    }

    /// What is worth knowing of any product.
    private static func generalPoints(of facts: ProductFacts) -> [Point] {
        var out: [Point] = []
        if let rating = facts.rating, rating >= 4.5, facts.reviewCount >= 5 {
            out.append(.rating(rating, reviews: facts.reviewCount))
        }
        out += facts.attributes.prefix(4).filter { $0.yes != false }.map(Point.attribute)
        if let material = facts.material { out.append(.material(material)) }
        if let rating = facts.rating, out.first?.sort != .rating {
            out.append(.rating(rating, reviews: facts.reviewCount))
        }
        return out
    }

    /// What strictly sets `facts` apart from all others; nothing that the order asked for says already.
    private static func role(of facts: ProductFacts, among all: [ProductFacts], sort: SortOrder?) -> Role? {
        let others = all.filter { $0.id != facts.id }
        guard all.count > 1, others.count == all.count - 1 else { return nil }
        func leads<Value: Comparable>(_ value: (ProductFacts) -> Value?, _ better: (Value, Value) -> Bool) -> Bool {
            guard let mine = value(facts) else { return false }
            return others.allSatisfy { value($0).map { better(mine, $0) } ?? true }
        }
        let sameCurrency = all.allSatisfy { $0.product.currency == facts.product.currency }
        if sort == nil, sameCurrency, all.allSatisfy({ $0.price != nil }), leads(\.price, <) { return .cheapest }
        if sort != .rating, facts.reviewCount >= 3, leads(\.rating, >) { return .bestRated }
        if sort != .discount, facts.discount >= 10, leads(\.discount, >) { return .mostDiscounted }
        return nil
    }
}

extension FeaturedProduct.Point {
    enum Sort { case attribute, option, rating, quote }

    var sort: Sort {
        switch self {
        case .attribute, .material: .attribute
        case .color, .size, .season: .option
        case .rating: .rating
        case .quote: .quote
        }
    }

    var quote: String? { if case .quote(let sentence) = self { sentence } else { nil } }

    /// The members that the point states.
    func citations(_ facts: ProductFacts) -> [Citation] {
        switch self {
        case .attribute(let attribute): facts.cite(attribute)
        case .material: facts.cite("material")
        case .color: facts.cite("colors")
        case .size: facts.cite("sizes")
        case .season: facts.cite("season")
        case .rating: facts.cite("rating", "reviewCount")
        case .quote: facts.cite("description")
        }
    }
}
