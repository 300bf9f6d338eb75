import Foundation

/// One spelling for texts that are the same to a reader.
public enum TextFolding {
    /// NFKC (full width to ASCII, ligatures apart, decomposed Hangul composed), lower case, white space collapsed and trimmed;
    /// control characters, zero-width characters and variation selectors dropped, emoji and blank fillers read as space.
    /// Compatibility jamo stay as they are, so that 초성 typed as ㅇㄷㅎ survive. Folding twice changes nothing. O(length).
    public static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        out.reserveCapacity(text.utf8.count)
        var odd = String.UnicodeScalarView()
        var hadOdd = false
        for scalar in text.unicodeScalars {
            if isPlain(scalar) {
                hadOdd = hadOdd || !odd.isEmpty
                flush(&odd, into: &out)
                append(scalar, to: &out)
            } else {
                odd.append(scalar)
            }
        }
        let isMixed = hadOdd || !odd.isEmpty
        flush(&odd, into: &out)
        if out.last == " " { out.removeLast() }
        // What was cut apart or dropped above may leave a letter and its mark uncomposed.
        return isMixed ? String(out).precomposedStringWithCanonicalMapping : String(out)
    }

    /// Needs no normalization: ASCII, Hangul syllables, compatibility jamo, kana, Han.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xAC00...0xD7A3, 0x3131...0x318E, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF:
            true
        default: false
        }
    }

    private static func flush(_ odd: inout String.UnicodeScalarView, into out: inout String.UnicodeScalarView) {
        if odd.isEmpty { return }
        for scalar in String(odd).precomposedStringWithCompatibilityMapping.unicodeScalars { append(scalar, to: &out) }
        odd = String.UnicodeScalarView()
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x41...0x5A:
            out.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0x21...0x7E, 0xAC00...0xD7A3, 0x3131...0x3163, 0x3165...0x318E, 0x3041...0x30FF, 0x4E00...0x9FFF:
            out.append(scalar)
        case 0x11A8...0x11C2:
            // Foundation does not join a final to a syllable that is composed already.
            if let last = out.last, var syllable = Syllable(last), syllable.final == Syllable.finalNone {
                syllable.final = Int(scalar.value) - 0x11A7
                out.removeLast()
                out.append(syllable.scalar)
            } else {
                out.append(scalar)
            }
        case 0x2010:
            out.append("-")
        default:
            if isBlank(scalar) {
                if let last = out.last, last != " " { out.append(" ") }
            } else if !isDropped(scalar) {
                // The dot of İ says nothing beside a small i.
                for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                    if lower.value != 0x307 || out.last != "i" { out.append(lower) }
                }
            }
        }
    }

    /// White space, and what separates words without being one: emoji, dingbats, the Hangul filler, the Braille blank.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2600...0x27BF, 0x2B00...0x2BFF, 0x1F000...0x1FAFF, 0x3164, 0x2800: true
        default: scalar.properties.isWhitespace || scalar.properties.isEmojiPresentation
        }
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return true
        default: break
        }
        return scalar.properties.isDefaultIgnorableCodePoint || [0x20E3, 0xFFFC, 0xFFFD].contains(scalar.value)
    }
}
