public import Shop

/// Reads what shops send, dirt and all: feeds, exports, MongoDB documents.
///
/// The strict twin is `Product(json:)`; of a clean product both make the same. What is changed is said in notes, what
/// cannot be mended is left out with a note: a wrong price is worse than none. Rules worth knowing:
///
/// - Extended JSON of MongoDB is unwrapped everywhere. `id`, else `sku`, stands in for a missing `_id`. Members under
///   another common name (`title`, `image_url`, `상품명`) are read where the contract's own is missing.
/// - A price that is a number, or text of a whole number, is in minor units. Text with a currency or a fraction is in
///   major units: `"12.50 USD"` is 1250. A number with a fraction is rounded in a currency without minor unit; in any
///   other it could be either and is left out. Prices of 0, below 0 or above 10^12 are left out.
/// - A date without a zone is Korean time.
/// - Text loses HTML, invisible characters and doubled spaces; names lose emoji as well.
/// - Unknown members are kept in `extra`, a gender that means none of ours as `genderText`.
public enum ProductRepair {
    /// The names of a product's members that are read, in the contract's spelling.
    public static var memberNames: Set<String> { MemberNames.contract.union(["salePrice"]) }

    /// Fails where the id or the name is missing.
    public static func product(from json: JSONValue) -> Result<RepairedProduct, Defect> {
        guard let members = ExtendedJSON.unwrapped(json).object else { return .failure(Defect("not an object")) }
        return product(from: members)
    }

    /// Fails where the id, the question or the answer is missing.
    public static func policy(from json: JSONValue) -> Result<RepairedPolicy, Defect> {
        guard let members = ExtendedJSON.unwrapped(json).object else { return .failure(Defect("not an object")) }
        return policy(from: members)
    }

    static func record(from json: JSONValue, kind: RecordKind) -> Result<RepairedRecord, Defect> {
        guard let members = ExtendedJSON.unwrapped(json).object else { return .failure(Defect("not an object")) }
        switch kind {
        case .policy: return policy(from: members).map(RepairedRecord.policy)
        case .any where isPolicy(members): return policy(from: members).map(RepairedRecord.policy)
        case .any, .product: return product(from: members).map(RepairedRecord.product)
        }
    }

    /// Question and answer and no name.
    private static func isPolicy(_ members: [String: JSONValue]) -> Bool {
        members["question"] != nil && members["answer"] != nil && members["name"] == nil
    }

    private static func product(from members: [String: JSONValue]) -> Result<RepairedProduct, Defect> {
        var mending = ProductMending(members)
        do throws(Defect) {
            return .success(RepairedProduct(product: try mending.product(), notes: mending.notes))
        } catch {
            return .failure(error)
        }
    }
}

/// A product, and what was changed on the way to it.
public struct RepairedProduct: Sendable, Equatable {
    public var product: Product
    public var notes: [String]

    public init(product: Product, notes: [String]) {
        self.product = product
        self.notes = notes
    }
}

/// A policy, and what was changed on the way to it.
public struct RepairedPolicy: Sendable, Equatable {
    public var policy: Policy
    public var notes: [String]

    public init(policy: Policy, notes: [String]) {
        self.policy = policy
        self.notes = notes
    }
}

/// Why nothing can be made of a record, in words that help to mend it.
public struct Defect: Error, Sendable, Equatable, CustomStringConvertible {
    public var reason: String

    public init(_ reason: String) {
        self.reason = reason
    }

    public var description: String { reason }
}

enum RepairedRecord {
    case product(RepairedProduct)
    case policy(RepairedPolicy)
}
