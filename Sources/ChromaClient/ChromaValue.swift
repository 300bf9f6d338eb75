/// A value of metadata. `nil` is no value: such a key is left out.
public enum ChromaValue: Sendable, Hashable, Codable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    case string(String)
    case int(Int)
    case double(Double)
    case bool(Bool)

    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var int: Int? {
        switch self {
        case .int(let value): value
        case .double(let value): Int(exactly: value)
        case .string, .bool: nil
        }
    }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let int = try? value.decode(Int.self) {
            self = .int(int)
        } else if let double = try? value.decode(Double.self) {
            self = .double(double)
        } else {
            self = .string(try value.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .string(let string): try value.encode(string)
        case .int(let int): try value.encode(int)
        case .double(let double): try value.encode(double)
        case .bool(let bool): try value.encode(bool)
        }
    }
}

public typealias ChromaMetadata = [String: ChromaValue]

/// Metadata as a server sends it: values of other kinds are passed over, and so is a missing one.
struct ReceivedMetadata: Decodable {
    var values: ChromaMetadata = [:]

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        guard let members = try? decoder.container(keyedBy: Key.self) else { return }
        for key in members.allKeys {
            if let value = try? members.decode(ChromaValue.self, forKey: key) { values[key.stringValue] = value }
        }
    }
}

/// A condition on metadata: what `where` says.
public indirect enum ChromaFilter: Sendable, Hashable, Encodable {
    case equals(String, ChromaValue)
    case atLeast(String, ChromaValue)
    case atMost(String, ChromaValue)
    case isAny(String, [ChromaValue])
    /// Two at least, as the server wants it.
    case all([ChromaFilter])
    case any([ChromaFilter])

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .equals(let key, let operand): try value.encode([key: ["$eq": operand]])
        case .atLeast(let key, let operand): try value.encode([key: ["$gte": operand]])
        case .atMost(let key, let operand): try value.encode([key: ["$lte": operand]])
        case .isAny(let key, let operands): try value.encode([key: ["$in": operands]])
        case .all(let filters): try value.encode(["$and": filters])
        case .any(let filters): try value.encode(["$or": filters])
        }
    }
}
