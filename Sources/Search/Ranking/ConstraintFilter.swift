import Hangul
import Shop

/// Which products meet constraints. Nothing that does not is ever shown.
struct ConstraintFilter {
    let facts: CatalogFacts
    let thesaurus: Thesaurus
    /// The products in which a word stands, negations apart: what a shop says in words counts where it states no attribute.
    let mentions: (String) -> ProductSet

    /// The facts hold no hidden products. O(products) for each constraint that is there.
    func admitted(by constraints: Constraints) -> ProductSet {
        var set = ProductSet(capacity: facts.products.count, full: true)
        narrowByNumbers(&set, constraints)
        narrowByChoices(&set, constraints)
        for demand in constraints.attribute { narrow(&set, to: demand) }
        narrowByExclusion(&set, constraints.exclude)
        return set
    }

    private func keep(_ set: inout ProductSet, where passes: (Int) -> Bool) {
        for ordinal in facts.figures.indices where set.contains(ordinal) && !passes(ordinal) { set.remove(ordinal) }
    }

    private func narrowByNumbers(_ set: inout ProductSet, _ constraints: Constraints) {
        let figures = facts.figures
        if constraints.priceMin != nil || constraints.priceMax != nil {
            let low = max(0, constraints.priceMin ?? 0)
            let high = constraints.priceMax ?? .max
            keep(&set) { low <= figures[$0].price && figures[$0].price <= high }
        }
        if let least = constraints.discountMin {
            keep(&set) { ordinal in
                let (price, list) = (Double(figures[ordinal].price), Double(figures[ordinal].listPrice))
                return price >= 0 && list > 0 && (list - price) * 100 >= Double(least) * list
            }
        }
        if constraints.inStock { keep(&set) { figures[$0].isPurchasable } }
        if let gender = constraints.gender {
            keep(&set) { ordinal in
                let offered = figures[ordinal].gender
                return offered == gender || (gender != .child && (offered == nil || offered == .unisex))
            }
        }
    }

    private func narrowByChoices(_ set: inout ProductSet, _ constraints: Constraints) {
        func narrow(_ field: InternedField, _ wanted: [String], passing: (String) -> Bool) {
            if wanted.isEmpty { return }
            let table = field.table(where: passing)
            keep(&set) { ordinal in field.values(ofProduct: ordinal).contains { table[Int($0)] } }
        }
        let brands = Set(constraints.brand.map(TextFolding.folded))
        narrow(facts.brands, constraints.brand) { brands.contains($0) }
        let categories = constraints.category.map(TextFolding.folded)
        narrow(facts.categories, constraints.category) { value in
            categories.contains { value == $0 || CategoryName.parts(of: value).contains($0) }
        }
        let colors = constraints.color.map { Thesaurus.key($0) }
        narrow(facts.colors, constraints.color) { value in
            colors.contains { thesaurus.colors.matches(Thesaurus.key(value), wanted: $0) }
        }
        let sizes = constraints.size.map(SizeName.key)
        narrow(facts.sizes, constraints.size) { value in sizes.contains { SizeName.offers(value, $0) } }
        if !constraints.season.isEmpty {
            let seasons = Set(constraints.season.map(TextFolding.folded))
            let table = facts.seasons.table { $0 == "사계절" || seasons.contains($0) }
            keep(&set) { ordinal in
                let offered = facts.seasons.values(ofProduct: ordinal)
                return offered.isEmpty || offered.contains { table[Int($0)] }
            }
        }
        if !constraints.material.isEmpty {
            let words = materialWords(constraints.material)
            let table = facts.materials.table { words.contains(where: MaterialText($0).names) }
            keep(&set) { ordinal in
                let values = facts.materials.values(ofProduct: ordinal)
                return values.contains { table[Int($0)] }
            }
        }
    }

    private func materialWords(_ materials: [String]) -> Set<String> {
        Set(materials.flatMap { [Thesaurus.key($0)] + thesaurus.kindsOf(Thesaurus.key($0)).map { Thesaurus.key($0) } })
    }

    private func narrow(_ set: inout ProductSet, to demand: AttributeConstraint) {
        let name = TextFolding.folded(demand.name)
        switch demand.test {
        case .present:
            let mentioned = mentions(name)
            let stating = stating(name)
            keep(&set) { ordinal in
                stating.contains(ordinal)
                    ? attributes(of: ordinal, named: name).contains(where: \.isAffirmed) : mentioned.contains(ordinal)
            }
        case .equals(let wanted):
            let wanted = Thesaurus.key(wanted)
            set.formIntersection(stating(name))
            keep(&set) { ordinal in
                attributes(of: ordinal, named: name).contains { Thesaurus.key($0.value.description).contains(wanted) }
            }
        case .number(let low, let high, let unit):
            keep(&set) { ordinal in
                let product = facts.products[ordinal]
                let measured = product.attributes.contains { attribute in
                    guard name.isEmpty || TextFolding.folded(attribute.name).contains(name) else { return false }
                    return Quantity.all(in: attribute).contains { $0.lies(between: low, and: high, unit: unit) }
                }
                if measured || !name.isEmpty { return measured }
                return Quantity.all(in: product.name + " " + product.sizes.joined(separator: " ")).contains {
                    $0.lies(between: low, and: high, unit: unit)
                }
            }
        }
    }

