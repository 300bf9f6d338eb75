internal import CMongoc
internal import Foundation
internal import Shop

/// Reads BSON (bsonspec.org) into extended JSON. Every length is checked against the bytes that are there: what a server, or
/// whoever wrote the document, sends may be hostile.
///
/// Numbers that a Double holds become plain numbers, 64-bit integers beyond 2^53 `$numberLong`; ObjectId, dates, Decimal128,
/// binary and the rest become their canonical forms, which `BSONWriter` turns back.
struct BSONReader {
    /// Nested documents; the same as for JSON Lines.
    static let depthLimit = 64

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// - Parameter limit: bytes that a document may have.
    static func value(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(MongoError) -> JSONValue {
        guard bytes.count <= limit else { throw failure("it is longer than \(limit) bytes") }
        var reader = BSONReader(bytes)
        let members = try reader.document(depth: 1)
        guard reader.position == bytes.count else { throw failure("something follows it") }
        return .object(members)
    }

    private static func failure(_ reason: String) -> MongoError {
        MongoError(.invalidDocument, "a document cannot be read: \(reason)")
    }

    private mutating func document(depth: Int) throws(MongoError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        let end = try open(depth: depth)
        while try byte(before: end) != 0 {
            let type = bytes[position - 1]
            let key = try name(before: end)
            members[key] = try value(type, before: end, depth: depth)
        }
        guard position == end else { throw Self.failure("a length is wrong") }
        return members
    }

    private mutating func array(depth: Int) throws(MongoError) -> [JSONValue] {
        var elements: [JSONValue] = []
        let end = try open(depth: depth)
        while try byte(before: end) != 0 {
            let type = bytes[position - 1]
            // The name is the index; the order is what counts.
            try skipName(before: end)
            elements.append(try value(type, before: end, depth: depth))
        }
        guard position == end else { throw Self.failure("a length is wrong") }
        return elements
    }

    /// Returns where the document that begins here ends.
    private mutating func open(depth: Int) throws(MongoError) -> Int {
        guard depth <= Self.depthLimit else { throw Self.failure("it is nested deeper than \(Self.depthLimit)") }
        let start = position
        let length = Int(try integer(Int32.self, before: bytes.count))
        guard length >= 5, length <= bytes.count - start else { throw Self.failure("a length is wrong") }
        return start + length
    }

    private mutating func value(_ type: UInt8, before end: Int, depth: Int) throws(MongoError) -> JSONValue {
        switch type {
        case 0x01: return Self.json(Double(bitPattern: try integer(UInt64.self, before: end)))
        case 0x02: return .string(try text(before: end))
        case 0x03: return .object(try document(depth: depth + 1))
        case 0x04: return .array(try array(depth: depth + 1))
        case 0x05: return try binary(before: end)
        case 0x06: return Self.wrap("$undefined", true)
        case 0x07: return Self.wrap("$oid", .string(try hexadecimal(12, before: end)))
        case 0x08: return .bool(try byte(before: end) != 0)
        case 0x09: return Self.date(try integer(Int64.self, before: end))
        case 0x0A: return .null
        case 0x0B:
            let pattern = try name(before: end)
            let options = try name(before: end)
            return Self.wrap("$regularExpression", .object(["pattern": .string(pattern), "options": .string(options)]))
        case 0x0C:
            let collection = try text(before: end)
            let id = try hexadecimal(12, before: end)
            return Self.wrap(
                "$dbPointer", .object(["$ref": .string(collection), "$id": Self.wrap("$oid", .string(id))]))
        case 0x0D: return Self.wrap("$code", .string(try text(before: end)))
        case 0x0E: return Self.wrap("$symbol", .string(try text(before: end)))
        case 0x0F:
            _ = try integer(Int32.self, before: end)
            let code = try text(before: end)
            return .object(["$code": .string(code), "$scope": .object(try document(depth: depth + 1))])
        case 0x10: return .number(Double(try integer(Int32.self, before: end)))
        case 0x11:
            let increment = try integer(UInt32.self, before: end)
            let seconds = try integer(UInt32.self, before: end)
            return Self.wrap("$timestamp", .object(["t": .number(Double(seconds)), "i": .number(Double(increment))]))
        case 0x12: return Self.json(try integer(Int64.self, before: end))
        case 0x13: return Self.wrap("$numberDecimal", .string(try decimal(before: end)))
        case 0x7F: return Self.wrap("$maxKey", 1)
        case 0xFF: return Self.wrap("$minKey", 1)
        default: throw Self.failure("it holds a value of the unknown type \(type)")
        }
    }
}

// MARK: - Values

extension BSONReader {
    private static func wrap(_ key: String, _ value: JSONValue) -> JSONValue { .object([key: value]) }

