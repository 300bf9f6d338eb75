/// Markdown and HTML without their signs.
enum Markup {
    /// Each line becomes a sentence of its own; code blocks and pictures go, the words of links, headings, lists and tables stay.
    static func stripped(_ text: Scalars) -> Scalars {
        var out = Scalars()
        out.reserveCapacity(text.count)
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var content = Array(line.drop { $0 == " " })
            while content.last == " " { content.removeLast() }
            if content.starts(with: Array("```")) || content.starts(with: Array("''''"))
                || content.starts(with: Array("~~~"))
            {
                isCode.toggle()
                continue
            }
            if isCode || isRule(content) { continue }
            content = inline(withoutMark(content))
            while content.last == " " { content.removeLast() }
            if content.isEmpty { continue }
            if let last = out.last, ![".", "!", "?", ",", ":"].contains(last) { out.append(".") }
            if !out.isEmpty { out.append(" ") }
            out += content
        }
        return out
    }

    /// `---`, `***`, and the second row of a table.
    private static func isRule(_ line: Scalars) -> Bool {
        line.count >= 3 && line.allSatisfy { ["-", "*", "_", "=", "|", ":", " ", "–"].contains($0) }
            && line.contains { $0 != " " && $0 != "|" }
    }

    /// Without `#`, `>`, `-` and `*` at the beginning.
    private static func withoutMark(_ line: Scalars) -> Scalars {
        var line = line[...]
        while line.first == ">" { line = line.dropFirst().drop { $0 == " " } }
        let marks = line.prefix { $0 == "#" }.count
        if (1...6).contains(marks), line.dropFirst(marks).first == " " {
            line = line.dropFirst(marks).drop { $0 == " " }
        } else if let first = line.first, ["-", "*", "+", "–", ","].contains(first), line.dropFirst().first == " " {
            line = line.dropFirst().drop { $0 == " " }
            for box in ["[ ] ", "[x] ", "[X] "] where line.starts(with: Array(box)) { line = line.dropFirst(4) }
        }
        return Array(line)
    }

    private static func inline(_ line: Scalars) -> Scalars {
        var out = Scalars()
        var index = 0
        while let scalar = line.at(index) {
            switch scalar {
            case "!" where line.at(index + 1) == "[":
                if let link = link(line, index + 1) {
                    index = link.end
                } else {
                    out.append("!")
                    index += 1
                }
            case "[":
                if let link = link(line, index) {
                    out += inline(link.label)
                    index = link.end
                } else {
                    index += 1
                }
            case "]":
                index += 1
            case "*", "_":
                // One sign between letters belongs to the word: snake_case, 3*4.
                let isInside = line.at(index - 1).map(isWord) == true && line.at(index + 1).map(isWord) == true
                if isInside { out.append(scalar == "*" ? "×" : "_") }
                index += 1
            case "~" where line.at(index + 1) == "~":
                index = line.end(from: index) { $0 == "~" }
            case "|":
                out += out.isEmpty ? [] : [",", " "]
                index += 1
            case "<":
                if let end = tagEnd(line, index) {
                    // <b> stands within words, <br> and <td> between them.
                    if end - index > 4 || line.at(index + 2) != ">" && line.at(index + 3) != ">" { out.append(" ") }
                    index = end
                } else {
                    out.append(" ")
                    index += 1
                }
            case "&":
                if let (text, end) = entity(line, index) {
                    out += text
                    index = end
                } else {
                    out.append("&")
                    index += 1
                }
            default:
                out.append(scalar)
                index += 1
            }
        }
        return out
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIDigit || scalar.isLatin || scalar.isHangul
    }

    /// `[label](address)`, `[label][reference]`. The nearest brackets count, so that the search stays short.
    private static func link(_ line: Scalars, _ from: Int) -> (label: Scalars, end: Int)? {
        let limit = min(from + 500, line.count)
        guard let close = line[(from + 1)..<limit].firstIndex(of: "]"), !line[(from + 1)..<close].contains("[") else {
            return nil
        }
        let label = Array(line[(from + 1)..<close])
        let opener = line.at(close + 1)
        guard opener == "(" || opener == "[" else { return nil }
        let far = min(close + 2_000, line.count)
        guard let end = line[(close + 2)..<far].firstIndex(of: opener == "(" ? ")" : "]") else { return nil }
        return (label, end + 1)
    }

    /// Behind the `>` of a tag.
    private static func tagEnd(_ line: Scalars, _ from: Int) -> Int? {
        guard let next = line.at(from + 1), next.isLatin || next == "/" || next == "!" else { return nil }
        let limit = min(from + 300, line.count)
        return line[(from + 1)..<limit].firstIndex(of: ">").map { $0 + 1 }
    }

    private static let entities: [String: String] = [
        "&amp;": "&", "&nbsp;": " ", "&lt;": " ", "&gt;": " ", "&quot;": "", "&apos;": "", "&#39;": "",
    ]

    private static func entity(_ line: Scalars, _ from: Int) -> (Scalars, Int)? {
        guard let end = line[from..<min(from + 8, line.count)].firstIndex(of: ";") else { return nil }
        return entities[line.text(from..<(end + 1)).lowercased()].map { (Array($0), end + 1) }
    }
}
