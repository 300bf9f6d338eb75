import Shop

/// JSON that is not one object a line: an array of objects, an object that lists them under `products` and `policies`,
/// or objects printed over several lines one after the other. Elements are cut out by their braces, so memory holds one.
struct JSONElementReader: RecordReader {
    private enum Place {
        case top, array(RecordKind), listing
    }

    private(set) var input: FeedInput
    private var place: Place = .top
    private let isListing: Bool
    private var isInListing = false
    private var hasReportedEnd = false

    init(input: FeedInput, head: [UInt8]) {
        self.input = input
        isListing = JSONElementReader.isListing(head)
    }

    mutating func next() throws -> RawRecord? {
        while true {
            try input.skipSpace()
            guard let byte = try input.peek() else { return endOfFile() }
            let line = input.line
            switch (place, byte) {
            case (_, UInt8(ascii: ",")): _ = try input.next()
            case (.top, UInt8(ascii: "[")):
                _ = try input.next()
                place = .array(.any)
            case (.top, UInt8(ascii: "{")) where isListing:
                _ = try input.next()
                place = .listing
                isInListing = true
            case (.array, UInt8(ascii: "]")):
                _ = try input.next()
                place = isInListing ? .listing : .top
            case (.listing, UInt8(ascii: "}")):
                _ = try input.next()
                place = .top
                isInListing = false
            case (.listing, UInt8(ascii: "\"")):
                if let defect = try readMember(line: line) { return defect }
            case (.top, UInt8(ascii: "{")): return try readElement(line: line, kind: .any)
            case (.array(let kind), UInt8(ascii: "{")): return try readElement(line: line, kind: kind)
            case (.array, UInt8(ascii: "\"")), (.array, UInt8(ascii: "[")):
                return try skipValue(line: line) ?? RawRecord(line: line, reason: "not an object")
            case (.array, _):
                try skipScalar()
                return RawRecord(line: line, reason: "not an object")
            default:
                try input.skipLine()
                return RawRecord(line: line, reason: "no object starts here")
            }
        }
    }

    private mutating func endOfFile() -> RawRecord? {
        guard case .top = place else {
            guard !hasReportedEnd, input.damage == nil else { return nil }
            hasReportedEnd = true
            return RawRecord(line: input.line, reason: "the file ends inside a JSON array or object")
        }
        return nil
    }

    /// A member of the listing object: goes into the array of a known name, skips the rest.
    private mutating func readMember(line: Int) throws -> RawRecord? {
        guard let name = try readSpan(keeping: true).text else {
            return RawRecord(line: line, reason: "a member name is broken")
        }
        try input.skipSpace()
        if try input.peek() == UInt8(ascii: ":") { _ = try input.next() }
        try input.skipSpace()
        let kinds: [[UInt8]: RecordKind] = [
            Array("\"products\"".utf8): .product, Array("\"policies\"".utf8): .policy,
        ]
        if let kind = kinds[name], try input.peek() == UInt8(ascii: "[") {
            _ = try input.next()
            place = .array(kind)
            return nil
        }
        return try skipValue(line: line)
    }

    private mutating func skipValue(line: Int) throws -> RawRecord? {
        let first = try input.peek()
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"") {
            _ = try readSpan(keeping: false)
            return nil
        }
        if first == UInt8(ascii: "}") || first == UInt8(ascii: ",") { return nil }
        try skipScalar()
        return nil
    }

    /// At least one byte, up to what may stand behind a number or a word.
    private mutating func skipScalar() throws {
        repeat { _ = try input.next() } while try input.peek().map { !",]}{\n".utf8.contains($0) } ?? false
    }

    private mutating func readElement(line: Int, kind: RecordKind) throws -> RawRecord? {
        let span = try readSpan(keeping: true)
        if span.isOpen && input.damage != nil { return nil }
        guard let text = span.text else {
            return RawRecord(line: line, reason: "longer than \(input.limits.recordBytes) bytes")
        }
        // A broken element is parsed as well: the parser says what is wrong with it.
        return text.withUnsafeBufferPointer { JSONLinesReader.record($0, line: line, kind: kind) }
    }
}

// MARK: - Cutting out a value

extension JSONElementReader {
    private struct Span {
        /// nil where it is too long, or was not to be kept.
        var text: [UInt8]?
        /// The file ended inside.
        var isOpen = false
    }

    /// Consumes a string, an array or an object, up to the bracket that closes it.
    ///
    /// A line end inside a string means that a quote is missing. From then on brackets cannot be trusted, so the value
    /// also ends where a line starts with an opening brace.
    private mutating func readSpan(keeping: Bool) throws -> Span {
        var text: [UInt8]? = keeping ? [] : nil
        var depth = 0
        var isInString = false
        var isEscaped = false
        var isBroken = false
        var column = 0
        while let byte = try input.peek() {
            if isBroken, column == 0, byte == UInt8(ascii: "{") { return Span(text: text) }
            _ = try input.next()
            if text != nil {
                text?.append(byte)
                if (text?.count ?? 0) > input.limits.recordBytes { text = nil }
            }
            // White space does not count: a line that starts with a brace starts an element.
            column = byte == UInt8(ascii: "\n") ? 0 : byte <= 0x20 ? column : column + 1
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    if depth == 0 { return Span(text: text) }
                } else if byte == UInt8(ascii: "\n") {
                    isInString = false
                    isBroken = true
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return Span(text: text) }
            default: break
            }
        }
        return Span(text: text, isOpen: true)
    }

    /// Whether `head` opens an object with an array called `products` or `policies`, before any name or id of a product.
    static func isListing(_ head: [UInt8]) -> Bool {
        var depth = 0
        var index = 0
        while index < head.count {
            switch head[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return false }
            case UInt8(ascii: "\""):
                let start = index + 1
                index = start
                while index < head.count, head[index] != UInt8(ascii: "\"") {
                    index += head[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard depth == 1, index < head.count else { break }
                let rest = head[(index + 1)...].drop { $0 <= 0x20 }
                guard rest.first == UInt8(ascii: ":") else { break }
                let opens = rest.dropFirst().drop { $0 <= 0x20 }.first == UInt8(ascii: "[")
                switch String(decoding: head[start..<index], as: UTF8.self) {
                case "products" where opens, "policies" where opens: return true
                case "_id", "name": return false
                default: break
                }
            default: break
            }
            index += 1
        }
        return false
    }
}
