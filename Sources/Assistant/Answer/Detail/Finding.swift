import Shop

/// What the catalogue says to one asked fact.
enum Finding: Hashable {
    case price(Price, from: Price?, percent: Int)
    case noDiscount(Price)
    case soldOut
    case stock(Int)
    /// On sale, and the shop does not count.
    case available
    case colors([String])
    case sizes([String])
    /// The sizes that the asked one means.
    case sizeOffered([String], soldOut: Bool)
    case sizeMissing(asked: String, offered: [String])
    case colorOffered([String], soldOut: Bool)
    case colorMissing(asked: String, offered: [String])
    case material(String)
    case rating(Double, reviews: Int)
    case noReviews
    case reviewQuote(String)
    case brand(String)
    case season([String])
    /// `exact`: the attribute of the very name asked for, so that a flag answers yes or no.
    case attribute(ProductFacts.Attribute, exact: Bool)
    /// Attributes and material together, to be said in one sentence.
    case traits([ProductFacts.Attribute], material: String?)
    case quote(String)
    case notStated(AskedFact)

    /// The members that it states.
    func citations(_ facts: ProductFacts) -> [Citation] {
        switch self {
        case .price(_, let from, _): from == nil ? facts.cite("price") : facts.cite("price", "listPrice")
        case .noDiscount: facts.cite("price")
        case .soldOut: facts.soldOutCitations
        case .stock: facts.cite("stock")
        case .available: facts.cite("status")
        case .colors: facts.cite("colors")
        case .sizes: facts.cite("sizes")
        case .sizeOffered(_, let soldOut): facts.cite("sizes") + (soldOut ? facts.soldOutCitations : [])
        case .colorOffered(_, let soldOut): facts.cite("colors") + (soldOut ? facts.soldOutCitations : [])
        case .sizeMissing: facts.cite("sizes")
        case .colorMissing: facts.cite("colors")
        case .material: facts.cite("material")
        case .rating: facts.cite("rating", "reviewCount")
        case .noReviews: facts.cite("reviewCount")
        case .reviewQuote: facts.cite("reviews")
        case .brand: facts.cite("brand")
        case .season: facts.cite("season")
        case .attribute(let attribute, _): facts.cite(attribute)
        case .traits(let attributes, let material):
            attributes.flatMap { facts.cite($0) } + (material == nil ? [] : facts.cite("material"))
        case .quote: facts.cite("description")
        case .notStated: []
        }
    }
}

/// Looks up what the catalogue says to what is asked. It states nothing that the product does not hold; what is not held becomes
/// `notStated`.
enum FactFinder {
    static func findings(_ asked: AskedFact, _ facts: ProductFacts) -> [Finding] {
        switch asked {
        case .price: [price(facts) ?? .notStated(asked)]
        case .discount:
            if let price = facts.price {
                [facts.discount > 0 ? self.price(facts) ?? .notStated(asked) : .noDiscount(price)]
            } else {
                [.notStated(asked)]
            }
        case .stock: [stock(facts)]
        case .colors: [facts.colors.isEmpty ? .notStated(asked) : .colors(facts.colors)]
        case .sizes: [facts.sizes.isEmpty ? .notStated(asked) : .sizes(facts.sizes)]
        case .size(let size): [self.size(size, facts)]
        case .color(let color): [self.color(color, facts)]
        case .material: [facts.material.map(Finding.material) ?? .notStated(asked)]
        case .rating: [rating(facts)]
        case .reviews: [rating(facts)] + (review(facts).map { [.reviewQuote($0)] } ?? [])
        case .brand: [facts.brand.map(Finding.brand) ?? .notStated(asked)]
        case .season: [facts.season.isEmpty ? .notStated(asked) : .season(facts.season)]
        case .attribute(let name): [attribute(name, facts)]
        case .other(let words): [other(words, facts)]
        case .overview: overview(facts)
        }
    }

    private static func price(_ facts: ProductFacts) -> Finding? {
        facts.price.map { .price($0, from: facts.discountedFrom, percent: facts.discount) }
    }

    private static func stock(_ facts: ProductFacts) -> Finding {
        if facts.isSoldOut { return .soldOut }
        return facts.product.stock.map(Finding.stock) ?? .available
    }

    private static func size(_ size: String, _ facts: ProductFacts) -> Finding {
        if facts.sizes.isEmpty { return .notStated(.size(size)) }
        let found = SizeMatch.matches(size, in: facts.sizes)
        return found.isEmpty
            ? .sizeMissing(asked: size, offered: facts.sizes) : .sizeOffered(found, soldOut: facts.isSoldOut)
    }

    private static func color(_ color: String, _ facts: ProductFacts) -> Finding {
        if facts.colors.isEmpty { return .notStated(.color(color)) }
        let found = ColorMatch.matches(color, in: facts.colors)
        return found.isEmpty
            ? .colorMissing(asked: color, offered: facts.colors) : .colorOffered(found, soldOut: facts.isSoldOut)
    }

    private static func rating(_ facts: ProductFacts) -> Finding {
        if let rating = facts.rating { return .rating(rating, reviews: facts.reviewCount) }
        return facts.reviewCount == 0 && facts.product.reviews.isEmpty ? .noReviews : .notStated(.rating)
    }

    /// The review that speaks most for the whole: its stars are nearest to the rating.
    private static func review(_ facts: ProductFacts) -> String? {
        let middle = facts.rating ?? 5
        let quotable = facts.product.reviews.compactMap { review in
            UntrustedText.review(review.text).map { (text: $0, distance: abs((review.rating ?? 0) - middle)) }
        }
        return quotable.min { $0.distance < $1.distance }?.text
    }

    private static func attribute(_ name: String, _ facts: ProductFacts) -> Finding {
        if let attribute = AttributeMatch.find(name, in: facts.attributes) {
            return .attribute(attribute, exact: attribute.key == name)
        }
        if let sentence = WordMatch.best(of: facts.sentences, for: [name]) { return .quote(sentence) }
        return .notStated(.attribute(name))
    }

    private static func other(_ words: [String], _ facts: ProductFacts) -> Finding {
        let attributes = facts.attributes.map { ($0, WordMatch.score($0.name + " " + ($0.text ?? ""), for: words)) }
        let best = attributes.max { $0.1 < $1.1 }
        let sentence = WordMatch.best(of: facts.sentences, for: words)
        let spoken = sentence.map { WordMatch.score($0, for: words) } ?? 0
        if let best, best.1 >= WordMatch.threshold, best.1 >= spoken { return .attribute(best.0, exact: false) }
        return sentence.map(Finding.quote) ?? .notStated(.other(words))
    }

    /// Price, what it is made of, its strongest attributes, a sentence of the description, rating or stock.
    private static func overview(_ facts: ProductFacts) -> [Finding] {
        var out = [price(facts) ?? .notStated(.price)]
        let told = Array(facts.attributes.filter { $0.yes != false }.prefix(3))
        let material = told.count < 3 ? facts.material : nil
        if !told.isEmpty || material != nil { out.append(.traits(told, material: material)) }
        if told.isEmpty, !facts.colors.isEmpty { out.append(.colors(facts.colors)) }
        if let first = facts.sentences.first { out.append(.quote(first)) }
        if let rating = facts.rating { out.append(.rating(rating, reviews: facts.reviewCount)) }
        if facts.isSoldOut { out.append(.soldOut) } else if let left = facts.fewLeft { out.append(.stock(left)) }
        return out
    }
}
