internal import Shop

/// A value is nested deeper than any reader could follow.
struct TooDeeplyNested: Error {
    static let limit = 512
}

extension ByteWriter {
    /// Members are written in the order of their names, so that equal values give equal bytes.
    mutating func json(_ value: JSONValue, depth: Int = 0) throws {
        guard depth <= TooDeeplyNested.limit else { throw TooDeeplyNested() }
        switch value {
        case .null: byte(0)
        case .bool(let flag): byte(flag ? 2 : 1)
        case .number(let number):
            byte(3)
            double(number)
        case .string(let string):
            byte(4)
            text(string)
        case .array(let elements):
            byte(5)
            count(elements.count)
            for element in elements { try json(element, depth: depth + 1) }
        case .object(let members):
            byte(6)
            try object(members, depth: depth)
        }
    }

    mutating func object(_ members: [String: JSONValue], depth: Int = 0) throws {
        count(members.count)
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            text(name)
            try json(value, depth: depth + 1)
        }
    }
}

extension ByteReader {
    mutating func json(depth: Int = 0) throws -> JSONValue {
        guard depth <= TooDeeplyNested.limit else { throw DamagedBytes() }
        switch try byte() {
        case 0: return .null
        case 1: return .bool(false)
        case 2: return .bool(true)
        case 3: return .number(try double())
        case 4: return .string(try text())
        case 5:
            var elements: [JSONValue] = []
            for _ in 0..<(try count()) { elements.append(try json(depth: depth + 1)) }
            return .array(elements)
        case 6: return .object(try object(depth: depth))
        default: throw DamagedBytes()
        }
    }

    mutating func object(depth: Int = 0) throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for _ in 0..<(try count()) {
            let name = try text()
            members[name] = try json(depth: depth + 1)
        }
        return members
    }
}
