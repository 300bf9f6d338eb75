public import Foundation

/// A JSON value (RFC 8259) as it stands in a feed or a document: what a shop sends is kept even where we have no name for it.
///
/// Numbers are `Double`; integers up to 2^53 survive unchanged.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    /// The members of an object, or nil.
    public var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
    /// The elements of an array, or nil.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// The text of a string, or nil.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The value of a number, or nil.
    public var number: Double? { if case .number(let value) = self { value } else { nil } }
    /// The value of a boolean, or nil.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The member `key` of an object; nil for other kinds.
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// An integral number as Int, where it fits exactly.
    public var integer: Int? { number.flatMap { Int(exactly: $0) } }

    public init(_ value: Int) { self = .number(Double(value)) }
    public init(_ values: [String]) { self = .array(values.map(JSONValue.string)) }

    /// Parses one JSON text in UTF-8. Throws `DecodingError` for anything that is not JSON. O(bytes).
    public init(parsing data: Data) throws {
        do {
            self = try data.withUnsafeBytes { try JSONValue(parsing: $0.assumingMemoryBound(to: UInt8.self)) }
        } catch let error as JSONSyntaxError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: error.description, underlyingError: error))
        }
    }

    /// Parses one JSON text in UTF-8, nested at most `depthLimit` deep. Of members with the same name the last one
    /// stands. Half a surrogate pair, escaped, reads as U+FFFD. O(bytes).
    public init(parsing utf8: UnsafeBufferPointer<UInt8>, depthLimit: Int = 256) throws(JSONSyntaxError) {
        var parser = JSONParser(utf8, depthLimit: depthLimit)
        self = try parser.parseDocument()
    }

    /// Canonical bytes: members sorted by key, no white space, slashes unescaped. Equal values give equal bytes.
    public func canonicalData() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let members = try? container.decode([String: JSONValue].self) {
            self = .object(members)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else if container.decodeNil() {
            self = .null
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a JSON value")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value):
            if let whole = Int(exactly: value) { try container.encode(whole) } else { try container.encode(value) }
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
}
