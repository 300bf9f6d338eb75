/// Cuts delimited text into rows (RFC 4180): quoted fields, doubled quotes, line ends inside quotes. Works on bytes: the
/// separators never occur inside a character of UTF-8 or CP949.
struct DelimitedRows {
    enum Row {
        case fields([[UInt8]])
        /// The row is consumed up to the end of its first line.
        case broken(String)
    }

    private(set) var input: FeedInput
    let separator: UInt8

    init(input: FeedInput, separator: UInt8) {
        self.input = input
        self.separator = separator
    }

    /// nil at the end. Empty lines are passed over.
    mutating func next() throws -> (line: Int, row: Row)? {
        while let (number, first) = try input.nextLine() {
            guard case .text(let range) = first else { return (number, .broken(tooLong)) }
            let text = input.buffer[range]
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
            var length = text.count
            var scanner = RowScanner(separator: separator)
            scanner.scan(text)
            // A quoted field that runs on: take in lines ahead, without consuming them before the quote is closed.
            var ahead = 0
            while scanner.isOpen {
                guard let more = try input.lineAhead(ahead) else { break }
                length += 1 + more.text.count
                guard length <= input.limits.recordBytes else { break }
                scanner.scan([UInt8(ascii: "\n")])
                scanner.scan(more.text)
                ahead = more.end
            }
            if scanner.isOpen {
                // At a break in the file the open quote is the cut, not the shop's doing.
                if input.damage != nil, try input.lineAhead(ahead) == nil { return nil }
                return (number, .broken("a quoted field is not closed"))
            }
            if let defect = scanner.defect { return (number, .broken(defect)) }
            input.skip(ahead)
            return (number, .fields(scanner.finish()))
        }
        return nil
    }

    private var tooLong: String { "longer than \(input.limits.recordBytes) bytes" }
}

/// The states of one row.
struct RowScanner {
    private enum State { case fieldStart, plain, quoted, quoteInQuoted }

    private let separator: UInt8
    private var state: State = .fieldStart
    private var fields: [[UInt8]] = []
    private var field: [UInt8] = []
    private(set) var defect: String?

    init(separator: UInt8) {
        self.separator = separator
    }

    /// Inside quotes.
    var isOpen: Bool { state == .quoted && defect == nil }

    mutating func scan(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes where defect == nil {
            switch state {
            case .fieldStart where byte == UInt8(ascii: "\""): state = .quoted
            case .quoted where byte == UInt8(ascii: "\""): state = .quoteInQuoted
            case .quoted: field.append(byte)
            case .quoteInQuoted where byte == UInt8(ascii: "\""):
                field.append(byte)
                state = .quoted
            case _ where byte == separator:
                fields.append(field)
                field = []
                state = .fieldStart
            case .quoteInQuoted where byte != 0x0D && byte != 0x20:
                defect = "a quote inside a quoted field is not doubled"
            case .quoteInQuoted: break
            default:
                field.append(byte)
                state = .plain
            }
        }
    }

    /// Ends the row.
    mutating func finish() -> [[UInt8]] {
        if field.last == 0x0D, state != .quoteInQuoted { field.removeLast() }
        return fields + [field]
    }
}