    private static func json(_ value: Double) -> JSONValue {
        if value.isFinite { return .number(value) }
        return wrap("$numberDouble", .string(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"))
    }

    private static func json(_ value: Int64) -> JSONValue {
        value.magnitude <= 1 << 53 ? .number(Double(value)) : wrap("$numberLong", .string(String(value)))
    }

    private static func date(_ milliseconds: Int64) -> JSONValue { wrap("$date", json(milliseconds)) }

    private mutating func binary(before end: Int) throws(MongoError) -> JSONValue {
        let count = Int(try integer(Int32.self, before: end))
        let kind = try byte(before: end)
        let content = try take(count, before: end)
        if kind == 4, count == 16 {
            let hex = Self.hexadecimal(content)
            let cuts = [0, 8, 12, 16, 20, 32]
            let parts = zip(cuts, cuts.dropFirst()).map { hex.dropFirst($0).prefix($1 - $0) }
            return Self.wrap("$uuid", .string(parts.joined(separator: "-")))
        }
        let subtype = withUnsafeBytes(of: kind) { Self.hexadecimal($0) }
        return Self.wrap(
            "$binary",
            .object(["base64": .string(Data(content).base64EncodedString()), "subType": .string(subtype)]))
    }

    private mutating func decimal(before end: Int) throws(MongoError) -> String {
        var value = bson_decimal128_t()
        value.low = try integer(UInt64.self, before: end)
        value.high = try integer(UInt64.self, before: end)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(BSON_DECIMAL128_STRING)) { buffer in
            guard let start = buffer.baseAddress else { return "NaN" }
            bson_decimal128_to_string(&value, start)
            return String(cString: start)
        }
    }

    private mutating func hexadecimal(_ count: Int, before end: Int) throws(MongoError) -> String {
        Self.hexadecimal(try take(count, before: end))
    }

    private static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            for (index, byte) in bytes.enumerated() {
                buffer[index * 2] = digits.utf8Start[Int(byte >> 4)]
                buffer[index * 2 + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}

// MARK: - Bytes

extension BSONReader {
    private mutating func take(_ count: Int, before end: Int) throws(MongoError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= end - position else { throw Self.failure("it ends too early") }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    private mutating func byte(before end: Int) throws(MongoError) -> UInt8 {
        guard position < end else { throw Self.failure("it ends too early") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type, before end: Int
    ) throws(MongoError) -> Number {
        Number(littleEndian: try take(MemoryLayout<Number>.size, before: end).loadUnaligned(as: type))
    }

    /// A text behind its length. What is no UTF-8 in it becomes U+FFFD.
    private mutating func text(before end: Int) throws(MongoError) -> String {
        let count = Int(try integer(Int32.self, before: end))
        guard count >= 1 else { throw Self.failure("a length is wrong") }
        let content = try take(count, before: end)
        guard content[count - 1] == 0 else { throw Self.failure("a text is not ended") }
        return String(decoding: content.dropLast(), as: UTF8.self)
    }

    private mutating func name(before end: Int) throws(MongoError) -> String {
        let start = position
        try skipName(before: end)
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }

    private mutating func skipName(before end: Int) throws(MongoError) {
        while try byte(before: end) != 0 {}
    }
}
