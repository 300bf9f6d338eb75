/// Takes HTML out of text: tags, comments, scripts and styles. What merely looks like a tag, as "A<B" or "<무료배송>", stays.
struct HTMLText {
    private let bytes: [UInt8]
    private var index = 0
    private var out: [UInt8] = []
    /// Behind it no ">" comes any more; saves looking for one again and again.
    private let lastClose: Int
    /// Where the last end tag of a name stands, as far as it was asked.
    private var lastEnds: [String: Int] = [:]

    /// Plain text. References are resolved, and once more where a shop system had escaped its text twice.
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return text }
        var text = withoutTags(text)
        for _ in 0..<2 where text.utf8.contains(UInt8(ascii: "&")) {
            let decoded = HTMLEntities.decoded(text)
            if decoded == text { break }
            text = withoutTags(decoded)
        }
        return text
    }

    private static func withoutTags(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        var html = HTMLText(Array(text.utf8))
        return html.strip()
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lastClose = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
        out.reserveCapacity(bytes.count)
    }

    private mutating func strip() -> String {
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "<") || !skipMarkup() {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Passes over the markup at `index`; false where there is none.
    private mutating func skipMarkup() -> Bool {
        if starts(with: "<!--", at: index) {
            index = find("-->", from: index + 4).map { $0 + 3 } ?? bytes.count
            return true
        }
        if starts(with: "<![cdata[", at: index) {
            index += 9
            return true
        }
        if starts(with: "<!doctype", at: index) || starts(with: "<?xml", at: index) {
            guard let end = close(from: index) else { return false }
            index = end + 1
            return true
        }
        return skipTag()
    }

    private mutating func skipTag() -> Bool {
        var cursor = index + 1
        let isEnd = cursor < bytes.count && bytes[cursor] == UInt8(ascii: "/")
        if isEnd { cursor += 1 }
        let nameStart = cursor
        while cursor < bytes.count, isNameByte(bytes[cursor]), cursor - nameStart < 40 { cursor += 1 }
        let spelled = String(decoding: bytes[nameStart..<cursor], as: UTF8.self)
        let name = spelled.lowercased()
        guard let kind = HTMLText.kind(of: name) else { return false }
        guard let end = isEnd ? endOfEndTag(from: cursor) : endOfAttributes(from: cursor) else { return false }
        let isBare = end == cursor + 1
        switch kind {
        case .inline:
            // "<S>" is a size more often than a strike-through that nobody ends.
            if !isEnd, isBare, spelled.utf8.count == 1, spelled != name, !hasEnd(of: name) { return false }
        case .space: out.append(0x20)
        case .block: out.append(0x0A)
        case .dropped where !isEnd:
            guard hasEnd(of: name) else {
                if isBare { return false }
                index = bytes.count
                return true
            }
            // Up to the end tag, which is passed over when it comes up.
            index = find("</" + name, from: end) ?? bytes.count
            return true
        case .dropped: break
        }
        index = end
        return true
    }

    /// Whether an end tag of this name comes behind `index`.
    private mutating func hasEnd(of name: String) -> Bool {
        if let last = lastEnds[name] { return last > index }
        var last = -1
        var cursor = index
        while let found = find("</" + name, from: cursor) {
            last = found
            cursor = found + 1
        }
        lastEnds[name] = last
        return last > index
    }

    private func endOfEndTag(from start: Int) -> Int? {
        let cursor = skipSpace(from: start)
        return cursor < bytes.count && bytes[cursor] == UInt8(ascii: ">") ? cursor + 1 : nil
    }

    /// Where the start tag ends, from behind its name; nil where what follows are no attributes.
    ///
    /// "A <b and c" must not count: an attribute has a value or is one of the few that go without.
    private func endOfAttributes(from start: Int) -> Int? {
        var cursor = start
        var hasAttribute = false
        while true {
            let word = skipSpace(from: cursor)
            // A tag cut off at the end of a text that was too long for someone.
            guard word < bytes.count else { return hasAttribute ? bytes.count : nil }
            if bytes[word] == UInt8(ascii: ">") { return word + 1 }
            if bytes[word] == UInt8(ascii: "/") {
                cursor = word + 1
                continue
            }
            guard word > cursor || hasAttribute else { return nil }
            cursor = word
            while cursor < bytes.count, isNameByte(bytes[cursor]) { cursor += 1 }
            let name = String(decoding: bytes[word..<cursor], as: UTF8.self).lowercased()
            let equals = skipSpace(from: cursor)
            guard !name.isEmpty, equals < bytes.count else { return nil }
            if bytes[equals] == UInt8(ascii: "=") {
                hasAttribute = true
                cursor = endOfValue(from: skipSpace(from: equals + 1))
            } else if !HTMLText.bareAttributes.contains(name) {
                return nil
            }
        }
    }

    private func endOfValue(from start: Int) -> Int {
        guard start < bytes.count else { return start }
        let quote = bytes[start]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            // A quote that nobody closes ends with its tag.
            return bytes[(start + 1)...].firstIndex(of: quote).map { $0 + 1 } ?? close(from: start) ?? bytes.count
        }
        return bytes[start...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ">") } ?? bytes.count
    }

    // MARK: Looking around

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func skipSpace(from start: Int) -> Int {
        var cursor = start
        while cursor < bytes.count, bytes[cursor] <= 0x20 { cursor += 1 }
        return cursor
    }

    private func close(from start: Int) -> Int? {
        guard start <= lastClose else { return nil }
        return bytes[start...].firstIndex(of: UInt8(ascii: ">"))
    }

    /// `text` in lower case.
    private func starts(with text: String, at start: Int) -> Bool {
        var cursor = start
        for byte in text.utf8 {
            guard cursor < bytes.count else { return false }
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[cursor])
            guard (isUpper ? bytes[cursor] | 0x20 : bytes[cursor]) == byte else { return false }
            cursor += 1
        }
        return true
    }

    private func find(_ text: String, from start: Int) -> Int? {
        var cursor = start
        while cursor + text.utf8.count <= bytes.count {
            if starts(with: text, at: cursor) { return cursor }
            cursor += 1
        }
        return nil
    }
}

extension HTMLText {
    private enum Kind { case inline, space, block, dropped }

    private static func kind(of name: String) -> Kind? {
        if let kind = kinds[name] { return kind }
        // `o:p` of office programs, elements of a page's own.
        return name.contains(":") || name.dropFirst().contains("-") ? .inline : nil
    }

    private static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        func add(_ names: String, _ kind: Kind) {
            for name in names.split(separator: " ") { kinds[String(name)] = kind }
        }
        add(
            """
            a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s \
            samp small span strike strong sub sup time tt u var wbr
            """, .inline)
        add(
            """
            area audio button canvas embed img input map meter option param picture progress select source td th track \
            video
            """, .space)
        add(
            """
            address article aside base blockquote body br caption center col colgroup dd details dialog dir div dl dt \
            fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hr html legend li link main \
            menu meta nav ol optgroup p pre section summary table tbody textarea tfoot thead title tr ul
            """, .block)
        add("applet head iframe math noscript object script style svg template", .dropped)
        return kinds
    }()

    private static let bareAttributes: Set<String> = [
        "allowfullscreen", "async", "autoplay", "checked", "controls", "defer", "disabled", "hidden", "loop",
        "multiple",
        "muted", "noshade", "nowrap", "open", "readonly", "required", "reversed", "selected",
    ]
}
