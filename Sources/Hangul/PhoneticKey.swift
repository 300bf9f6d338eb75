/// Names by their sound, so that transliterations meet: 노르딕폼 and nordform.
public enum PhoneticKey {
    private static let initialSounds = [
        "k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h",
    ]
    private static let medialSounds = [
        "a", "e", "a", "e", "o", "e", "o", "e", "o", "a", "e", "e", "o", "u", "o", "e", "i", "u", "", "i", "i",
    ]
    private static let finalSounds = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "s", "s", "n",
        "c", "c", "k", "t", "p", "h",
    ]

    /// The consonants of a name as sound classes, doubles collapsed: the same for most ways to write one name.
    public static func key(_ name: some StringProtocol) -> String {
        let sounds = sound(name)
        var out = ""
        for (index, letter) in sounds.enumerated() where index == 0 || !vowels.contains(letter) {
            if out.last != letter { out.append(letter) }
        }
        return out
    }

    /// 0…1: how alike two names sound; 1 is the same. A vowel counts half a consonant, an r or l before a consonant a third. O(length²).
    public static func similarity(_ a: some StringProtocol, _ b: some StringProtocol) -> Double {
        let x = weighed(sound(a))
        let y = weighed(sound(b))
        if x.isEmpty || y.isEmpty { return x.isEmpty && y.isEmpty ? 1 : 0 }
        var last = [0.0]
        for sound in y { last.append(last[last.count - 1] + sound.weight) }
        for sound in x {
            var row = [last[0] + sound.weight]
            for (j, other) in y.enumerated() {
                let replaced = last[j] + (sound.letter == other.letter ? 0 : max(sound.weight, other.weight))
                row.append(min(replaced, last[j + 1] + sound.weight, row[j] + other.weight))
            }
            last = row
        }
        let whole = max(x.reduce(0) { $0 + $1.weight }, y.reduce(0) { $0 + $1.weight })
        return max(0, 1 - last[y.count] / whole)
    }

    private static let vowels: Set<Character> = ["a", "e", "i", "o", "u"]

    private static func weighed(_ sounds: String) -> [(letter: Character, weight: Double)] {
        let letters = Array(sounds)
        return letters.indices.map { index in
            let isClosing = index > 0 && index + 1 < letters.count && !vowels.contains(letters[index + 1])
            let weight: Double =
                switch letters[index] {
                case "a", "e", "i", "o", "u": 0.5
                case "l": isClosing ? 1.0 / 3 : 0.6
                case "h": 0.6
                // A stop before a consonant is hardly heard.
                case "k", "t", "p": isClosing ? 0.75 : 1
                default: 1
                }
            return (letters[index], weight)
        }
    }

    private static func sound(_ name: some StringProtocol) -> String {
        var out = ""
        var latin: [Character] = []
        for scalar in name.unicodeScalars {
            if let syllable = Syllable(scalar) {
                out += latinSound(latin)
                latin = []
                out += initialSounds[syllable.initial] + medialSounds[syllable.medial] + finalSounds[syllable.final]
            } else if (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value) {
                latin.append(Character(String(scalar).lowercased()))
            }
        }
        out += latinSound(latin)
        var collapsed = ""
        for letter in out where collapsed.last != letter { collapsed.append(letter) }
        return collapsed
    }

    private static let digraphs: [(String, String)] = [
        ("air", "eo"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("ph", "p"), ("th", "s"), ("ck", "k"),
        ("qu", "ku"), ("wh", "u"), ("eo", "o"), ("eu", ""),
        ("ae", "e"), ("oo", "u"), ("ee", "i"), ("ea", "i"), ("ng", "n"), ("ou", "u"), ("au", "o"),
    ]
    private static let letters: [Character: String] = [
        "a": "a", "b": "p", "d": "t", "e": "e", "f": "p", "g": "k", "h": "h", "i": "i", "j": "c", "k": "k", "l": "l",
        "m": "m", "n": "n", "o": "o", "p": "p",
        "q": "k", "r": "l", "s": "s", "t": "t", "u": "u", "v": "p", "w": "u", "x": "ks", "y": "i", "z": "c",
    ]

    private static let lengthened: Set<Character> = ["a", "i", "y"]

    private static func latinSound(_ word: [Character]) -> String {
        var out = ""
        var index = 0
        while index < word.count {
            let rest = String(word[index...].prefix(3))
            if let pair = digraphs.first(where: { rest.hasPrefix($0.0) }) {
                out += pair.1
                index += pair.0.count
                continue
            }
            let letter = word[index]
            let next = index + 1 < word.count ? word[index + 1] : " "
            if letter == "c" {
                out += ["e", "i", "y"].contains(next) ? "s" : "k"
            } else if letter == "e", index == word.count - 1, index > 1 {
                // Mute at the end.
            } else if letter == "w" || letter == "y", vowels.contains(next) {
                // Part of the vowel, as in 워, 야.
            } else if letter == "x", index == 0 {
                out += "s"
            } else if lengthened.contains(letter), index > 0, index + 3 == word.count, word[index + 2] == "e",
                !vowels.contains(next)
            {
                // Before a mute e: nike 나이키, face 페이스.
                out += letter == "a" ? "ei" : "ai"
            } else {
                out += letters[letter] ?? ""
            }
            index += 1
        }
        return out
    }
}
