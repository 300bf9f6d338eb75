/// What a prompt may cost.
enum PromptBudget {
    /// Tokens of a text, estimated high: one for each scalar of Hangul, kana, Han and signs, one for two letters of Latin. O(length).
    static func tokens(_ text: String) -> Int {
        var halves = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0x20: halves += 1
            default: halves += 2
            }
        }
        return (halves + 1) / 2 + 4
    }

    /// At most this many tokens of the text's beginning.
    static func clipped(_ text: String, to limit: Int) -> String {
        guard tokens(text) > limit else { return text }
        var end = text.startIndex
        var used = 4.0
        for index in text.indices {
            used +=
                text[index].isASCII && (text[index].isLetter || text[index] == " ")
                ? 0.5 : Double(text[index].unicodeScalars.count)
            if used >= Double(limit) { break }
            end = text.index(after: index)
        }
        return text[..<end] + "…"
    }
}
