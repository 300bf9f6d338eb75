import Hangul
import Shop

/// A product made ready for comparing sentences with it.
struct GroundedProduct {
    let facts: ProductFacts
    let units: [FactUnit]
    /// Weight in grams, where an attribute states one.
    let grams: Double?

    init(_ product: Product) {
        let facts = ProductFacts(product)
        self.facts = facts
        func cite(_ field: String) -> Citation { Citation(kind: .product, id: facts.id, field: field) }
        var units: [FactUnit] = [.typed([facts.name], cite("name"))]
        if let brand = product.brand {
            units.append(.typed(brand.names.compactMap { UntrustedText.label($0) }, cite("brand")))
        }
        units.append(.typed(product.category.compactMap { UntrustedText.label($0) }, cite("category")))
        if !facts.colors.isEmpty { units.append(.typed(facts.colors, cite("colors"))) }
        if !facts.sizes.isEmpty { units.append(.typed(facts.sizes, cite("sizes"))) }
        if let material = facts.material { units.append(.typed([material], cite("material"))) }
        if let gender = product.gender {
            units.append(.typed([gender.rawValue, gender.rawValue + "용"], cite("gender")))
        }
        if !facts.season.isEmpty { units.append(.typed(facts.season, cite("season"))) }
        let tags = product.tags.compactMap { UntrustedText.label($0) }
        if !tags.isEmpty { units.append(.typed(tags, cite("tags"))) }
        for attribute in facts.attributes {
            units.append(.attribute(attribute, cite("attributes." + attribute.key)))
        }
        for sentence in facts.sentences { units.append(.text(sentence, cite("description"))) }
        for review in product.reviews.prefix(20) {
            guard let text = UntrustedText.review(review.text, limit: 200) else { continue }
            units.append(.text(text, cite("reviews"), kind: .review))
        }
        self.units = units
        grams = Self.grams(facts)
    }

    private static func grams(_ facts: ProductFacts) -> Double? {
        for attribute in facts.attributes where ["무게", "중량", "weight"].contains(attribute.name.lowercased()) {
            var lexer = Lexer(TextFolding.folded(attribute.value.description))
            for number in lexer.lexemes().compactMap(\.number) {
                if number.unit == .measure("g") { return number.value }
                if number.unit == .measure("kg") { return number.value * 1_000 }
            }
        }
        return nil
    }
}
