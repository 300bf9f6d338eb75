internal import CMongoc
internal import Foundation
internal import Shop

/// Writes BSON. Whole numbers become 32- or 64-bit integers, others doubles; extended JSON becomes what it stands for.
struct BSONWriter {
    private(set) var bytes: [UInt8] = []

    static func bytes(of document: MongoDocument) throws(MongoError) -> [UInt8] {
        var writer = BSONWriter()
        try writer.document(document, depth: 1)
        return writer.bytes
    }

    private static func failure(_ reason: String) -> MongoError {
        MongoError(.invalidDocument, "a document cannot be written: \(reason)")
    }

    private mutating func document(_ document: MongoDocument, depth: Int) throws(MongoError) {
        let start = try open(depth: depth)
        for (key, value) in document.members { try member(key, value, depth: depth) }
        close(start)
    }

    private mutating func member(_ key: String, _ value: MongoDocument.Value, depth: Int) throws(MongoError) {
        switch value {
        case .json(let json): try member(key, json, depth: depth)
        case .document(let inner):
            try head(0x03, key)
            try document(inner, depth: depth + 1)
        case .list(let elements):
            try head(0x04, key)
            let start = try open(depth: depth + 1)
            for (index, element) in elements.enumerated() { try member(String(index), element, depth: depth + 1) }
            close(start)
        case .date(let date):
            let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
            guard let whole = Int64(exactly: milliseconds) else { throw Self.failure("a date is out of range") }
            try head(0x09, key)
            integer(whole)
        }
    }

    private mutating func member(_ key: String, _ value: JSONValue, depth: Int) throws(MongoError) {
        switch value {
        case .null: try head(0x0A, key)
        case .bool(let flag):
            try head(0x08, key)
            bytes.append(flag ? 1 : 0)
        case .number(let number): try member(key, number)
        case .string(let text):
            try head(0x02, key)
            self.text(text)
        case .array(let elements):
            try head(0x04, key)
            let start = try open(depth: depth + 1)
            for (index, element) in elements.enumerated() { try member(String(index), element, depth: depth + 1) }
            close(start)
        case .object(let members):
            if members.count <= 2, try wrapper(key, members) { return }
            try head(0x03, key)
            let start = try open(depth: depth + 1)
            for (name, inner) in members.sorted(by: { $0.key < $1.key }) { try member(name, inner, depth: depth + 1) }
            close(start)
        }
    }

    private mutating func member(_ key: String, _ number: Double) throws(MongoError) {
        if let whole = Int32(exactly: number) {
            try head(0x10, key)
            integer(whole)
        } else if let whole = Int64(exactly: number), whole.magnitude <= 1 << 53 {
            try head(0x12, key)
            integer(whole)
        } else {
            try head(0x01, key)
            integer(number.bitPattern)
        }
    }
}

// MARK: - Extended JSON

extension BSONWriter {
    /// False where the members are an ordinary object.
    private mutating func wrapper(_ key: String, _ members: [String: JSONValue]) throws(MongoError) -> Bool {
        guard members.count == 1, let (kind, inner) = members.first, kind.utf8.first == UInt8(ascii: "$") else {
            return false
        }
        func needed<T>(_ value: T?) throws(MongoError) -> T {
            guard let value else { throw Self.failure("\(kind) has a value that is none") }
            return value
        }
        switch kind {
        case "$oid":
            let digits = try needed(inner.string.flatMap(Self.bytes(hexadecimal:)))
            guard digits.count == 12 else { throw Self.failure("$oid has not 24 digits") }
            try head(0x07, key)
            bytes += digits
        case "$date":
            try head(0x09, key)
            integer(try needed(Self.milliseconds(inner)))
        case "$numberLong":
            try head(0x12, key)
            integer(try needed(inner.string.flatMap { Int64($0) } ?? inner.number.flatMap { Int64(exactly: $0) }))
        case "$numberInt":
            try head(0x10, key)
            integer(try needed(inner.string.flatMap { Int32($0) } ?? inner.number.flatMap { Int32(exactly: $0) }))
        case "$numberDouble":
            try head(0x01, key)
            integer(try needed(inner.string.flatMap { Double($0) } ?? inner.number).bitPattern)
        case "$numberDecimal":
            var value = bson_decimal128_t()
            guard let text = inner.string, bson_decimal128_from_string(text, &value) else {
                throw Self.failure("$numberDecimal is no number")
            }
            try head(0x13, key)
            integer(value.low)
            integer(value.high)
        case "$uuid":
            let digits = try needed(inner.string.flatMap { Self.bytes(hexadecimal: $0.filter { $0 != "-" }) })
            guard digits.count == 16 else { throw Self.failure("$uuid has not 32 digits") }
            try binary(key, digits, subtype: 4)
        case "$binary":
            let content = try needed(inner["base64"]?.string.flatMap { Data(base64Encoded: $0) })
            let subtype = try needed(inner["subType"]?.string.flatMap { UInt8($0, radix: 16) })
            try binary(key, [UInt8](content), subtype: subtype)
        case "$timestamp":
            let increment = try needed(inner["i"]?.number.flatMap { UInt32(exactly: $0) })
            let seconds = try needed(inner["t"]?.number.flatMap { UInt32(exactly: $0) })
            try head(0x11, key)
            integer(increment)
            integer(seconds)
        case "$minKey": try head(0xFF, key)
        case "$maxKey": try head(0x7F, key)
        case "$undefined": try head(0x06, key)
        case "$symbol":
            try head(0x0E, key)
            text(try needed(inner.string))
        default: return false
        }
        return true
    }

    private static func milliseconds(_ value: JSONValue) -> Int64? {
        switch value {
        case .number(let number): Int64(exactly: number)
        case .string(let text):
            // One of the two strategies takes a fraction, the other takes none.
            ((try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
                ?? (try? Date(text, strategy: .iso8601)))
                .flatMap { Int64(exactly: ($0.timeIntervalSince1970 * 1000).rounded()) }
        case .object(let members): members["$numberLong"]?.string.flatMap { Int64($0) }
        default: nil
        }
    }

    private mutating func binary(_ key: String, _ content: [UInt8], subtype: UInt8) throws(MongoError) {
        try head(0x05, key)
        integer(Int32(clamping: content.count))
        bytes.append(subtype)
        bytes += content
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}

// MARK: - Bytes

extension BSONWriter {
    /// Returns where the document's length stands.
    private mutating func open(depth: Int) throws(MongoError) -> Int {
        guard depth <= BSONReader.depthLimit else {
            throw Self.failure("it is nested deeper than \(BSONReader.depthLimit)")
        }
        bytes += [0, 0, 0, 0]
        return bytes.count - 4
    }

    private mutating func close(_ start: Int) {
        bytes.append(0)
        let length = UInt32(clamping: bytes.count - start)
        for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
    }

    private mutating func head(_ type: UInt8, _ key: String) throws(MongoError) {
        guard !key.utf8.contains(0) else { throw Self.failure("a member's name holds a NUL") }
        bytes.append(type)
        bytes += key.utf8
        bytes.append(0)
    }

    private mutating func text(_ text: String) {
        integer(Int32(clamping: text.utf8.count + 1))
        bytes += text.utf8
        bytes.append(0)
    }

    private mutating func integer(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
