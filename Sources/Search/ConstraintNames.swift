extension Constraints {
    /// The contract's names of the constraints that are set, in the contract's order.
    public var names: [String] {
        let set: [(String, Bool)] = [
            ("priceMin", priceMin != nil), ("priceMax", priceMax != nil), ("category", !category.isEmpty), ("brand", !brand.isEmpty),
            ("color", !color.isEmpty), ("size", !size.isEmpty), ("gender", gender != nil), ("material", !material.isEmpty),
            ("attribute", !attribute.isEmpty), ("exclude", !exclude.isEmpty), ("inStock", inStock), ("discountMin", discountMin != nil),
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
}
