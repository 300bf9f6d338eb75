/// Cuts a text that comes bit by bit into sentences as they are finished. A pure state machine: the sentences, joined, are the
/// text, but for white space between them.
public struct SentenceSplitter: Sendable {
    /// Characters after which a sentence is cut at a comma or a space, so that no sentence is endless.
    public static let maxLength = 200

    private var pending: [Character] = []

    public init() {}

    /// The sentences that `text` finishes.
    public mutating func take(_ text: String) -> [String] {
        pending += text
        var sentences: [String] = []
        while let end = nextEnd() {
            append(pending[..<end], to: &sentences)
            pending.removeFirst(end)
        }
        return sentences
    }

    /// What is left when the text has ended; nil where that is nothing.
    public mutating func finish() -> String? {
        var rest: [String] = []
        append(pending[...], to: &rest)
        pending = []
        return rest.first
    }

    private func append(_ characters: ArraySlice<Character>, to sentences: inout [String]) {
        let text = String(characters).trimmed
        if !text.isEmpty { sentences.append(text) }
    }

    /// Behind the first sentence; nil while it is not known to be finished.
    private func nextEnd() -> Int? {
        for index in pending.indices {
            let character = pending[index]
            if character.isNewline, index > 0 { return index + 1 }
            if Self.fullStops.contains(character) { return afterClosing(index + 1) }
            guard Self.stops.contains(character) else { continue }
            // 3.5, a.com, and ?! at the end of what has come: what follows decides.
            let end = afterClosing(index + 1)
            guard end < pending.count else { break }
            if pending[end].isWhitespace, !isNumbering(index) { return end }
        }
        guard pending.count > Self.maxLength else { return nil }
        let head = pending[..<Self.maxLength]
        let cut = head.lastIndex { [",", "，", "、", ";"].contains($0) } ?? head.lastIndex { $0.isWhitespace }
        return cut.map { max($0 + 1, 1) } ?? Self.maxLength
    }

    private func afterClosing(_ index: Int) -> Int {
        var index = index
        while index < pending.count, Self.stops.contains(pending[index]) || Self.closing.contains(pending[index]) {
            index += 1
        }
        return index
    }

    /// The point of `1. 부츠` at the beginning of a line, and of `No. 3`.
    private func isNumbering(_ index: Int) -> Bool {
        let word = pending[..<index].reversed().prefix { !$0.isWhitespace }
        guard pending[index] == ".", (1...2).contains(word.count) else { return false }
        return word.allSatisfy(\.isNumber) || String(word.reversed()) == "No"
    }

    private static let stops: Set<Character> = [".", "!", "?", "…"]
    private static let fullStops: Set<Character> = ["。", "！", "？"]
    private static let closing: Set<Character> = ["\"", "'", "”", "’", ")", "]", "」", "』", "。", "！", "？"]
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = drop { $0.isWhitespace }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
