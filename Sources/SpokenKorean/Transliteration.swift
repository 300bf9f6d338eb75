/// Unknown Latin words by the rules of 외래어 표기법, as far as spelling tells the sound: a name should come out as something
/// that a Korean would recognise, not letter by letter.
enum Transliteration {
    /// One to `maxLetters` letters in Hangul; longer ones are cut. O(length).
    static func hangul(_ letters: Scalars) -> String {
        let word = letters.prefix(maxLetters).map(\.lowered)
        return SyllableWriter.written(sounds(of: word))
    }

    static let maxLetters = 40

    static func isVowel(_ letter: Unicode.Scalar) -> Bool { ["a", "e", "i", "o", "u", "y"].contains(letter.lowered) }

    /// A sound: a vowel as medial jamo, or a consonant by its sound.
    enum Sound: Equatable {
        case vowel(String)
        case consonant(String)
    }

    private static func sounds(of word: Scalars) -> [Sound] {
        var out: [Sound] = []
        var index = 0
        while index < word.count {
            let (sounds, length) = rule(word, index)
            out += sounds
            index += length
        }
        return out
    }

    private static let vowelGroups: [(String, [String])] = [
        ("eau", ["ㅗ"]), ("igh", ["ㅏ", "ㅣ"]), ("ee", ["ㅣ"]), ("ea", ["ㅣ"]), ("oo", ["ㅜ"]), ("ou", ["ㅏ", "ㅜ"]),
        ("ow", ["ㅗ"]), ("ai", ["ㅔ", "ㅣ"]), ("ay", ["ㅔ", "ㅣ"]), ("ey", ["ㅣ"]), ("oa", ["ㅗ"]), ("oi", ["ㅗ", "ㅣ"]),
        ("oy", ["ㅗ", "ㅣ"]), ("au", ["ㅗ"]), ("aw", ["ㅗ"]), ("ie", ["ㅣ"]), ("ei", ["ㅔ", "ㅣ"]), ("ew", ["ㅠ"]),
        ("ue", ["ㅜ"]),
        ("ui", ["ㅜ", "ㅣ"]), ("io", ["ㅣ", "ㅗ"]), ("ia", ["ㅣ", "ㅏ"]), ("er", ["ㅓ"]), ("ir", ["ㅓ"]), ("ur", ["ㅓ"]),
        ("ar", ["ㅏ"]), ("or", ["ㅗ"]),
    ]

    private static let consonantGroups: [(String, [String])] = [
        ("tch", ["ch"]), ("sch", ["sh"]), ("sh", ["sh"]), ("ch", ["ch"]), ("ph", ["f"]), ("th", ["s"]), ("gh", ["g"]),
        ("ck", ["k"]),
        ("qu", ["k", "w"]), ("wh", ["w"]), ("kn", ["n"]), ("wr", ["r"]), ("ng", ["ng"]), ("nk", ["ng", "k"]),
        ("dg", ["j"]),
        ("x", ["k", "s"]), ("q", ["k"]),
    ]

    private static func rule(_ word: Scalars, _ index: Int) -> ([Sound], Int) {
        let letter = word[index]
        let isFirst = index == 0
        if isVowel(letter), !(letter == "y" && word.at(index + 1).map(isVowel) == true) { return vowel(word, index) }
        for (spelling, sounds) in consonantGroups where word.starts(with: spelling, at: index) {
            let length = spelling.unicodeScalars.count
            if spelling == "kn" || spelling == "wr", !isFirst { continue }
            // The g of finger sounds, of singer not; before a vowel the first is commoner.
            if spelling == "ng", word.at(index + 2).map(isVowel) == true {
                let isSoft = word.at(index + 2) == "e" && word.count == index + 3
                return isSoft ? ([.consonant("n"), .consonant("j")], 3) : ([.consonant("ng"), .consonant("g")], 2)
            }
            return (sounds.map(Sound.consonant), length)
        }
        let next = word.at(index + 1)
        let isDouble = next == letter
        let length = isDouble ? 2 : 1
        switch letter {
        case "c":
            let after = word.at(index + length)
            return ([.consonant(after.map { ["e", "i", "y"].contains($0) } == true ? "s" : "k")], length)
        case "g" where next == "e" && word.count == index + 2: return ([.consonant("j")], 2)
        case "h" where !isFirst && (next == nil || next.map(isVowel) == false): return ([], 1)
        default: return ([.consonant(String(Character(letter)))], length)
        }
    }

    private static func vowel(_ word: Scalars, _ index: Int) -> ([Sound], Int) {
        for (spelling, vowels) in vowelGroups where word.starts(with: spelling, at: index) {
            let length = spelling.unicodeScalars.count
            // era, oral: the r belongs to the next syllable.
            if spelling.hasSuffix("r"), word.at(index + 2).map(isVowel) == true { continue }
            if spelling == "ow", index + 2 < word.count { return ([.vowel("ㅏ"), .vowel("ㅜ")], 2) }
            return (vowels.map(Sound.vowel), length)
        }
        let letter = word[index]
        // A consonant and a silent e behind it: name, like, tone, tube.
        let isMagic =
            index + 3 == word.count && word[index + 2] == "e" && !isVowel(word[index + 1]) && word[index + 1] != "x"
            && index > 0
        if letter == "e", index == word.count - 1, index >= 2, !isVowel(word[index - 1]), hasVowel(word[..<index]) {
            // Behind two consonants too: pebble, nurse.
            return ([], 1)
        }
        switch letter {
        case "a": return ((isMagic ? ["ㅔ", "ㅣ"] : ["ㅏ"]).map(Sound.vowel), 1)
        case "e": return ([.vowel("ㅔ")], 1)
        case "i": return ((isMagic ? ["ㅏ", "ㅣ"] : ["ㅣ"]).map(Sound.vowel), 1)
        case "o": return ([.vowel("ㅗ")], 1)
        case "u":
            let isClosed = word.at(index + 1).map { !isVowel($0) } == true && word.count <= index + 2
            return ([.vowel(isMagic ? "ㅠ" : isClosed && index > 0 ? "ㅓ" : "ㅜ")], 1)
        default:
            let isOnly = index == word.count - 1 && index > 0 && !hasVowel(word[..<index])
            return ((isOnly ? ["ㅏ", "ㅣ"] : ["ㅣ"]).map(Sound.vowel), 1)
        }
    }

    private static func hasVowel(_ letters: ArraySlice<Unicode.Scalar>) -> Bool { letters.contains(where: isVowel) }
}
