/// Cuts off an endless repeat, into which recognizers that write word by word can fall: "감사합니다 감사합니다 감사합니다 …".
public enum RepetitionGuard {
    /// The text with its end, where that says the same four times or more, said once. Looks at the last 2000 characters.
    public static func cut(_ text: String) -> String {
        let characters = Array(text.suffix(2_000))
        for length in 1...60 where characters.count >= 4 * length {
            var repeats = 1
            // A piece of the text may end within the repeated part; the whole pieces before decide.
            while characters.count >= (repeats + 1) * length,
                characters[(characters.count - (repeats + 1) * length)..<(characters.count - repeats * length)]
                    == characters[(characters.count - length)...]
            {
                repeats += 1
            }
            // Short pieces are said often for good reasons: "ㅋㅋㅋㅋ", "1111".
            guard repeats >= 4, repeats * length >= 16 else { continue }
            return String(text.dropLast((repeats - 1) * length)).trimmingWhitespace()
        }
        return text
    }

    /// Of a text that was broken off because it got too long: the part that is said over and over, once. "몰랐다 몰랐" is "몰랐다".
    public static func cutUnfinished(_ text: String) -> String {
        let characters = Array(text)
        for period in 2..<max(2, characters.count)
        where zip(characters, characters.dropFirst(period)).allSatisfy({ $0 == $1 }) {
            return String(characters.prefix(period)).trimmingWhitespace()
        }
        return text
    }
}

extension String {
    /// Without white space and control characters at the ends.
    func trimmingWhitespace() -> String {
        func isBlank(_ character: Character) -> Bool {
            character.isWhitespace || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
        }
        var rest = drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
