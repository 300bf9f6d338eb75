import Foundation

/// How the end of a word sounds in Korean, for the choice of particles.
struct LastSound {
    var hasFinal: Bool
    var isRieul = false

    /// Units whose letters are read as a word.
    private static let units: [String: (Bool, Bool)] = [
        "cm": (false, false), "mm": (false, false), "m": (false, false), "km": (false, false), "ml": (false, false),
        "l": (false, false),
        "g": (true, false), "kg": (true, false), "mg": (true, false), "mah": (false, false), "w": (false, false),
        "gb": (false, false),
        "nm": (false, false), "kcal": (false, false), "cal": (false, false), "db": (true, true), "px": (true, true),
    ]

    init?(of text: some StringProtocol) {
        let scalars = Self.composed(text)
        guard let last = scalars.lastIndex(where: { !Self.isSilent($0) }) else { return nil }
        let scalar = scalars[last]
        if let syllable = Syllable(scalar) {
            self.init(hasFinal: syllable.final != Syllable.finalNone, isRieul: syllable.final == Syllable.finalRieul)
        } else if (0x30...0x39).contains(scalar.value) {
            let digit = Int(scalar.value) - 0x30
            self.init(hasFinal: ![2, 4, 5, 9].contains(digit), isRieul: [1, 7, 8].contains(digit))
        } else if Self.isSpokenSign(scalar) || (0x314F...0x3163).contains(scalar.value) {
            self.init(hasFinal: false)
        } else if (0x3131...0x314E).contains(scalar.value) {
            // ㄱ is read 기역 and so on; ㄹ is 리을.
            self.init(hasFinal: true, isRieul: scalar == "ㄹ")
        } else if Self.isLetter(scalar) {
            let start = scalars[...last].lastIndex { !Self.isLetter($0) }.map { $0 + 1 } ?? 0
            // `30 cm` as `30cm`.
            let before = scalars[..<start].last { $0 != " " }
            let afterDigit = before.map { (0x30...0x39).contains($0.value) } ?? false
            self = Self.latin(scalars[start...last], afterDigit: afterDigit)
        } else {
            return nil
        }
    }

    private init(hasFinal: Bool, isRieul: Bool = false) {
        self.hasFinal = hasFinal
        self.isRieul = isRieul
    }

    /// Decomposed syllables joined, `㎖` and full width letters as their plain ones.
    private static func composed(_ text: some StringProtocol) -> [Unicode.Scalar] {
        let isOdd = text.unicodeScalars.contains {
            (0x1100...0x11FF).contains($0.value) || ["℃", "℉", "ℓ"].contains($0) || (0x3300...0x33FF).contains($0.value)
                || (0xFF00...0xFFEF).contains($0.value)
        }
        return Array((isOdd ? text.precomposedStringWithCompatibilityMapping : String(text)).unicodeScalars)
    }

    /// 퍼센트, 플러스, 도.
    private static func isSpokenSign(_ scalar: Unicode.Scalar) -> Bool { ["%", "+", "°"].contains(scalar) }

    /// Brackets, quotes and punctuation are not read. The letters of other scripts are, but how nobody can tell.
    private static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
        !(0x30...0x39).contains(scalar.value) && !isSpokenSign(scalar) && !scalar.properties.isAlphabetic
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }

    private static func latin(_ word: ArraySlice<Unicode.Scalar>, afterDigit: Bool) -> LastSound {
        let lower = word.map { String($0).lowercased() }
        let text = lower.joined()
        if afterDigit || word.count >= 2 && word.elementsEqual(text.unicodeScalars), let unit = units[text] {
            return LastSound(hasFinal: unit.0, isRieul: unit.1)
        }
        let isSpelledOut = word.count == 1 || word.allSatisfy { (0x41...0x5A).contains($0.value) } && word.count <= 4
        guard let end = lower.last else { return LastSound(hasFinal: false) }
        if isSpelledOut {
            // Letter names: 엘, 엠, 엔, 알 close with a consonant.
            return LastSound(hasFinal: ["l", "m", "n", "r"].contains(end), isRieul: ["l", "r"].contains(end))
        }
        let before = lower.count >= 2 ? lower[lower.count - 2] : ""
        let vowels: Set<String> = ["a", "e", "i", "o", "u", "y"]
        switch end {
        case "l": return LastSound(hasFinal: true, isRieul: true)
        case "m", "n": return LastSound(hasFinal: true)
        case "g": return LastSound(hasFinal: before == "n" || text.hasSuffix("ag"))
        case "b", "p", "k", "c", "t":
            let closes = vowels.contains(before) || (end == "k" && before == "c")
            // A long vowel is followed by 으: boat 보트.
            let isLong =
                lower.count >= 3 && vowels.contains(lower[lower.count - 3]) && before != "o" && vowels.contains(before)
            return LastSound(hasFinal: closes && !isLong)
        case "e":
            if before == "l" { return LastSound(hasFinal: true, isRieul: true) }
            let isMute = lower.count >= 3 && !vowels.contains(before)
            return LastSound(hasFinal: isMute && ["m", "n"].contains(before))
        default: return LastSound(hasFinal: false)
        }
    }
}
