import Foundation

/// Text as shoppers read it, out of text as shop systems store it.
enum ProductText {
    enum Style {
        /// One line.
        case line
        /// One line without emoji.
        case name
        /// Lines and emoji stay.
        case prose
    }

    static func line(_ text: String) -> String { clean(text, .line) }

    /// Takes out HTML, control, zero-width and direction characters, makes full-width ASCII half-width, collapses white
    /// space, composes (NFC). O(text).
    static func clean(_ text: String, _ style: Style) -> String {
        if isClean(text) { return text }
        let plain = HTMLText.plain(text)
        var folder = TextFolder(style)
        for scalar in plain.unicodeScalars { folder.add(scalar) }
        return folder.finish()
    }

    /// Whether nothing could change: printable ASCII without markup, Hangul syllables and Chinese characters, with single
    /// spaces between words. True for nearly all text of a well-kept shop.
    private static func isClean(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { bytes in
            var index = 0
            var wasSpace = true
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case 0x20:
                    if wasSpace { return false }
                    wasSpace = true
                    index += 1
                    continue
                case UInt8(ascii: "<"), UInt8(ascii: "&"): return false
                case 0x21...0x7E: index += 1
                case 0xEA where bytes[index + 1] >= 0xB0, 0xEB, 0xEC, 0xE4...0xE9: index += 3
                // Up to U+D7A3, the last syllable.
                case 0xED where bytes[index + 1] < 0x9E || bytes[index + 1] == 0x9E && bytes[index + 2] <= 0xA3:
                    index += 3
                default: return false
                }
                wasSpace = false
            }
            return !wasSpace || bytes.isEmpty
        }
    }

    /// At most `limit` characters; nil where it was within.
    static func cut(_ text: String, to limit: Int) -> String? {
        guard text.utf8.count > limit, let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
            end < text.endIndex
        else { return nil }
        return String(text[..<end])
    }
}

/// Builds clean text scalar by scalar.
private struct TextFolder {
    private let style: ProductText.Style
    private var out = String.UnicodeScalarView()
    /// White space seen since the last character that stays.
    private var spaces = 0
    private var breaks = 0
    private var isComposed = true
    private var last: Unicode.Scalar = " "
    /// Joins two emoji, where an emoji follows.
    private var hasJoiner = false

    init(_ style: ProductText.Style) {
        self.style = style
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: breaks += 1
        case 0x09, 0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: spaces += 1
        case 0x200D: hasJoiner = isEmojiPart(last)
        // Control, soft hyphen, zero width, direction, Hangul fillers, tags, and what a failed decoding left.
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x115F, 0x1160, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
            0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFD, 0xE0000...0xE007F:
            break
        case 0xFE00...0xFE0F:
            // A variation selector says something about an emoji only.
            if style == .prose, spaces + breaks == 0, last.properties.isEmoji { append(scalar) }
        case 0xFF01...0xFF5E: append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case 0xFFE6: append("₩")
        default: if style != .name || !isEmojiPart(scalar) { append(scalar) }
        }
    }

    private func isEmojiPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE0F, 0x20E3, 0x1F000...0x1FAFF: true
        case 0x2300...0x27BF, 0x2B00...0x2BFF, 0x3030, 0x303D: scalar.properties.isEmoji
        default: false
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if spaces + breaks > 0 {
            if !out.isEmpty {
                let isParagraph = style == .prose && breaks > 0
                out.append(contentsOf: isParagraph ? (breaks > 1 ? "\n\n" : "\n").unicodeScalars : " ".unicodeScalars)
            }
            spaces = 0
            breaks = 0
        } else if hasJoiner, style != .name, isEmojiPart(scalar) {
            out.append("\u{200D}")
        }
        hasJoiner = false
        // Below the first combining mark, and Hangul syllables, are composed by themselves.
        if scalar.value >= 0x300, !(0xAC00...0xD7A3).contains(scalar.value) { isComposed = false }
        out.append(scalar)
        last = scalar
    }

    func finish() -> String {
        let text = String(out)
        return isComposed ? text : text.precomposedStringWithCanonicalMapping
    }
}
