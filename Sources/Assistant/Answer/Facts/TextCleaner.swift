import Foundation

/// Makes one plain text of what feeds send: entities decoded, comments, scripts and tags gone, control and invisible
/// characters gone, white space single.
enum TextCleaner {
    static func plain(_ text: String) -> String {
        let visible = withoutInvisible(decoded(text))
        guard visible.utf8.contains(UInt8(ascii: "<")) else { return singleSpaced(visible) }
        return singleSpaced(withoutTags(withoutComments(visible)))
    }

    private static let entities: [(String, String)] = [
        ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"),
        ("&#60;", "<"), ("&#62;", ">"), ("&#x3c;", "<"), ("&#x3e;", ">"), ("&amp;", "&"),
    ]

    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return entities.reduce(text) {
            $0.replacingOccurrences(of: $1.0, with: $1.1, options: .caseInsensitive)
        }
    }

    /// Zero-width, direction and tag characters hide text from people and not from programs.
    private static func withoutInvisible(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .format, .privateUse, .surrogate, .unassigned: continue
            case .control: scalars.append(scalar == "\n" ? "\n" : " ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    private static func withoutComments(_ text: String) -> String {
        var out = text
        for (start, end) in [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")] {
            while let open = out.range(of: start, options: .caseInsensitive) {
                let close = out.range(of: end, options: .caseInsensitive, range: open.upperBound..<out.endIndex)
                // A comment that is never closed hides the rest.
                out.replaceSubrange(open.lowerBound..<(close?.upperBound ?? out.endIndex), with: " ")
            }
        }
        return out
    }

    private static let breakingTags = ["br", "p", "li", "div", "tr", "ul", "h1", "h2", "h3"]

    private static func withoutTags(_ text: String) -> String {
        var out = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "<") {
            out += rest[..<open]
            let inner = rest[rest.index(after: open)...]
            // "<" that opens no tag stays, and keeps its sentence from being quoted.
            guard let first = inner.first, first.isLetter || first == "/", let close = inner.firstIndex(of: ">") else {
                out.append("<")
                rest = inner
                continue
            }
            let name = inner[..<close].drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
            out += breakingTags.contains(name) ? "\n" : ""
            rest = inner[inner.index(after: close)...]
        }
        return out + rest
    }

    private static func singleSpaced(_ text: String) -> String {
        text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
