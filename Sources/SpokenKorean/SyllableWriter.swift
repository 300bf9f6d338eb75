import Hangul

/// Sounds as Hangul syllables.
enum SyllableWriter {
    private static let initials: [String: Unicode.Scalar] = [
        "b": "ㅂ", "c": "ㅋ", "ch": "ㅊ", "d": "ㄷ", "f": "ㅍ", "g": "ㄱ", "h": "ㅎ", "j": "ㅈ", "k": "ㅋ", "l": "ㄹ", "m": "ㅁ",
        "n": "ㄴ",
        "p": "ㅍ", "r": "ㄹ", "s": "ㅅ", "sh": "ㅅ", "t": "ㅌ", "v": "ㅂ", "z": "ㅈ", "w": "ㅇ", "y": "ㅇ",
    ]
    /// Sounds that close a syllable: after a vowel, before a consonant or the end.
    private static let finals: [String: Unicode.Scalar] = ["m": "ㅁ", "n": "ㄴ", "ng": "ㅇ", "l": "ㄹ"]
    /// These close one only after a short vowel.
    private static let stops: [String: Unicode.Scalar] = ["p": "ㅂ", "t": "ㅅ", "k": "ㄱ"]
    private static let rounded: [String: Unicode.Scalar] = [
        "ㅏ": "ㅘ", "ㅔ": "ㅞ", "ㅣ": "ㅟ", "ㅓ": "ㅝ", "ㅗ": "ㅝ", "ㅜ": "ㅜ",
    ]
    private static let iotated: [String: Unicode.Scalar] = [
        "ㅏ": "ㅑ", "ㅔ": "ㅖ", "ㅓ": "ㅕ", "ㅗ": "ㅛ", "ㅜ": "ㅠ", "ㅣ": "ㅣ",
    ]

    static func written(_ sounds: [Transliteration.Sound]) -> String {
        var jamo = Scalars()
        var index = 0
        while index < sounds.count {
            switch sounds[index] {
            case .vowel(let vowel):
                // A vowel of its own begins with ㅇ.
                jamo += ["ㅇ", vowel.unicodeScalars.first ?? "ㅡ"]
                index += 1
                index += close(sounds, index, vowels: vowelRun(sounds, before: index), into: &jamo)
            case .consonant(let name):
                let (used, hasVowel) = open(name, sounds, index, into: &jamo)
                index += used
                if hasVowel { index += close(sounds, index, vowels: vowelRun(sounds, before: index), into: &jamo) }
            }
        }
        return Jamo.composed(jamo)
    }

    private static func vowelRun(_ sounds: [Transliteration.Sound], before index: Int) -> Int {
        var count = 0
        var position = index - 1
        while position >= 0, case .vowel = sounds[position] {
            count += 1
            position -= 1
        }
        return count
    }

    private static func isVowel(_ sounds: [Transliteration.Sound], _ index: Int) -> Bool {
        guard sounds.indices.contains(index), case .vowel = sounds[index] else { return false }
        return true
    }

    /// A consonant at the beginning of a syllable, with its vowel or with ㅡ. Returns how many sounds that took.
    private static func open(
        _ name: String, _ sounds: [Transliteration.Sound], _ index: Int, into jamo: inout Scalars
    ) -> (used: Int, hasVowel: Bool) {
        if sounds.indices.contains(index + 1), case .vowel(let vowel) = sounds[index + 1] {
            let medial = vowel.unicodeScalars.first ?? "ㅡ"
            let plain = initials[name] ?? "ㅇ"
            switch name {
            case "w": jamo += ["ㅇ", rounded[vowel] ?? medial]
            case "y", "sh": jamo += [plain, iotated[vowel] ?? medial]
            // ㅈ and ㅊ take no y behind them.
            case "j", "ch", "z": jamo += [plain, ["ㅠ": "ㅜ", "ㅑ": "ㅏ", "ㅕ": "ㅓ", "ㅛ": "ㅗ"][vowel] ?? medial]
            default: jamo += [plain, medial]
            }
            return (2, true)
        }
        switch name {
        case "w": jamo += ["ㅇ", "ㅜ"]
        case "y": jamo += ["ㅇ", "ㅣ"]
        case "ng": jamo += ["ㅇ", "ㅡ", "ㅇ"]
        case "ch", "j", "sh": jamo += [initials[name] ?? "ㅇ", "ㅣ"]
        case "r" where index > 0: break
        case "l" where index > 0: closeWithL(into: &jamo)
        default: jamo += [initials[name] ?? "ㅇ", "ㅡ"]
        }
        return (1, false)
    }

    /// 블 in bl: as in pebble.
    private static func closeWithL(into jamo: inout Scalars) {
        if jamo.last == "ㅡ" { jamo.append("ㄹ") } else { jamo += ["ㄹ", "ㅡ"] }
    }

    /// A final consonant behind the vowel at `index - 1`. Returns how many sounds that took.
    private static func close(
        _ sounds: [Transliteration.Sound], _ index: Int, vowels: Int, into jamo: inout Scalars
    ) -> Int {
        guard sounds.indices.contains(index), case .consonant(let name) = sounds[index] else { return 0 }
        let beforeVowel = isVowel(sounds, index + 1)
        if name == "l", beforeVowel {
            // hello: both syllables have the ㄹ.
            jamo.append("ㄹ")
            return 0
        }
        if beforeVowel { return 0 }
        if name == "r" { return 1 }
        if let final = finals[name] {
            jamo.append(final)
            return 1
        }
        guard let final = stops[name], vowels == 1 else { return 0 }
        // Before l, m, n and r a stop keeps its ㅡ: 애플, 시그널.
        if sounds.indices.contains(index + 1), case .consonant(let next) = sounds[index + 1],
            ["l", "m", "n", "r", "w", "y"].contains(next)
        {
            return 0
        }
        jamo.append(final)
        return 1
    }
}
