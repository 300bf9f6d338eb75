public import Shop

/// The hard constraints of a judged query, checked by a product's published fields: independent of what the program
/// understood and of how it filters.
public struct HardConstraints: Sendable {
    private let members: [String: JSONValue]
    /// The shades of each colour by its name.
    private let families: [String: [String]]

    public init(_ members: [String: JSONValue], families: [String: [String]]) {
        self.members = members
        self.families = families
    }

    /// Whether the product, a row of the feed, breaks one of them. An unknown product and a hidden one always do.
    public func areBroken(by product: JSONValue?) -> Bool {
        guard let product, product["status"]?.string != "hidden" else { return true }
        return members.contains { name, value in value != .null && breaks(product, name, value) }
    }

    private func breaks(_ product: JSONValue, _ name: String, _ value: JSONValue) -> Bool {
        let price = product["price"]?.number ?? 0
        let limit = value.number ?? 0
        switch name {
        case "priceMax": return price > limit
        case "priceMaxExclusive": return price >= limit
        case "priceMin": return price < limit
        case "inStock":
            let isOnSale = product["status"]?.string == "on_sale" && product["stock"]?.number ?? 1 > 0
            return value.bool == true && !isOnSale
        case "discountMin": return discount(product, price) + 1e-9 < limit
        case "color": return shades(value).isDisjoint(with: texts(product["colors"]))
        case "size", "sizeAny": return texts(value).isDisjoint(with: texts(product["sizes"]))
        case "brand": return lowercased(texts(value)).isDisjoint(with: brands(product))
        case "gender":
            let gender = product["gender"]?.string
            if let gender, texts(value).contains(gender) { return false }
            return value.string == "아동" || !(gender == nil || gender == "공용")
        case "season":
            let season = texts(product["season"])
            return !season.isEmpty && season.isDisjoint(with: texts(value)) && season != ["사계절"]
        case "ratingMin": return product["rating"]?.number ?? 0 < limit
        case "exclude": return (value.object ?? [:]).contains { isExcluded(product, $0, $1) }
        default: return false
        }
    }

    private func isExcluded(_ product: JSONValue, _ what: String, _ value: JSONValue) -> Bool {
        let attributes = product["attributes"]?.object ?? [:]
        if let pairs = value.object {
            return pairs.contains { name, start in
                (attributes[name].map(Self.text) ?? "").hasPrefix(Self.text(start))
            }
        }
        let unwanted = texts(value)
        switch what {
        case "material": return unwanted.contains { product["material"]?.string?.contains($0) == true }
        case "color":
            let colors = texts(product["colors"])
            return !colors.isEmpty && colors.isSubset(of: shades(value))
        case "brand": return !lowercased(unwanted).isDisjoint(with: brands(product))
        case "category": return !unwanted.isDisjoint(with: texts(product["category"]))
        case "attribute":
            return unwanted.contains { name in
                switch attributes[name] {
                case nil, .null, .bool(false), .string("없음"), .string("불가"), .number(0): false
                default: true
                }
            }
        default: return false
        }
    }

    private func discount(_ product: JSONValue, _ price: Double) -> Double {
        let stated = product["listPrice"]?.number ?? 0
        let listed = stated == 0 ? price : stated
        return listed == 0 ? 0 : (1 - price / listed) * 100
    }

    private func brands(_ product: JSONValue) -> Set<String> {
        switch product["brand"] {
        case .object(let names): lowercased(Set(names.values.map(Self.text)))
        case let brand?: lowercased([Self.text(brand)])
        case nil: []
        }
    }

    private func shades(_ value: JSONValue) -> Set<String> {
        Set(texts(value).flatMap { families[$0] ?? [$0] })
    }

    private func lowercased(_ texts: Set<String>) -> Set<String> { Set(texts.map { $0.lowercased() }) }

    private func texts(_ value: JSONValue?) -> Set<String> {
        switch value {
        case nil, .null: []
        case .array(let elements): Set(elements.map(Self.text))
        case let one?: [Self.text(one)]
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
        case .bool(let flag): flag ? "true" : "false"
        default: ""
        }
    }
}
