/// Spaces and punctuation as a voice needs them.
enum Tidying {
    /// One space at most, none before punctuation; of several signs in a row the strongest; nothing but words at the beginning.
    static func tidied(_ text: Scalars) -> String {
        var out = String.UnicodeScalarView()
        var pendingSpace = false
        var mark: Unicode.Scalar?
        for (index, scalar) in text.enumerated() {
            switch scalar {
            case " ", "\n", "\t": pendingSpace = true
            case ",", ";", ".", "!", "?":
                // 3.5 and item.html in other languages.
                let isInside =
                    [".", ","].contains(scalar) && mark == nil && !pendingSpace
                    && text.at(index - 1).map(isWord) == true && text.at(index + 1).map(isWord) == true
                if isInside {
                    out.append(scalar)
                } else {
                    let sign = scalar == ";" ? "," : scalar
                    mark = mark.map { strength($0) >= strength(sign) ? $0 : sign } ?? sign
                }
            default:
                if let sign = mark, !out.isEmpty { out.append(sign) }
                if pendingSpace || mark != nil, !out.isEmpty { out.append(" ") }
                pendingSpace = false
                mark = nil
                out.append(scalar)
            }
        }
        if let mark, !out.isEmpty, mark != "," { out.append(mark) }
        return out.contains(where: isSounding) ? String(out) : ""
    }

    private static func isSounding(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIDigit || scalar.properties.isAlphabetic
            || ["%", "$", "€", "£", "¥", "₩", "+", "&", "@"].contains(scalar)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCIIDigit || scalar.isLatin }

    private static func strength(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case ",": 0
        case ".": 1
        case "!": 2
        default: 3
        }
    }
}