    /// The products that have an attribute of this name.
    private func stating(_ name: String) -> ProductSet {
        var set = ProductSet(capacity: facts.products.count)
        guard let id = facts.attributeNames.id(of: name) else { return set }
        for ordinal in facts.products.indices where facts.attributeNames.values(ofProduct: ordinal).contains(id) {
            set.insert(ordinal)
        }
        return set
    }

    private func attributes(of ordinal: Int, named name: String) -> [Product.Attribute] {
        facts.products[ordinal].attributes.filter { TextFolding.folded($0.name) == name }
    }

    private func narrowByExclusion(_ set: inout ProductSet, _ exclusion: Exclusion) {
        if exclusion.isEmpty { return }
        func drop(_ field: InternedField, where excluded: (String) -> Bool) {
            let table = field.table(where: excluded)
            keep(&set) { ordinal in !field.values(ofProduct: ordinal).contains { table[Int($0)] } }
        }
        if !exclusion.brand.isEmpty {
            let brands = Set(exclusion.brand.map(TextFolding.folded))
            drop(facts.brands) { brands.contains($0) }
        }
        if !exclusion.category.isEmpty {
            let categories = exclusion.category.map(TextFolding.folded)
            drop(facts.categories) { value in
                categories.contains { value == $0 || CategoryName.parts(of: value).contains($0) }
            }
        }
        if !exclusion.color.isEmpty {
            let colors = exclusion.color.map { Thesaurus.key($0) }
            let table = facts.colors.table { value in
                colors.contains { thesaurus.colors.matches(Thesaurus.key(value), wanted: $0) }
            }
            keep(&set) { ordinal in
                let values = facts.colors.values(ofProduct: ordinal)
                return values.isEmpty || !values.allSatisfy { table[Int($0)] }
            }
        }
        if !exclusion.material.isEmpty {
            let words = materialWords(exclusion.material)
            drop(facts.materials) { words.contains(where: MaterialText($0).names) }
        }
        for name in exclusion.attribute.map(TextFolding.folded) {
            stating(name).forEach { ordinal in
                if attributes(of: ordinal, named: name).contains(where: { $0.isAffirmed && !$0.denies(name) }) {
                    set.remove(ordinal)
                }
            }
        }
        for term in exclusion.term.map({ Thesaurus.key($0) }) {
            mentions(term).forEach { ordinal in
                if set.contains(ordinal), facts.products[ordinal].carries(term) { set.remove(ordinal) }
            }
        }
    }
}

extension Product.Attribute {
    /// The value says that the named thing is not there: 향 = 무향, 카페인 = 무카페인.
    func denies(_ thing: String) -> Bool {
        guard case .text(let text) = value else { return false }
        let folded = Thesaurus.key(text)
        return folded.hasPrefix("무" + thing) || folded == "무" || folded.hasPrefix("무첨가")
            || folded.hasPrefix(thing + "없")
            || (folded.hasPrefix("무") && folded.dropFirst().hasPrefix(thing.prefix(1))) || folded.hasPrefix("0")
    }
}

extension Product {
    /// `term` (folded, no spaces) stands in the name, a tag, the material or an attribute's value, not denied there.
    func carries(_ term: String) -> Bool {
        // 울 stands in 겨울 too: one syllable counts as a word of its own only.
        let isShort = term.unicodeScalars.count < 2
        func has(_ text: String) -> Bool {
            if isShort {
                return TextFolding.folded(text).split { !$0.isLetter }.contains {
                    KoreanWords.readings($0).contains(term)
                }
            }
            let folded = Thesaurus.key(text)
            guard let range = folded.firstRange(of: term) else { return false }
            let rest = folded[range.upperBound...]
            let before = folded[..<range.lowerBound]
            // 무설탕, non-slip.
            let isDenied = ["무", "논", "안티", "non", "non-", "anti", "anti-"].contains(where: before.hasSuffix)
            return !Negation.follows(rest) && !isDenied
        }
        if has(name) || tags.contains(where: has) || (material.map(has) ?? false) { return true }
        return attributes.contains { attribute in
            guard attribute.isAffirmed, !attribute.denies(term) else { return false }
            if has(attribute.name) { return true }
            if case .text(let text) = attribute.value { return has(text) }
            return false
        }
    }
}
