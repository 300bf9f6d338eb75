import Foundation

/// One spelling for what sounds the same, and nothing that has no sound.
enum TextCleaning {
    /// Compatibility forms made plain (full width, `㎏`, `①`), dashes, tildes, quotes, arrows and dots each as one character,
    /// accents dropped from Latin letters, emoji, symbols and invisible characters read as space or dropped. Line feeds stay.
    static func cleaned(_ text: String, limit: Int) -> Scalars {
        var head = Scalars()
        head.reserveCapacity(min(text.utf8.count, limit))
        for scalar in text.unicodeScalars.prefix(limit) { append(marked: scalar, to: &head) }
        var out = Scalars()
        out.reserveCapacity(head.count)
        var odd = String.UnicodeScalarView()
        for scalar in head {
            if isPlain(scalar) {
                flush(&odd, into: &out)
                out.append(scalar)
            } else {
                odd.append(scalar)
            }
        }
        flush(&odd, into: &out)
        return out.count > 2 * limit ? Array(out[..<(2 * limit)]) : out
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // The letters of Hangul alone would become conjoining ones.
        case 0x0A, 0x20...0x7E, 0xAC00...0xD7A3, 0x3131...0x3163, 0x3165...0x318E, 0x2192, 0xD7, 0xB0, 0x3041...0x30FF,
            0x4E00...0x9FFF:
            true
        default: false
        }
    }

    /// What compatibility normalization would make something else of.
    private static func append(marked scalar: Unicode.Scalar, to out: inout Scalars) {
        switch scalar {
        case "½": out += Array(" 1/2")
        case "⅓": out += Array(" 1/3")
        case "⅔": out += Array(" 2/3")
        case "¼": out += Array(" 1/4")
        case "¾": out += Array(" 3/4")
        case "″", "〃": out += Array("\"")
        case "™", "®", "©", "℠", "℡", "☎", "㉿", "′", "´", "¨": break
        case "㈜": out += Array("(주)")
        case "№": out += Array("No.")
        case "℃": out += Array("°C")
        case "℉": out += Array("°F")
        case "²": out.append("2")
        case "³": out.append("3")
        case "★": out.append("★")
        default: out.append(scalar)
        }
    }

    private static func flush(_ odd: inout String.UnicodeScalarView, into out: inout Scalars) {
        guard !odd.isEmpty else { return }
        for scalar in String(odd).precomposedStringWithCompatibilityMapping.unicodeScalars {
            append(plain: scalar, to: &out)
        }
        odd = String.UnicodeScalarView()
    }

    private static func append(plain scalar: Unicode.Scalar, to out: inout Scalars) {
        switch scalar {
        case "\n", "\u{2028}", "\u{2029}", "\u{85}": out.append("\n")
        case "\u{2212}", "\u{2010}", "\u{2011}": out.append("-")
        // Between figures a range, elsewhere a pause.
        case "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}": out.append("–")
        case "〜", "∼", "～", "˜", "∽": out.append("~")
        case "·", "•", "∙", "・", "‧", "、", "､": out.append(",")
        case "。", "｡": out.append(".")
        case "“", "”", "„", "«", "»": out.append("\"")
        case "‘", "’", "‚", "`": out.append("'")
        case "×", "✕", "✖", "⨯": out.append("×")
        case "→", "➔", "➜", "⇒", "➡", "▶", "►": out.append("→")
        case "⁄", "∕": out.append("/")
        case "≥": out += Array(" 이상 ")
        case "≤": out += Array(" 이하 ")
        case "±": out += Array(" 플러스마이너스 ")
        case "₩", "€", "£", "¥", "°", "★": out.append(scalar)
        case "ß": out += Array("ss")
        case "æ", "Æ": out += Array("ae")
        case "œ", "Œ": out += Array("oe")
        case "ø", "Ø": out.append("o")
        case "ł", "Ł": out.append("l")
        case "đ", "Đ": out.append("d")
        default: appendOther(scalar, to: &out)
        }
    }

    private static func appendOther(_ scalar: Unicode.Scalar, to out: inout Scalars) {
        switch scalar.properties.generalCategory {
        case .control:
            if scalar.properties.isWhitespace { out.append(" ") }
        // 1 and its keycap, a letter and its accents, the parts of an emoji.
        case .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .enclosingMark: break
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .otherSymbol, .mathSymbol, .modifierSymbol,
            .currencySymbol:
            if scalar.isASCII { out.append(scalar) } else { out.append(" ") }
        case .uppercaseLetter, .lowercaseLetter:
            let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
            out.append(base.isLatin ? base : scalar)
        default:
            // Fillers count as letters and show nothing; the halves of syllables have no sound of their own.
            let isSilent = scalar.properties.isDefaultIgnorableCodePoint || (0x1100...0x11FF).contains(scalar.value)
            if isSilent || [0x2800, 0xFFFC, 0xFFFD].contains(scalar.value) { return }
            out.append(scalar)
        }
    }
}
