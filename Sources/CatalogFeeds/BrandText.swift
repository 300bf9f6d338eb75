import Shop

/// Brands come as {ko, en}, or as a text with one name or both.
enum BrandText {
    static func brand(from value: JSONValue?) -> Product.Brand? {
        switch value {
        case .object(let members)?:
            let ko = members["ko"]?.string ?? members["kr"]?.string
            let en = members["en"]?.string
            if ko == nil, en == nil { return members["name"].flatMap { brand(from: $0) } }
            return Product.Brand(ko: ko.map(ProductText.line), en: en.map(ProductText.line))
        case .string(let text)?: return brand(in: ProductText.line(text))
        case .array(let elements)?: return elements.first?.string.flatMap { brand(in: ProductText.line($0)) }
        default: return nil
        }
    }

    private static func brand(in text: String) -> Product.Brand? {
        for (first, second) in halves(of: text) where isHangul(first) != isHangul(second) {
            return isHangul(first) ? Product.Brand(ko: first, en: second) : Product.Brand(ko: second, en: first)
        }
        return isHangul(text) ? Product.Brand(ko: text, en: nil) : Product.Brand(ko: nil, en: text)
    }

    /// The ways to cut a text into two names: "A(B)", "A/B", and "A B" between two words.
    private static func halves(of text: String) -> [(String, String)] {
        var halves: [(String, String)] = []
        if text.last == ")", let open = text.firstIndex(of: "("), open > text.startIndex {
            halves.append((String(text[..<open]), String(text[text.index(after: open)...].dropLast())))
        } else {
            let parts = text.split(separator: "/").map(String.init)
            if parts.count == 2 { halves.append((parts[0], parts[1])) }
            let words = text.split(separator: " ").map(String.init)
            let switches = (1..<max(1, words.count)).filter { isHangul(words[$0]) != isHangul(words[$0 - 1]) }
            if switches.count == 1, let at = switches.first {
                halves.append((words[..<at].joined(separator: " "), words[at...].joined(separator: " ")))
            }
        }
        return halves.map { (ProductText.line($0), ProductText.line($1)) }.filter { !$0.0.isEmpty && !$0.1.isEmpty }
    }

    /// Has a Hangul syllable.
    private static func isHangul(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
    }
}
