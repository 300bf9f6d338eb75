import Hangul
import Shop

/// Says which facts of a product met a query.
struct Explanation {
    let query: SearchQuery
    let analysis: NeedAnalysis
    let lexicon: CatalogLexicon

    /// The strongest four at most.
    func reasons(for product: Product) -> [MatchReason] {
        var reasons: [MatchReason] = []
        let constraints = query.constraints
        for demand in constraints.attribute {
            if let attribute = product.attributes.first(where: { $0.name == demand.name }), attribute.isAffirmed {
                reasons.append(.attribute(attribute.name))
            }
        }
        if let color = product.colors.first(where: { color in
            constraints.color.contains {
                lexicon.thesaurus.colors.matches(Thesaurus.key(color), wanted: Thesaurus.key($0))
            }
        }) {
            reasons.append(.color(color))
        }
        if let size = product.sizes.first(where: { size in
            constraints.size.contains { SizeName.offers(size, SizeName.key($0)) }
        }) {
            reasons.append(.size(size))
        }
        if constraints.priceMax != nil || constraints.priceMin != nil { reasons.append(.price) }
        if constraints.discountMin != nil { reasons.append(.discount) }
        for concept in analysis.concepts where concept.role != .generic { reasons += met(concept, product) }
        var unique: [MatchReason] = []
        for reason in reasons where !unique.contains(reason) { unique.append(reason) }
        return Array(unique.prefix(4))
    }

    private func met(_ concept: Concept, _ product: Product) -> [MatchReason] {
        var found: [MatchReason] = []
        for wording in concept.wordings where wording.weight >= 0.5 && !wording.isRelated {
            let key = Thesaurus.key(wording.words.joined())
            if key.unicodeScalars.count < 2 { continue }
            if let attribute = product.attributes.first(where: { Self.names($0, key) }) {
                found.append(.attribute(attribute.name))
            }
            if let tag = product.tags.first(where: { Thesaurus.key($0) == key }) { found.append(.tag(tag)) }
            if concept.role == .kind, let leaf = product.category.last, names(leaf, key) { found.append(.kind(leaf)) }
            if let material = product.material, ConstraintFilter.material(material, has: key) {
                found.append(.material(material))
            }
            if found.count >= 2 { break }
        }
        if found.isEmpty, concept.isKnown, concept.role == .kind || concept.role == .property,
            let wording = concept.wordings.first,
            wording.words.allSatisfy({
                Thesaurus.key(product.name).contains($0) || Thesaurus.key(product.details).contains($0)
            })
        {
            found.append(.words(wording.words))
        }
        return found
    }

    private func names(_ category: String, _ key: String) -> Bool {
        CategoryName.parts(of: TextFolding.folded(category)).contains { Thesaurus.key($0) == key }
    }

    private static func names(_ attribute: Product.Attribute, _ key: String) -> Bool {
        guard attribute.isAffirmed else { return false }
        if Thesaurus.key(attribute.name) == key { return true }
        if case .text(let text) = attribute.value { return Thesaurus.key(text) == key }
        return false
    }
}
