/// Cuts XML into tokens as it streams in. It knows no declarations and fetches nothing: a document type with a subset of
/// its own ends the reading, so there is no entity to expand but the five of XML and numbers.
struct XMLTokens {
    enum Token {
        case start(name: String, attributes: [UInt8], isEmpty: Bool)
        case end(name: String)
        /// Character data. Raw text still holds references; a CDATA section does not.
        case text([UInt8], isRaw: Bool)
        case declaration([UInt8])
        case skipped
        case tooLong
    }

    private(set) var input: FeedInput

    init(input: FeedInput) {
        self.input = input
    }

    /// nil at the end, also where it lies inside a token.
    mutating func next() throws -> Token? {
        guard let byte = try input.peek() else { return nil }
        guard byte == UInt8(ascii: "<") else { return try readText() }
        let ahead = try input.window(9)
        if ahead.starts(with: "<!--".utf8) { return try skip(past: "-->", from: 4) }
        if ahead.starts(with: "<![CDATA[".utf8) { return try readSection() }
        if ahead.starts(with: "<?".utf8) { return try readInstruction() }
        if ahead.starts(with: "<!".utf8) { return try skipDeclaration() }
        let second = ahead.count > 1 ? ahead[1] : 0
        guard second == UInt8(ascii: "/") || second == UInt8(ascii: "_") || second >= 0x80 || isLetter(second) else {
            // A bare "<", as in "A < B" that nobody escaped.
            return try readText()
        }
        return try readTag()
    }

    private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    private mutating func readText() throws -> Token {
        var text: [UInt8] = []
        repeat {
            guard let byte = try input.next() else { break }
            text.append(byte)
            if text.count > input.limits.recordBytes { return .tooLong }
        } while try input.peek() != UInt8(ascii: "<")
        return .text(text, isRaw: true)
    }

    private mutating func readTag() throws -> Token? {
        var tag: [UInt8] = []
        var quote: UInt8?
        _ = try input.next()
        while let byte = try input.next() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return token(of: tag)
            }
            tag.append(byte)
            if tag.count > input.limits.recordBytes { return .tooLong }
        }
        return nil
    }

    private func token(of tag: [UInt8]) -> Token {
        let isEnd = tag.first == UInt8(ascii: "/")
        let isEmpty = tag.last == UInt8(ascii: "/")
        let body = tag.dropFirst(isEnd ? 1 : 0).dropLast(isEmpty ? 1 : 0)
        let name = body.prefix { $0 > 0x20 }
        let text = String(decoding: name, as: UTF8.self)
        return isEnd
            ? .end(name: text) : .start(name: text, attributes: Array(body[name.endIndex...]), isEmpty: isEmpty)
    }

    private mutating func readSection() throws -> Token? {
        input.skip(9)
        return try read(until: "]]>").map { .text($0, isRaw: false) } ?? (try input.peek() == nil ? nil : .tooLong)
    }

    private mutating func readInstruction() throws -> Token? {
        input.skip(2)
        return try read(until: "?>").map(Token.declaration) ?? (try input.peek() == nil ? nil : .tooLong)
    }

    /// nil where it never comes or comes too late.
    private mutating func read(until end: String) throws -> [UInt8]? {
        let end = Array(end.utf8)
        var text: [UInt8] = []
        while let byte = try input.next() {
            text.append(byte)
            if byte == end[end.count - 1], text.suffix(end.count).elementsEqual(end) {
                return text.dropLast(end.count)
            }
            if text.count > input.limits.recordBytes { return nil }
        }
        return nil
    }

    private mutating func skip(past end: String, from start: Int) throws -> Token? {
        input.skip(start)
        let end = Array(end.utf8)
        var tail: [UInt8] = []
        while let byte = try input.next() {
            tail.append(byte)
            if tail.count > end.count { tail.removeFirst() }
            if tail == end { return .skipped }
        }
        return nil
    }

    private mutating func skipDeclaration() throws -> Token? {
        let line = input.line
        let isDocumentType = try input.window(9).map { $0 | 0x20 }.elementsEqual("<!doctype".utf8.map { $0 | 0x20 })
        var quote: UInt8?
        while let byte = try input.next() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "[") || !isDocumentType {
                throw FeedError.forbiddenDeclaration(path: input.path, line: line)
            } else if byte == UInt8(ascii: ">") {
                return .skipped
            }
        }
        return nil
    }
}
