import Synchronization

/// The forms under which a word is compared with others: what stands before its particles and endings.
///
/// Loose on purpose: both sides are taken apart by the same rules, and two words are the same where one form is. Forms of verbs
/// carry a `~` so that a noun never stands for a verb: 신발이 gives 신발, 신어요 gives ~신.
enum WordForms {
    /// Answers use the same few thousand words again and again. Emptied when it is full.
    private static let memory = Mutex<[String: Set<String>]>([:])
    private static let mostRemembered = 8_192

    /// The forms of a folded word, itself among them; verbs too. O(length²), O(1) where it was asked for before.
    static func of(_ word: String) -> Set<String> {
        if let known = memory.withLock({ $0[word] }) { return known }
        let forms = made(of: word)
        if word.utf8.count <= 60 {
            memory.withLock { memory in
                if memory.count >= mostRemembered { memory.removeAll() }
                memory[word] = forms
            }
        }
        return forms
    }

    private static func made(of word: String) -> Set<String> {
        let scalars = Array(word.unicodeScalars)
        var forms: Set<String> = [word]
        guard let last = scalars.last, HangulScalar.isSyllable(last) else {
            // Latin and digits with a Korean ending come as words of their own.
            if word.utf8.count > 3, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
                forms.formUnion(EnglishForms.of(word))
            }
            return forms
        }
        for length in 1..<max(scalars.count, 1) {
            let rest = string(scalars[length...])
            guard KoreanEndings.all.contains(rest) else { continue }
            if length == 1, rest.unicodeScalars.count > 4 { continue }
            forms.insert(string(scalars[..<length]))
        }
        for stem in verbStems(scalars) { forms.insert("~" + stem) }
        return forms
    }

    /// Whether all that stands behind a noun within its word is particles and endings.
    static func isEnding(_ rest: String) -> Bool { rest.isEmpty || KoreanEndings.all.contains(rest) }

    // MARK: Verbs

    private static func verbStems(_ scalars: [Unicode.Scalar]) -> Set<String> {
        guard scalars.count >= 2, scalars.count <= 12, scalars.allSatisfy(HangulScalar.isSyllable) else {
            return scalars.count == 1 ? variants(scalars[...]) : []
        }
        var stems = variants(scalars[...])
        for length in 1..<scalars.count where KoreanEndings.verbal.contains(string(scalars[length...])) {
            stems.formUnion(variants(scalars[..<length]))
        }
        return stems
    }

    /// The stem with what Korean fuses into its last syllable taken out: 볼, 본, 봅, 봤 and 봐 give 보.
    private static func variants(_ scalars: ArraySlice<Unicode.Scalar>) -> Set<String> {
        guard let last = scalars.last, let parts = HangulScalar.parts(last) else { return [] }
        let head = scalars.dropLast()
        var out: Set<String> = [string(scalars)]
        var bare = parts
        if [4, 8, 16, 17, 20].contains(parts.final) {
            bare.final = 0
            out.insert(string(head) + String(HangulScalar.scalar(bare)))
        }
        if bare.final == 0 {
            for medial in fused[bare.medial] ?? [] {
                var open = bare
                open.medial = medial
                out.insert(string(head) + String(HangulScalar.scalar(open)))
            }
            // 가벼워, 가벼운, 가벼우: from 가볍.
            if bare.initial == 11, bare.medial == 13 || bare.medial == 14, let before = head.last,
                var closed = HangulScalar.parts(before), closed.final == 0
            {
                closed.final = 17
                out.insert(string(head.dropLast()) + String(HangulScalar.scalar(closed)))
            }
            // 빨라, 눌러: from 빠르, 누르.
            if bare.initial == 5, bare.medial == 0 || bare.medial == 4, let before = head.last,
                var open = HangulScalar.parts(before), open.final == 8
            {
                open.final = 0
                out.insert(string(head.dropLast()) + String(HangulScalar.scalar(open)) + "르")
            }
        }
        return out
    }

    /// ㅕ from ㅣ, ㅝ from ㅜ, ㅘ from ㅗ, ㅙ from ㅚ, ㅐ from ㅏ, ㅓ and ㅏ from ㅡ.
    private static let fused: [Int: [Int]] = [6: [20], 14: [13], 9: [8], 10: [11], 1: [0], 4: [18], 0: [18]]

    static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// Hangul syllables by their parts, as indices of Unicode 16, section 3.12.
enum HangulScalar {
    static func isSyllable(_ scalar: Unicode.Scalar) -> Bool { (0xAC00...0xD7A3).contains(scalar.value) }

    static func parts(_ scalar: Unicode.Scalar) -> (initial: Int, medial: Int, final: Int)? {
        guard isSyllable(scalar) else { return nil }
        let code = Int(scalar.value) - 0xAC00
        return (code / 588, code % 588 / 28, code % 28)
    }

    static func scalar(_ parts: (initial: Int, medial: Int, final: Int)) -> Unicode.Scalar {
        Unicode.Scalar(UInt32(0xAC00 + parts.initial * 588 + parts.medial * 28 + parts.final)) ?? "가"
    }
}

/// English words without their inflection.
enum EnglishForms {
    static func of(_ word: String) -> [String] {
        var out: [String] = []
        for ending in ["s", "es", "ed", "d", "ing", "ly", "er", "est"] where word.hasSuffix(ending) {
            let stem = String(word.dropLast(ending.count))
            guard stem.count >= 3 else { continue }
            out.append(stem)
            if ending != "s", ending != "d" { out.append(stem + "e") }
            if let last = stem.last, stem.dropLast().last == last { out.append(String(stem.dropLast())) }
        }
        if word.hasSuffix("ies") { out.append(word.dropLast(3) + "y") }
        return out
    }
}
