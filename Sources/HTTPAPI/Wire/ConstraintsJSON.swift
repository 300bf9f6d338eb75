import Search
import Shop

extension Constraints {
    /// By the names of the contract; what is not set is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        members["priceMin"] = priceMin.map { JSONValue($0) }
        members["priceMax"] = priceMax.map { JSONValue($0) }
        members["category"] = .oneOrMany(category)
        members["brand"] = .oneOrMany(brand)
        members["color"] = .oneOrMany(color)
        members["size"] = .oneOrMany(size)
        members["gender"] = gender.map { .string($0.rawValue) }
        members["material"] = .oneOrMany(material)
        members["attribute"] = attribute.isEmpty ? nil : attribute.json
        members["exclude"] = exclude.isEmpty ? nil : exclude.json
        members["inStock"] = inStock ? true : nil
        members["discountMin"] = discountMin.map { JSONValue($0) }
        members["season"] = .oneOrMany(season)
        members["sort"] = sort.map { .string($0.rawValue) }
        return .object(members)
    }
}

extension [AttributeConstraint] {
    /// One member for each attribute: true where it only has to be there, its text, or the range of its number. A constraint
    /// without a name stands under its unit.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [:]
        for constraint in self {
            switch constraint.test {
            case .present:
                if members[constraint.name] == nil { members[constraint.name] = true }
            case .equals(let text):
                members[constraint.name] = .string(text)
            case .number(let min, let max, let unit):
                let name = constraint.name.isEmpty ? unit : constraint.name
                var range = members[name]?.object ?? [:]
                if let min { range["min"] = .number(min) }
                if let max { range["max"] = .number(max) }
                range["unit"] = .string(unit)
                members[name] = .object(range)
            }
        }
        return .object(members)
    }
}

extension Exclusion {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [:]
        for (name, values) in [
            ("category", category), ("brand", brand), ("color", color), ("material", material),
            ("attribute", attribute), ("term", term),
        ] {
            members[name] = .oneOrMany(values)
        }
        return .object(members)
    }
}

extension JSONValue {
    /// nil for none, a string for one, an array for several.
    fileprivate static func oneOrMany(_ values: [String]) -> JSONValue? {
        switch values.count {
        case 0: nil
        case 1: .string(values[0])
        default: JSONValue(values)
        }
    }
}
