public import Shop

/// What a product must meet to be shown: the hard part of a query. Empty constraints admit everything that is not hidden.
///
/// The member names are those of the `constraints` contract; `json` and `init(json:)` translate.
public struct Constraints: Sendable, Equatable {
    /// Inclusive, in minor units of the catalogue's currency.
    public var priceMin: Int?
    /// Inclusive, in minor units of the catalogue's currency.
    public var priceMax: Int?
    /// Any of these category names must stand in the product's path.
    public var category: [String] = []
    /// Any of these brands (by any of a brand's names).
    public var brand: [String] = []
    /// Any of these colours, as the catalogue writes them or as a family name.
    public var color: [String] = []
    /// Any of these sizes, as the catalogue writes them.
    public var size: [String] = []
    /// 공용 and products without a gender pass too, unless 아동 is asked for.
    public var gender: Product.Gender?
    /// Any of these must occur in the material.
    public var material: [String] = []
    /// Every one of these must hold.
    public var attribute: [AttributeConstraint] = []
    /// None of these may hold.
    public var exclude = Exclusion()
    /// Only products that can be bought now.
    public var inStock = false
    /// Whole per cent below the list price, 1…100.
    public var discountMin: Int?
    /// Any of these; products without a season and 사계절 pass.
    public var season: [String] = []
    /// Not a filter: the order asked for. nil is by relevance.
    public var sort: SortOrder?

    public init() {}

    public var isEmpty: Bool { self == Constraints() }
}

/// A demand on one attribute.
public struct AttributeConstraint: Sendable, Equatable {
    public enum Test: Sendable, Equatable {
        /// The attribute is there and not false, 없음 or 불가.
        case present
        /// The attribute's text contains this.
        case equals(String)
        /// The attribute's number, in this unit, lies in the range. Bounds are inclusive; nil is open.
        case number(min: Double?, max: Double?, unit: String)
    }

    /// The attribute's name in the catalogue; empty where only the unit says which attribute is meant.
    public var name: String
    public var test: Test

    public init(_ name: String, _ test: Test) {
        self.name = name
        self.test = test
    }
}

/// What the shopper does not want.
public struct Exclusion: Sendable, Equatable {
    public var category: [String] = []
    public var brand: [String] = []
    /// Drops products that are offered in these colours only.
    public var color: [String] = []
    public var material: [String] = []
    /// Names of attributes that must be absent or false.
    public var attribute: [String] = []
    /// Words that may not occur in name, tags, material or attribute values.
    public var term: [String] = []

    public init() {}
    public var isEmpty: Bool { self == Exclusion() }
}

/// An order of products other than relevance.
public enum SortOrder: String, Sendable, CaseIterable {
    case priceAscending = "price_asc"
    case priceDescending = "price_desc"
    case rating
    case reviews
    case newest
    case discount
}
