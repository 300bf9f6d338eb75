/// Cuts a text that comes piece by piece into sentences: at full stops, question and exclamation marks of Korean, English,
/// Japanese and Chinese, at ellipses, and at line ends. A stop inside a number, a web address or an abbreviation cuts nothing,
/// nor one inside brackets or quotation marks.
///
/// A pure state machine: where the pieces begin and end makes no difference. The sentences joined are the text, so that each
/// carries the white space before it. O(length).
public struct SentenceCutter: Sendable {
    /// A sentence longer than this, in scalars, is cut where it stands: a model that never stops is not waited for.
    public static let longest = 700

    private var pending: [Unicode.Scalar] = []
    private var depth = 0
    /// A stop has been seen, and it is not yet known whether it ends the sentence.
    private var isEnding = false
    private var hasText = false

    public init() {}

    /// The sentences that are complete with this piece.
    public mutating func take(_ piece: String) -> [String] {
        var out: [String] = []
        for scalar in piece.unicodeScalars {
            if isEnding, let sentence = decide(before: scalar) { out.append(sentence) }
            append(scalar)
            if hasText, Self.isLineEnd(scalar) || pending.count >= Self.longest { out.append(close()) }
        }
        return out
    }

    /// What is left when the text ends; nil where that is nothing or white space.
    public mutating func finish() -> String? {
        let rest = close()
        return rest.allSatisfy(\.isWhitespace) ? nil : rest
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        pending.append(scalar)
        if !scalar.properties.isWhitespace { hasText = true }
        switch scalar {
        case "(", "[", "“", "「", "『", "‘": depth += 1
        case ")", "]", "”", "」", "』", "’": depth = max(0, depth - 1)
        case "。", "！", "？": isEnding = depth == 0
        case ".", "!", "?", "…", "‥": isEnding = depth == 0 && !isListNumber
        default: break
        }
    }

    /// `next` follows a stop. The sentence without it, where the stop ended it.
    private mutating func decide(before next: Unicode.Scalar) -> String? {
        if Self.closesBehindStop(next) || Self.isStop(next) { return nil }
        if next == "\u{FE0F}" || next == "\u{200D}" { return nil }
        isEnding = false
        let last = pending.last { !Self.closesBehindStop($0) } ?? "."
        // 。 ends it whatever follows; . only before a space or Hangul, so that 3.5cm and a.b stay whole.
        if "。！？".unicodeScalars.contains(last) { return close() }
        if next.properties.isWhitespace { return isAbbreviation ? nil : close() }
        if last == ".", !isHangul(next) || !endsInHangul { return nil }
        if (last == "!" || last == "?"), next.isASCII, next != " " { return nil }
        if last == "…", !next.properties.isEmojiPresentation { return nil }
        return close()
    }

    private mutating func close() -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: pending)
        pending.removeAll(keepingCapacity: true)
        depth = 0
        isEnding = false
        hasText = false
        return String(view)
    }

    /// "1." at the beginning of a line.
    private var isListNumber: Bool {
        let text = pending.drop { $0.properties.isWhitespace }
        return text.last == "." && text.count <= 3 && text.dropLast().allSatisfy { (0x30...0x39).contains($0.value) }
            && text.count > 1
    }

    /// "e.g.", "No.", one capital letter.
    private var isAbbreviation: Bool {
        guard pending.last == "." else { return false }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: pending.dropLast().reversed().prefix { !$0.properties.isWhitespace }.reversed())
        let word = String(view).lowercased()
        return ["e.g", "i.e", "no", "vs", "approx", "mr", "ms", "dr", "st"].contains(word)
    }

    private var endsInHangul: Bool { pending.count > 1 && isHangul(pending[pending.count - 2]) }

    private func isHangul(_ scalar: Unicode.Scalar) -> Bool { (0xAC00...0xD7A3).contains(scalar.value) }

    private static func isStop(_ scalar: Unicode.Scalar) -> Bool { ".!?…‥。！？~".unicodeScalars.contains(scalar) }

    private static func closesBehindStop(_ scalar: Unicode.Scalar) -> Bool {
        "\"'”’」』)]*".unicodeScalars.contains(scalar)
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
    }
}
