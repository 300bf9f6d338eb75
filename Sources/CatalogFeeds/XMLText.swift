/// References and attributes of XML.
enum XMLText {
    /// Resolves the five entities of XML and character references; anything else stays as it is.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return HTMLEntities.decoded(text, isKnown: { ["amp", "lt", "gt", "quot", "apos"].contains($0) })
    }

    /// The raw value of `name="…"` in the text of a tag.
    static func attribute(_ name: String, in tag: String) -> String? {
        var rest = tag[...]
        while let found = rest.range(of: name) {
            let isWhole = found.lowerBound == tag.startIndex || tag[tag.index(before: found.lowerBound)].isWhitespace
            rest = rest[found.upperBound...]
            var value = rest.drop(while: \.isWhitespace)
            guard isWhole, value.first == "=" else { continue }
            value = value.dropFirst().drop(while: \.isWhitespace)
            guard let quote = value.first, quote == "\"" || quote == "'" else { continue }
            value = value.dropFirst()
            return value.firstIndex(of: quote).map { String(value[..<$0]) }
        }
        return nil
    }
}
