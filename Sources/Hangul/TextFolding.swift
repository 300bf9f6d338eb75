import Foundation

/// One spelling for texts that are the same to a reader.
public enum TextFolding {
    /// NFKC (full width to ASCII, ligatures apart, decomposed Hangul composed), lower case, white space collapsed and trimmed;
    /// control characters, zero-width characters, variation selectors and emoji dropped. Compatibility jamo stay as they are,
    /// so that 초성 typed as ㅇㄷㅎ survive. O(length).
    public static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        out.reserveCapacity(text.utf8.count)
        var odd = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isPlain(scalar) {
                flush(&odd, into: &out)
                append(scalar, to: &out)
            } else {
                odd.append(scalar)
            }
        }
        flush(&odd, into: &out)
        if out.last == " " { out.removeLast() }
        return String(out)
    }

    /// Needs no normalization: ASCII, Hangul syllables, compatibility jamo, kana, Han.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xAC00...0xD7A3, 0x3131...0x318E, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF: true
        default: false
        }
    }

    private static func flush(_ odd: inout String.UnicodeScalarView, into out: inout String.UnicodeScalarView) {
        if odd.isEmpty { return }
        // A mark composes with what stands before it.
        if let first = odd.first, first.properties.canonicalCombiningClass != .notReordered || first.value == 0x3099 || first.value == 0x309A,
            let base = out.last, base != " "
        {
            out.removeLast()
            odd.insert(base, at: odd.startIndex)
        }
        for scalar in String(odd).precomposedStringWithCompatibilityMapping.unicodeScalars { append(scalar, to: &out) }
        odd = String.UnicodeScalarView()
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x41...0x5A:
            out.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0x21...0x7E, 0xAC00...0xD7A3, 0x3131...0x318E, 0x3041...0x30FF, 0x4E00...0x9FFF:
            out.append(scalar)
        default:
            if scalar.properties.isWhitespace {
                if let last = out.last, last != " " { out.append(" ") }
            } else if !isDropped(scalar) {
                out.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return true
        default: break
        }
        return switch scalar.value {
        case 0x2600...0x27BF, 0x2B00...0x2BFF, 0x1F000...0x1FAFF, 0xFE00...0xFE0F, 0xE0000...0xE01FF, 0x20E3, 0xFFFC, 0xFFFD: true
        default: false
        }
    }
}
