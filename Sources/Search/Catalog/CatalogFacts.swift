import Hangul
import Shop

/// The facts of a catalogue that constraints are about, in columns.
struct CatalogFacts: Sendable {
    private(set) var products: [Product]
    private(set) var brands = InternedField()
    private(set) var categories = InternedField()
    private(set) var colors = InternedField()
    private(set) var sizes = InternedField()
    private(set) var materials = InternedField()
    private(set) var seasons = InternedField()
    private(set) var attributeNames = InternedField()
    /// By product: its numbers, close together, for the scans of filters and ranking.
    private(set) var figures: [ProductFigures] = []
    private(set) var ordinalOf: [String: Int] = [:]
    /// Names of attributes that are yes or no somewhere, folded.
    private(set) var flagAttributes = Set<String>()
    private(set) var genders = Set<Product.Gender>()
    /// By product: the number of its path of categories, -1 where it has none.
    private(set) var leaves: [Int32] = []
    /// By path: how many products it has.
    private(set) var leafSizes: [Int32] = []
    /// The currency of most products.
    let currency: Currency

    init(_ products: [Product]) {
        self.products = products
        var currencies: [Currency: Int] = [:]
        var ratings = 0.0
        var reviews = 0
        var leafNumbers: [[String]: Int32] = [:]
        for (ordinal, product) in products.enumerated() {
            ordinalOf[product.id] = ordinal
            brands.add(product.brand?.names ?? [])
            categories.add(product.category)
            colors.add(product.colors)
            sizes.add(product.sizes)
            materials.add(product.material.map { [$0] } ?? [])
            seasons.add(product.season)
            attributeNames.add(product.attributes.map(\.name))
            for case let attribute in product.attributes {
                if case .flag = attribute.value { flagAttributes.insert(TextFolding.folded(attribute.name)) }
            }
            if let gender = product.gender { genders.insert(gender) }
            leaves.append(Self.number(of: product.category, &leafNumbers, &leafSizes))
            currencies[product.currency, default: 0] += 1
            if let rating = product.rating, product.reviewCount > 0 {
                ratings += rating * Double(product.reviewCount)
                reviews += product.reviewCount
            }
        }
        currency = currencies.max { ($0.value, $1.key.code) < ($1.value, $0.key.code) }?.key ?? .krw
        // Weighted by reviews: what ratings are drawn towards.
        let mean = reviews > 0 ? ratings / Double(reviews) : 4
        figures = products.map { ProductFigures($0, meanRating: mean) }
    }

    /// The products of these ids; unknown ids are passed over.
    func set(of ids: [String]) -> ProductSet {
        var set = ProductSet(capacity: products.count)
        for id in ids { if let ordinal = ordinalOf[id] { set.insert(ordinal) } }
        return set
    }

    private static func number(of path: [String], _ numbers: inout [[String]: Int32], _ sizes: inout [Int32]) -> Int32 {
        guard !path.allSatisfy(\.isEmpty) else { return -1 }
        if let known = numbers[path] {
            sizes[Int(known)] += 1
            return known
        }
        let number = Int32(sizes.count)
        numbers[path] = number
        sizes.append(1)
        return number
    }
}
