extension Constraints {
    /// The contract's names of the constraints that are set, in the contract's order.
    public var names: [String] {
        let set: [(String, Bool)] = [
            ("priceMin", priceMin != nil), ("priceMax", priceMax != nil), ("category", !category.isEmpty),
            ("brand", !brand.isEmpty),
            ("color", !color.isEmpty), ("size", !size.isEmpty), ("gender", gender != nil),
            ("material", !material.isEmpty),
            ("attribute", !attribute.isEmpty), ("exclude", !exclude.isEmpty), ("inStock", inStock),
            ("discountMin", discountMin != nil),
            ("season", !season.isEmpty), ("sort", sort != nil),
        ]
        return set.filter(\.1).map(\.0)
    }

    /// Unsets the constraint of this name; unknown names do nothing.
    public mutating func drop(_ name: String) {
        switch name {
        case "priceMin": priceMin = nil
        case "priceMax": priceMax = nil
        case "category": category = []
        case "brand": brand = []
        case "color": color = []
        case "size": size = []
        case "gender": gender = nil
        case "material": material = []
        case "attribute": attribute = []
        case "exclude": exclude = Exclusion()
        case "inStock": inStock = false
        case "discountMin": discountMin = nil
        case "season": season = []
        case "sort": sort = nil
        default: break
        }
    }

    /// Puts every constraint that `other` sets in the place of this one's.
    public mutating func override(by other: Constraints) {
        if other.priceMin != nil { priceMin = other.priceMin }
        if other.priceMax != nil { priceMax = other.priceMax }
        if !other.category.isEmpty { category = other.category }
        if !other.brand.isEmpty { brand = other.brand }
        if !other.color.isEmpty { color = other.color }
        if !other.size.isEmpty { size = other.size }
        if other.gender != nil { gender = other.gender }
        if !other.material.isEmpty { material = other.material }
        if !other.attribute.isEmpty { attribute = other.attribute }
        if !other.exclude.isEmpty { exclude = other.exclude }
        if other.inStock { inStock = true }
        if other.discountMin != nil { discountMin = other.discountMin }
        if !other.season.isEmpty { season = other.season }
        if other.sort != nil { sort = other.sort }
    }
}
