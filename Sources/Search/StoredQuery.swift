internal import Shop

/// A `SearchQuery` in the form in which stores keep it: as JSON, so that a turn can be read with any tool. Absent members are
/// at their defaults, which lets members be added without a migration.
public struct StoredQuery: Codable, Sendable {
    private let text: String
    private let need: String
    private let language: String
    private let leaning: String?
    private let corrected: String?
    private let constraints: StoredConstraints?

    public init(_ query: SearchQuery) {
        text = query.text
        need = query.need
        language = query.language.rawValue
        leaning = query.leaning?.rawValue
        corrected = query.corrected
        constraints = query.constraints.isEmpty ? nil : StoredConstraints(query.constraints)
    }

    /// nil for a value that this program does not know.
    public var query: SearchQuery? {
        guard let language = SearchQuery.Language(rawValue: language) else { return nil }
        var leaning: SearchQuery.PriceLeaning?
        if let stored = self.leaning {
            guard let known = SearchQuery.PriceLeaning(rawValue: stored) else { return nil }
            leaning = known
        }
        var constraints = Constraints()
        if let stored = self.constraints {
            guard let known = stored.constraints else { return nil }
            constraints = known
        }
        return SearchQuery(
            text: text, need: need, constraints: constraints, leaning: leaning, language: language, corrected: corrected
        )
    }
}

/// `Constraints`, member for member.
private struct StoredConstraints: Codable, Sendable {
    struct Test: Codable, Sendable {
        var name: String
        /// present, equals or number.
        var test: String
        var text: String?
        var min: Double?
        var max: Double?
        var unit: String?
    }

    struct Excluded: Codable, Sendable {
        var category: [String]?
        var brand: [String]?
        var color: [String]?
        var material: [String]?
        var attribute: [String]?
        var term: [String]?
    }

    var priceMin: Int?
    var priceMax: Int?
    var category: [String]?
    var brand: [String]?
    var color: [String]?
    var size: [String]?
    var gender: String?
    var material: [String]?
    var attribute: [Test]?
    var exclude: Excluded?
    var inStock: Bool?
    var discountMin: Int?
    var season: [String]?
    var sort: String?

    init(_ value: Constraints) {
        priceMin = value.priceMin
        priceMax = value.priceMax
        category = value.category.nilIfEmpty
        brand = value.brand.nilIfEmpty
        color = value.color.nilIfEmpty
        size = value.size.nilIfEmpty
        gender = value.gender?.rawValue
        material = value.material.nilIfEmpty
        attribute = value.attribute.map(Test.init).nilIfEmpty
        exclude = value.exclude.isEmpty ? nil : Excluded(value.exclude)
        inStock = value.inStock ? true : nil
        discountMin = value.discountMin
        season = value.season.nilIfEmpty
        sort = value.sort?.rawValue
    }

    var constraints: Constraints? {
        var value = Constraints()
        value.priceMin = priceMin
        value.priceMax = priceMax
        value.category = category ?? []
        value.brand = brand ?? []
        value.color = color ?? []
        value.size = size ?? []
        if let gender {
            guard let known = Product.Gender(rawValue: gender) else { return nil }
            value.gender = known
        }
        value.material = material ?? []
        for stored in attribute ?? [] {
            guard let constraint = stored.constraint else { return nil }
            value.attribute.append(constraint)
        }
        value.exclude = exclude?.exclusion ?? Exclusion()
        value.inStock = inStock ?? false
        value.discountMin = discountMin
        value.season = season ?? []
        if let sort {
            guard let known = SortOrder(rawValue: sort) else { return nil }
            value.sort = known
        }
        return value
    }
}

extension StoredConstraints.Test {
    init(_ value: AttributeConstraint) {
        name = value.name
        switch value.test {
        case .present: test = "present"
        case .equals(let wanted):
            test = "equals"
            text = wanted
        case .number(let lower, let upper, let measure):
            test = "number"
            min = lower
            max = upper
            unit = measure
        }
    }

    var constraint: AttributeConstraint? {
        switch test {
        case "present": AttributeConstraint(name, .present)
        case "equals": AttributeConstraint(name, .equals(text ?? ""))
        case "number": AttributeConstraint(name, .number(min: min, max: max, unit: unit ?? ""))
        default: nil
        }
    }
}

extension StoredConstraints.Excluded {
    init(_ value: Exclusion) {
        category = value.category.nilIfEmpty
        brand = value.brand.nilIfEmpty
        color = value.color.nilIfEmpty
        material = value.material.nilIfEmpty
        attribute = value.attribute.nilIfEmpty
        term = value.term.nilIfEmpty
    }

    var exclusion: Exclusion {
        var value = Exclusion()
        value.category = category ?? []
        value.brand = brand ?? []
        value.color = color ?? []
        value.material = material ?? []
        value.attribute = attribute ?? []
        value.term = term ?? []
        return value
    }
}

extension Array {
    fileprivate var nilIfEmpty: Self? { isEmpty ? nil : self }
}
