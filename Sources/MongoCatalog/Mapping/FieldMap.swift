public import Shop

/// Where the members of products and policies stand in a shop's documents, where that is not where the contract has them.
/// Read from YAML, see `FieldMap.init(yaml:name:)`.
public struct FieldMap: Sendable, Equatable {
    public var products = CollectionMap(collection: "products")
    public var policies = CollectionMap(collection: "policies")

    public init() {}
}

/// The map of one collection.
public struct CollectionMap: Sendable, Equatable {
    public var collection: String
    /// By the contract's name of the member. Members that are not named here are read under the contract's name.
    public var rules: [String: FieldRule] = [:]
    /// Members that never leave the database.
    public var excluded: [FieldPath] = []
    /// Whether members that have no place in the contract are read and kept.
    public var keepsUnknown = true

    public init(collection: String) { self.collection = collection }
}

/// How one member is made.
public indirect enum FieldRule: Sendable, Equatable {
    case constant(JSONValue)
    case source(FieldSource)
    /// An object of rules, such as `{ko: …, en: …}` of a brand.
    case object([String: FieldRule])
}

/// A value of the document, and what is done with it.
public struct FieldSource: Sendable, Equatable {
    public enum Factor: Sendable, Equatable {
        case times(Double)
        /// The amount is in major units of the currency, such as dollars.
        case major
    }

    /// The first that has a value counts.
    public var paths: [FieldPath]
    public var factor: Factor?
    /// Cuts a text into a list.
    public var separator: String?
    /// Words of the shop, and what they mean.
    public var values: [String: JSONValue] = [:]
    /// Where no path has a value.
    public var fallback: JSONValue?

    public init(paths: [FieldPath]) { self.paths = paths }
}

extension FieldRule {
    /// All the places that the rule reads.
    var paths: [FieldPath] {
        switch self {
        case .constant: []
        case .source(let source): source.paths
        case .object(let rules): rules.sorted { $0.key < $1.key }.flatMap(\.value.paths)
        }
    }
}
