/// What listeners say to show that they listen, without wanting to speak: "네", "음", "uh-huh". Only for what is said while
/// the other speaks: after a question "네" is an answer.
public enum Backchannel {
    /// Whether `text` holds such words and nothing else. Case, punctuation and repetition do not matter.
    public static func isOnlyThat(_ text: String, language: SpokenLanguage) -> Bool {
        guard text.utf8.count <= 100 else { return false }
        let words = text.lowercased().split { !($0.isLetter || $0 == "-") }
            .map { squeezed($0.filter { $0 != "-" }) }
            .filter { !$0.isEmpty }
        let known = Set((sounds + (sets[language.code] ?? [])).map(squeezed))
        return !words.isEmpty && words.allSatisfy { known.contains($0) || isRepetition(of: known, $0) }
    }

    /// "음음", "네네네".
    private static func isRepetition(of known: Set<String>, _ word: String) -> Bool {
        (1...3).contains { length in
            word.count > length && word.count % length == 0 && known.contains(String(word.prefix(length)))
                && word == String(repeating: String(word.prefix(length)), count: word.count / length)
        }
    }

    /// Letters that are drawn out count once: "hmmmm".
    private static func squeezed(_ word: String) -> String {
        var squeezed = ""
        for character in word where !(character.isASCII && squeezed.last == character) { squeezed.append(character) }
        return squeezed
    }

    /// The same in every language.
    private static let sounds = ["hm", "hmm", "mm", "mhm", "mmhm", "uh", "uhhuh", "um", "ah", "oh", "aha"]

    private static let sets: [String: [String]] = [
        "ko": [
            "네", "넵", "넹", "녜", "예", "응", "음", "흠", "으음", "어", "아", "오", "아하", "오호", "그래", "그래요", "그렇구나",
            "그렇군요", "그쵸", "그죠", "그렇죠", "맞아", "맞아요", "맞습니다", "좋아", "좋아요", "좋네요", "오케이", "알겠어요", "알겠습니다",
            "아네", "아예", "어어", "으응",
        ],
        "en": ["yeah", "yes", "yep", "yup", "ok", "okay", "right", "sure", "i", "see", "good", "great", "cool", "wow"],
        "ja": ["はい", "うん", "ええ", "そうですか", "そうです", "なるほど", "へえ"],
        "zh": ["嗯", "好", "好的", "对", "是", "是的", "哦"],
    ]
}
