import Speech

/// Makes the model's words a transcript.
enum WhisperText {
    /// Without half characters, without the descriptions of sounds that the model learnt from subtitles ("[음악]", "(박수)") when
    /// they are all there is, and without endless repeats.
    static func cleaned(_ text: String) -> String {
        let whole = RepetitionGuard.cut(String(text.filter { $0 != "\u{FFFD}" }))
        let words = whole.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return isDescription(words) || !words.contains(where: { $0.isLetter || $0.isNumber }) ? "" : words
    }

    private static func isDescription(_ text: String) -> Bool {
        let pairs: [(Character, Character)] = [("[", "]"), ("(", ")"), ("*", "*"), ("♪", "♪")]
        return pairs.contains { open, close in
            text.first == open && text.last == close && !text.dropFirst().dropLast().contains(close)
        }
    }
}

/// Words that are likely to come up, as the text that is said to have gone before.
struct WhisperPrompt {
    /// UTF-8 bytes: about 100 tokens of Korean. More of them only slow the decoder.
    static let maximumBytes = 300

    /// Empty where there are no hints.
    let text: String

    init(_ hints: [String]) {
        var words: [String] = []
        var bytes = 0
        for hint in hints.prefix(100) where hint.utf8.count <= 60 {
            let word = hint.split { $0.isWhitespace || !($0.isLetter || $0.isNumber || "&.'-+".contains($0)) }
                .joined(separator: " ")
            guard !word.isEmpty, !words.contains(word) else { continue }
            bytes += word.utf8.count + 2
            guard bytes <= Self.maximumBytes else { break }
            words.append(word)
        }
        text = words.joined(separator: ", ") + (words.isEmpty ? "" : ".")
    }
}
