import Shop

/// Lists that come as arrays or as one text.
enum TextList {
    /// The texts of an array, or the parts of a text between commas, semicolons and bars; clean, none empty, none twice.
    static func items(_ value: JSONValue?) -> [String] {
        switch value {
        case .string(let text)?: clean(parts(of: text, at: [",", ";", "|", "、"]))
        case .array(let elements)?: clean(elements.compactMap(element))
        case .object?, .number?: clean([value.flatMap(element)].compactMap { $0 })
        default: []
        }
    }

    /// As `items`, without the signs of hashtags; "#여름 #원피스" are two.
    static func tags(_ value: JSONValue?) -> [String] {
        if case .string(let text)? = value, text.contains("#") {
            return clean(parts(of: text, at: [",", ";", "|", "、", "#"]))
        }
        return clean(items(value).map { $0.first == "#" ? String($0.dropFirst()) : $0 })
    }

    /// A path from wide to narrow: an array, or a text cut at ">" and "|". "/" stays: it is part of names. So do two
    /// steps of one name, as in 침구 > 베개 > 베개.
    static func path(_ value: JSONValue?) -> [String] {
        var text = value?.string
        if case .array(let elements)? = value, elements.count == 1 { text = elements[0].string }
        guard let text else { return (value?.array ?? []).compactMap(element).compactMap(clean) }
        // Resolved before cutting: the separator may be written &gt;.
        return ProductText.line(text).split { $0 == ">" || $0 == "|" }.compactMap { clean(String($0)) }
    }

    private static func element(_ value: JSONValue) -> String? {
        switch value {
        case .bool, .null, .array: nil
        default: Members.text(of: value)
        }
    }

    private static func clean(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.compactMap(clean).filter { seen.insert($0).inserted }
    }

    /// nil where nothing is left.
    private static func clean(_ raw: String) -> String? {
        let text = ProductText.line(ProductText.cut(raw, to: Members.lineLimit) ?? raw)
        return text.isEmpty ? nil : text
    }

    /// Not inside brackets: "S(85, 90), M(95)" are two.
    private static func parts(of text: String, at separators: Set<Character>) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        // A reference such as &amp; ends in a separator.
        for character in HTMLText.plain(text) {
            if character == "(" || character == "[" { depth += 1 }
            if character == ")" || character == "]" { depth = max(0, depth - 1) }
            if depth == 0, separators.contains(character) {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        return parts + [part]
    }
}
