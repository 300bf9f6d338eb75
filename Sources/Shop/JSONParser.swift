/// Why a text is not JSON, and where.
public struct JSONSyntaxError: Error, Equatable, CustomStringConvertible {
    /// Byte offset, 0-based.
    public var offset: Int
    public var reason: String

    public init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    public var description: String { "not JSON at byte \(offset): \(reason)" }
}

/// A recursive-descent parser for RFC 8259 over bytes in memory. Every index is checked against `bytes.count`.
///
/// It exists because decoding a value of unknown kind through `Codable` tries one type after the other, an order of
/// magnitude slower, and because nesting has to be bounded for text from outside.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func parseDocument() throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        let value = try parseValue(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw failure("something follows the value") }
        return value
    }

    private func failure(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(offset: position, reason: reason) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func parseValue(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        switch current {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case nil: throw failure("the text ends where a value should be")
        case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return .number(try parseNumber())
        default: throw failure("no value starts like this")
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[index] else { throw failure("expected \(word)") }
            position += 1
        }
        return value
    }

    private mutating func parseObject(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth <= depthLimit else { throw failure("nested deeper than \(depthLimit)") }
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw failure("expected a member name in quotes") }
            let key = try parseString()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw failure("expected a colon") }
            position += 1
            skipSpace()
            members[key] = try parseValue(depth: depth)
            skipSpace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            case nil: throw failure("the text ends inside an object")
            default: throw failure("expected a comma or the end of the object")
            }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth <= depthLimit else { throw failure("nested deeper than \(depthLimit)") }
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try parseValue(depth: depth))
            skipSpace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            case nil: throw failure("the text ends inside an array")
            default: throw failure("expected a comma or the end of the array")
            }
        }
    }
}

// MARK: - Strings

extension JSONParser {
    private mutating func parseString() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        try skipPlainText()
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try text(UnsafeBufferPointer(rebasing: bytes[start..<position]), at: start)
        }
        return try parseEscapedString(from: start)
    }

    /// Stops at a quote, a backslash or the end.
    private mutating func skipPlainText() throws(JSONSyntaxError) {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            guard byte >= 0x20 else { throw failure("a control character stands in a string unescaped") }
            position += 1
        }
        throw failure("a string is not closed")
    }

    private func text(_ utf8: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw JSONSyntaxError(offset: offset, reason: "a string is not UTF-8")
        }
        return text
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var out = Array(bytes[start..<position])
        while current == UInt8(ascii: "\\") {
            position += 1
            guard let escape = current else { throw failure("a string is not closed") }
            position += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(escape)
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "u"): out.append(contentsOf: String(try parseUnicodeEscape()).utf8)
            default: throw failure("unknown escape")
            }
            let plain = position
            try skipPlainText()
            out.append(contentsOf: bytes[plain..<position])
        }
        position += 1
        return try out.withUnsafeBufferPointer { utf8 throws(JSONSyntaxError) in try text(utf8, at: start) }
    }

    /// After `\u`. Half of a surrogate pair becomes U+FFFD: RFC 8259 allows it, and scripts that cut a text in the middle
    /// of an emoji send it.
    private mutating func parseUnicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let unit = try parseHexUnit()
        guard unit & 0xF800 == 0xD800 else { return Unicode.Scalar(UInt32(unit)) ?? replacement }
        guard unit & 0xFC00 == 0xD800, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return replacement }
        let before = position
        position += 2
        let low = try parseHexUnit()
        guard low & 0xFC00 == 0xDC00 else {
            position = before
            return replacement
        }
        let value = 0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(low & 0x3FF)
        return Unicode.Scalar(value) ?? replacement
    }

    private mutating func parseHexUnit() throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}

// MARK: - Numbers

extension JSONParser {
    private mutating func parseNumber() throws(JSONSyntaxError) -> Double {
        let start = position
        let negative = current == UInt8(ascii: "-")
        if negative { position += 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var scale = 0
        let leading = current
        try parseDigits(into: &mantissa, count: &digits)
        guard digits == 1 || leading != UInt8(ascii: "0") else { throw failure("a number starts with 0") }
        if current == UInt8(ascii: ".") {
            position += 1
            let whole = digits
            try parseDigits(into: &mantissa, count: &digits)
            scale = digits - whole
        }
        var isPlain = digits <= 15 && scale < JSONParser.powersOfTen.count
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isPlain = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            var ignored: UInt64 = 0
            var count = 0
            try parseDigits(into: &ignored, count: &count)
        }
        if isPlain {
            // Both operands are exact in a Double, so one division rounds correctly.
            let value = Double(mantissa) / JSONParser.powersOfTen[scale]
            return negative ? -value : value
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw failure("a number is out of range") }
        return value
    }

    /// At least one digit. `value` is of use up to 15 digits only.
    private mutating func parseDigits(into value: inout UInt64, count: inout Int) throws(JSONSyntaxError) {
        let before = count
        while let byte = current, case UInt8(ascii: "0")...UInt8(ascii: "9") = byte {
            value = value &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
            count += 1
            position += 1
        }
        guard count > before else { throw failure("expected a digit") }
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
