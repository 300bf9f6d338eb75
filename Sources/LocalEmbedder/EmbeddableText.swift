import Foundation

/// A text in the one form in which it is embedded, so that what looks the same has the same vector, and a bound on what an
/// embedding costs.
///
/// Such a text is
/// - in normalization form KC, in which no scalar grows further under the model's own map;
/// - one line without control characters: each run of white space and controls is one space, none at the ends;
/// - at most ``maximumScalars`` scalars, so at most ``maximumBytes`` of UTF-8. A token holds a scalar or more: with the
///   model's prefix it stays within one window of 512 tokens, and time and memory of an embedding are bounded.
///
/// What is over the limit is cut off at the end; nothing else of the text's meaning is lost.
public struct EmbeddableText: Sendable, Hashable {
    /// Scalars that a text may hold: as many as a product's passage.
    public static let maximumScalars = 400
    /// UTF-8 bytes that a text may hold; follows from the scalars, of four bytes at most.
    public static let maximumBytes = 4 * maximumScalars

    /// The text that is embedded. May be empty.
    public let value: String

    /// Never fails: what cannot be kept is replaced or cut. However long `text` is, no more is read than what fills the limits
    /// and the white space and controls between.
    public init(_ text: String) {
        var value = Self.oneLine(text.unicodeScalars, limit: Self.rawScalars)
        // A compatibility form may hold spaces or be normalized again to something else; the form is stable at the second
        // look for every text that Unicode allows, and the last resort below covers a library that disagrees.
        for _ in 0..<4 {
            let normalized = value.precomposedStringWithCompatibilityMapping
            let next = Self.oneLine(normalized.unicodeScalars, limit: Self.maximumScalars)
            if next.unicodeScalars.elementsEqual(value.unicodeScalars) {
                self.value = value
                return
            }
            value = next
        }
        self.value = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.isASCII }))
    }

    /// Scalars looked at before normalization. Composition shortens decomposed Hangul (up to 3 jamo a syllable) and marks, so
    /// more are taken than are kept; a bound is needed because sorting a long run of combining marks is not linear.
    private static let rawScalars = 4 * maximumScalars

    private static func oneLine(_ scalars: String.UnicodeScalarView, limit: Int) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        var gap = false
        for scalar in scalars {
            let properties = scalar.properties
            if properties.isWhitespace || properties.generalCategory == .control {
                gap = count > 0
                continue
            }
            if gap {
                guard count + 2 <= limit else { break }
                line.append(" ")
                count += 1
                gap = false
            }
            guard count < limit else { break }
            line.append(scalar)
            count += 1
        }
        return String(line)
    }
}
