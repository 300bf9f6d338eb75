public import Foundation
public import Shop

/// A document whose members have an order, as commands, sort orders and keys of an index need it.
///
/// Written as a literal: `["createIndexes": "turns", "key": ["conversation": 1, "ordinal": 1]]`. For documents whose order does
/// not matter there is `JSONValue`, in MongoDB's extended JSON.
public struct MongoDocument: Sendable, ExpressibleByDictionaryLiteral {
    public indirect enum Value: Sendable {
        /// Extended JSON: `{"$oid": …}`, `{"$date": …}`, `{"$numberLong": …}` and their like become what they stand for.
        case json(JSONValue)
        case document(MongoDocument)
        case list([Value])
        /// To the millisecond.
        case date(Date)
    }

    public private(set) var members: [(key: String, value: Value)]

    public init() { members = [] }
    public init(dictionaryLiteral elements: (String, Value)...) { members = elements.map { ($0, $1) } }
    /// The members of an object, `_id` first, then by name.
    public init(_ object: [String: JSONValue]) {
        members = object.sorted { ($0.key != "_id" ? 1 : 0, $0.key) < ($1.key != "_id" ? 1 : 0, $1.key) }
            .map { ($0.key, .json($0.value)) }
    }

    public var isEmpty: Bool { members.isEmpty }

    public mutating func append(_ key: String, _ value: Value) { members.append((key, value)) }
}

extension MongoDocument.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
    public init(stringLiteral value: String) { self = .json(.string(value)) }
    public init(integerLiteral value: Int) { self = .json(JSONValue(value)) }
    public init(booleanLiteral value: Bool) { self = .json(.bool(value)) }
    public init(dictionaryLiteral elements: (String, MongoDocument.Value)...) {
        var document = MongoDocument()
        for (key, value) in elements { document.append(key, value) }
        self = .document(document)
    }
    public init(arrayLiteral elements: MongoDocument.Value...) { self = .list(elements) }

    public static func string(_ text: String) -> Self { .json(.string(text)) }
    public static func int(_ value: Int) -> Self { .json(JSONValue(value)) }
}
