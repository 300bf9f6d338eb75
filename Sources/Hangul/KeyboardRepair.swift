/// Text typed in the wrong layout of a Korean keyboard (두벌식, KS X 5002).
public enum KeyboardRepair {
    private static let layout: [Unicode.Scalar: Unicode.Scalar] = {
        let latin = Array("qwertyuiopasdfghjklzxcvbnmQWERTOP".unicodeScalars)
        let jamo = Array("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ".unicodeScalars)
        return Dictionary(uniqueKeysWithValues: zip(latin, jamo))
    }()
    private static let reverse: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
        layout.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    private static let compound: [Unicode.Scalar: [Unicode.Scalar]] = [
        "ㅘ": ["ㅗ", "ㅏ"], "ㅙ": ["ㅗ", "ㅐ"], "ㅚ": ["ㅗ", "ㅣ"], "ㅝ": ["ㅜ", "ㅓ"], "ㅞ": ["ㅜ", "ㅔ"], "ㅟ": ["ㅜ", "ㅣ"],
        "ㅢ": ["ㅡ", "ㅣ"],
        "ㄳ": ["ㄱ", "ㅅ"], "ㄵ": ["ㄴ", "ㅈ"], "ㄶ": ["ㄴ", "ㅎ"], "ㄺ": ["ㄹ", "ㄱ"], "ㄻ": ["ㄹ", "ㅁ"], "ㄼ": ["ㄹ", "ㅂ"],
        "ㄽ": ["ㄹ", "ㅅ"],
        "ㄾ": ["ㄹ", "ㅌ"], "ㄿ": ["ㄹ", "ㅍ"], "ㅀ": ["ㄹ", "ㅎ"], "ㅄ": ["ㅂ", "ㅅ"],
    ]

    /// Latin letters read as the Hangul keys that were meant: `dnsehdghk` gives 운동화. nil where that does not give whole
    /// syllables throughout, or where the text holds anything but letters, digits and spaces.
    public static func hangul(fromLatin text: some StringProtocol) -> String? {
        var jamo: [Unicode.Scalar] = []
        var letters = 0
        // All capitals are caps lock, not a hand that held shift for each of them.
        let isCapsLock = !text.unicodeScalars.contains { (0x61...0x7A).contains($0.value) }
        for scalar in text.unicodeScalars {
            if let key = layout[isCapsLock ? lower(scalar) : scalar] ?? layout[lower(scalar)] {
                jamo.append(key)
                letters += 1
            } else if scalar == " " || (0x30...0x39).contains(scalar.value) {
                jamo.append(scalar)
            } else {
                return nil
            }
        }
        guard letters >= 2 else { return nil }
        let composed = Jamo.composed(jamo)
        let isWhole = composed.unicodeScalars.allSatisfy { !(0x3131...0x3163).contains($0.value) }
        return isWhole ? composed : nil
    }

    /// Hangul read as the Latin keys that were meant: `ㅣ메새ㅔ` gives laptop. nil where there is nothing Hangul in it.
    public static func latin(fromHangul text: some StringProtocol) -> String? {
        var out = String.UnicodeScalarView()
        var changed = false
        for unit in Jamo.units(of: text) {
            for part in compound[unit] ?? [unit] {
                if let key = reverse[part] {
                    out.append(key)
                    changed = true
                } else {
                    out.append(part)
                }
            }
        }
        return changed ? String(out) : nil
    }

    private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
    }
}
