/// The letters of Hangul syllables.
public enum Jamo {
    /// Syllables as compatibility jamo, other scalars as they are: 등산 gives ㄷㅡㅇㅅㅏㄴ. Compound vowels and finals stay one
    /// unit.
    public static func units(of text: some StringProtocol) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            guard let syllable = Syllable(scalar) else {
                out.append(scalar)
                continue
            }
            out.append(Syllable.initials[syllable.initial])
            out.append(Syllable.medials[syllable.medial])
            if syllable.final != Syllable.finalNone { out.append(Syllable.finals[syllable.final]) }
        }
        return out
    }

    /// The 초성 of each syllable, other characters as they are: 운동화 gives ㅇㄷㅎ.
    public static func initials(of text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            out.append(Syllable(scalar).map { Syllable.initials[$0.initial] } ?? scalar)
        }
        return String(out)
    }

    /// Nothing but consonants, two or more, and spaces.
    public static func isInitials(_ text: some StringProtocol) -> Bool {
        var count = 0
        for scalar in text.unicodeScalars where scalar != " " {
            guard (0x3131...0x314E).contains(scalar.value) else { return false }
            count += 1
        }
        return count >= 2
    }

    /// Joins a stream of jamo into syllables as a 두벌식 keyboard does. What does not join stays a jamo. O(length).
    public static func composed(_ jamo: some Sequence<Unicode.Scalar>) -> String {
        var composer = Composer()
        for letter in jamo { composer.type(letter) }
        return composer.finished()
    }

    /// Whether the last sound has a final consonant, as the choice of a particle needs it; nil where it cannot be told.
    public static func endsWithFinal(_ text: some StringProtocol) -> Bool? { LastSound(of: text)?.hasFinal }

    /// Whether the last sound ends with ㄹ.
    public static func endsWithRieul(_ text: some StringProtocol) -> Bool { LastSound(of: text)?.isRieul ?? false }
}

/// The automaton of a 두벌식 keyboard.
private struct Composer {
    private var out = String.UnicodeScalarView()
    private var initial: Int?
    private var medial: Int?
    private var final = 0

    private static let compoundMedials: [[Unicode.Scalar]: Unicode.Scalar] = [
        ["ㅗ", "ㅏ"]: "ㅘ", ["ㅗ", "ㅐ"]: "ㅙ", ["ㅗ", "ㅣ"]: "ㅚ", ["ㅜ", "ㅓ"]: "ㅝ", ["ㅜ", "ㅔ"]: "ㅞ", ["ㅜ", "ㅣ"]: "ㅟ",
        ["ㅡ", "ㅣ"]: "ㅢ",
    ]
    private static let compoundFinals: [[Unicode.Scalar]: Unicode.Scalar] = [
        ["ㄱ", "ㅅ"]: "ㄳ", ["ㄴ", "ㅈ"]: "ㄵ", ["ㄴ", "ㅎ"]: "ㄶ", ["ㄹ", "ㄱ"]: "ㄺ", ["ㄹ", "ㅁ"]: "ㄻ", ["ㄹ", "ㅂ"]: "ㄼ",
        ["ㄹ", "ㅅ"]: "ㄽ",
        ["ㄹ", "ㅌ"]: "ㄾ", ["ㄹ", "ㅍ"]: "ㄿ", ["ㄹ", "ㅎ"]: "ㅀ", ["ㅂ", "ㅅ"]: "ㅄ",
    ]

    mutating func type(_ letter: Unicode.Scalar) {
        if let vowel = Syllable.medialIndex(letter) {
            typeVowel(letter, vowel)
        } else if Syllable.initialIndex(letter) != nil || Syllable.finalIndex(letter) != nil {
            typeConsonant(letter)
        } else {
            flush()
            out.append(letter)
        }
    }

    private mutating func typeVowel(_ letter: Unicode.Scalar, _ vowel: Int) {
        if let current = medial, final == 0 {
            if let joined = Self.compoundMedials[[Syllable.medials[current], letter]].flatMap(Syllable.medialIndex) {
                medial = joined
            } else {
                flush()
                medial = vowel
            }
        } else if final != 0 {
            // The final, or its second half, opens the next syllable.
            let last = Syllable.finals[final]
            let parts = Self.compoundFinals.first { $0.value == last }?.key
            let moving = parts?.last ?? last
            final = parts?.first.flatMap(Syllable.finalIndex) ?? 0
            flush()
            initial = Syllable.initialIndex(moving)
            medial = vowel
        } else {
            medial = vowel
        }
    }

    private mutating func typeConsonant(_ letter: Unicode.Scalar) {
        guard initial != nil, medial != nil else {
            flush()
            initial = Syllable.initialIndex(letter)
            if initial == nil { out.append(letter) }
            return
        }
        if final == 0, let index = Syllable.finalIndex(letter) {
            final = index
        } else if final != 0,
            let joined = Self.compoundFinals[[Syllable.finals[final], letter]].flatMap(Syllable.finalIndex)
        {
            final = joined
        } else {
            flush()
            initial = Syllable.initialIndex(letter)
            if initial == nil { out.append(letter) }
        }
    }

    private mutating func flush() {
        switch (initial, medial) {
        case (let initial?, let medial?):
            out.append(Syllable(initial: initial, medial: medial, final: final).scalar)
        case (let initial?, nil): out.append(Syllable.initials[initial])
        case (nil, let medial?): out.append(Syllable.medials[medial])
        case (nil, nil): break
        }
        initial = nil
        medial = nil
        final = 0
    }

    mutating func finished() -> String {
        flush()
        return String(out)
    }
}
