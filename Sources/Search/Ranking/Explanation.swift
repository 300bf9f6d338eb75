import Hangul
import Shop

/// Says which facts of a product met a query.
struct Explanation {
    private let constraints: Constraints
    private let thesaurus: Thesaurus
    /// The keys of the constraints' colours and sizes.
    private let colors: [String]
    private let sizes: [String]
    private let sought: [Sought]

    init(constraints: Constraints, analysis: NeedAnalysis, thesaurus: Thesaurus) {
        self.constraints = constraints
        self.thesaurus = thesaurus
        colors = constraints.color.map { Thesaurus.key($0) }
        sizes = constraints.size.map(SizeName.key)
        sought = analysis.concepts.filter { $0.role != .generic }.map(Sought.init)
    }

    /// The strongest four at most.
    func reasons(for product: Product) -> [MatchReason] {
        var reasons: [MatchReason] = []
        for demand in constraints.attribute {
            if let attribute = product.attributes.first(where: { $0.name == demand.name }), attribute.isAffirmed {
                reasons.append(.attribute(attribute.name))
            }
        }
        if !colors.isEmpty, let color = product.colors.first(where: isWanted) { reasons.append(.color(color)) }
        if let size = product.sizes.first(where: { size in sizes.contains { SizeName.offers(size, $0) } }) {
            reasons.append(.size(size))
        }
        if constraints.priceMax != nil || constraints.priceMin != nil { reasons.append(.price) }
        if constraints.discountMin != nil { reasons.append(.discount) }
        var facts = FactKeys(product)
        for sought in sought { reasons += met(sought, &facts) }
        var unique: [MatchReason] = []
        for reason in reasons where !unique.contains(reason) { unique.append(reason) }
        return Array(unique.prefix(4))
    }

    private func isWanted(color: String) -> Bool {
        let key = Thesaurus.key(color)
        return colors.contains { thesaurus.colors.matches(key, wanted: $0) }
    }

    private func met(_ sought: Sought, _ facts: inout FactKeys) -> [MatchReason] {
        var found: [MatchReason] = []
        for key in sought.keys {
            if let attribute = facts.attributes.first(where: { $0.keys.contains(key) }) {
                found.append(.attribute(attribute.name))
            }
            if let tag = facts.tags.first(where: { $0.key == key }) { found.append(.tag(tag.name)) }
            if sought.concept.role == .kind, let leaf = facts.leaf, leaf.keys.contains(key) {
                found.append(.kind(leaf.name))
            }
            if let material = facts.material, material.names(key) { found.append(.material(material.text)) }
            if found.count >= 2 { break }
        }
        if found.isEmpty, sought.concept.isKnown, [.kind, .property].contains(sought.concept.role),
            let words = sought.concept.wordings.first?.words, words.allSatisfy({ facts.says($0) })
        {
            found.append(.words(words))
        }
        return found
    }
}

/// A concept with the keys of its own words and of what means the same.
private struct Sought {
    let concept: Concept
    let keys: [String]

    init(_ concept: Concept) {
        self.concept = concept
        keys = concept.wordings.filter { $0.weight >= 0.5 && !$0.isRelated }
            .map { Thesaurus.key($0.words.joined()) }.filter { $0.unicodeScalars.count >= 2 }
    }
}

/// The facts of a product as they are compared with what is sought, folded once for all of it.
private struct FactKeys {
    /// Of affirmed attributes: the name, and the text where the value is one.
    let attributes: [(name: String, keys: [String])]
    let tags: [(name: String, key: String)]
    /// The narrowest category and its single names.
    let leaf: (name: String, keys: [String])?
    let material: MaterialText?
    private let product: Product
    private lazy var name = Thesaurus.key(product.name)
    // The longest of all, and the last to be looked at.
    private lazy var details = Thesaurus.key(product.details)

    init(_ product: Product) {
        self.product = product
        attributes = product.attributes.filter(\.isAffirmed).map { attribute in
            var keys = [Thesaurus.key(attribute.name)]
            if case .text(let text) = attribute.value { keys.append(Thesaurus.key(text)) }
            return (attribute.name, keys)
        }
        tags = product.tags.map { ($0, Thesaurus.key($0)) }
        leaf = product.category.last.map { leaf in
            (leaf, CategoryName.parts(of: TextFolding.folded(leaf)).map { Thesaurus.key($0) })
        }
        material = product.material.map(MaterialText.init)
    }

    /// The word stands in the name or in the description.
    mutating func says(_ word: String) -> Bool { name.contains(word) || details.contains(word) }
}
