/// Words without what Korean hangs on them.
public enum KoreanWords {
    private static let josa: [[Unicode.Scalar]] = [
        "에서부터", "으로부터", "에게서", "한테서", "이라도", "이랑은", "에서는", "에서도", "으로는", "으로도", "까지는", "까지도", "이라는", "이네요", "인가요",
        "이에요", "입니다", "이예요", "인데요",
        "에서", "에게", "한테", "까지", "부터", "보다", "처럼", "이나", "이랑", "하고", "이고", "으로", "에는", "에도", "이든", "마다", "밖에", "조차",
        "라도", "이요", "예요", "은요", "는요", "로는", "로도", "랑은", "인데", "이며",
        "용도", "만요", "도요", "이야", "들이", "들을", "들은", "들도", "네요",
        "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "만", "로", "랑", "나", "요", "용", "들", "야",
    ].map { Array($0.unicodeScalars) }.sorted { $0.count > $1.count }

    /// A word and what is left of it without its particles, the word itself first, then longer stems before shorter. Which one is
    /// meant only the catalogue knows: 오이 may be 오 + 이, 종이 is not. A stem has at least two syllables, or one where the
    /// particle has two. O(length).
    public static func readings(_ word: some StringProtocol) -> [String] {
        let scalars = Array(word.unicodeScalars)
        var found = [String(word)]
        guard let last = scalars.last, Syllable(last) != nil else { return found }
        var stems: [[Unicode.Scalar]] = []
        for particle in josa
        where scalars.count > particle.count && scalars.suffix(particle.count).elementsEqual(particle) {
            let stem = Array(scalars.dropLast(particle.count))
            guard let end = stem.last else { continue }
            let fits = agrees(particle, after: end)
            if fits, stem.count >= 2 || particle.count >= 2 || (stem.count == 1 && isClear(particle)) {
                stems.append(stem)
            }
        }
        for stem in stems.sorted(by: { $0.count > $1.count }) {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: stem)
            found.append(String(view))
        }
        return found
    }

    private static func isClear(_ particle: [Unicode.Scalar]) -> Bool {
        ["을", "를"].contains(particle[0]) && particle.count == 1
    }

    /// 은 follows a consonant, 는 a vowel: what does not agree is part of the word.
    private static func agrees(_ particle: [Unicode.Scalar], after end: Unicode.Scalar) -> Bool {
        guard let syllable = Syllable(end) else { return true }
        let hasFinal = syllable.final != Syllable.finalNone
        switch particle[0] {
        case "은", "을", "과": return hasFinal
        case "이": return hasFinal || particle.count >= 2 && particle[1] == "에"
        case "으": return hasFinal && syllable.final != Syllable.finalRieul
        case "는", "를", "와", "랑", "나", "가": return !hasFinal
        case "로", "라": return !hasFinal || syllable.final == Syllable.finalRieul
        case "예": return !hasFinal
        default: return true
        }
    }

    /// The stem that the forms of a verb or an adjective share: 가벼운, 가벼워서, 가볍고 give 가볍; 조용한, 조용해야 give 조용. Loose: only
    /// for comparing with the stem of another word. nil where the word does not end like a predicate.
    public static func predicateStem(_ word: some StringProtocol) -> String? {
        let scalars = Array(word.unicodeScalars)
        if let only = scalars.first, scalars.count == 1 { return adnominals[only] }
        guard scalars.count >= 2, scalars.count <= 12, scalars.allSatisfy({ Syllable($0) != nil }) else { return nil }
        for ending in hadaEndings
        where scalars.count > ending.count && scalars.suffix(ending.count).elementsEqual(ending) {
            return string(scalars.dropLast(ending.count))
        }
        if let stem = bieupStem(scalars) ?? reuStem(scalars) ?? euStem(scalars) { return stem }
        for ending in endings where scalars.count > ending.count && scalars.suffix(ending.count).elementsEqual(ending) {
            let stem = scalars.dropLast(ending.count)
            guard let last = stem.last, let syllable = Syllable(last) else { continue }
            // 은 and the like follow a consonant; a vowel stem takes ㄴ into its last syllable, below.
            if syllable.final == Syllable.finalNone, needsConsonant.contains(ending[0]) { continue }
            return string(stem)
        }
        return fusedStem(scalars)
    }

    /// Too short to cut by rule: 신, 글, 은 are nouns.
    private static let adnominals: [Unicode.Scalar: String] = ["큰": "크", "클": "크", "긴": "길"]

    private static let hadaEndings: [[Unicode.Scalar]] = [
        "했으면", "하면서", "합니다", "하려고", "해주는", "하니까", "했던", "하지만", "하는", "하고", "하게", "해서", "해요", "해야", "하지", "하며", "하다",
        "하기", "하면", "하니", "해도", "했다", "한데", "할때",
        "한", "해", "할",
    ].map { Array($0.unicodeScalars) }

    private static let endings: [[Unicode.Scalar]] = [
        "습니다", "었으면", "았으면", "는데요", "어야", "아야", "어도", "아도", "어서", "아서", "어요", "아요", "으면", "은데", "는데", "지만", "지않", "거나",
        "던데", "히는", "기는", "았던", "었던",
        "은", "을", "는", "고", "게", "지", "다", "어", "아", "기", "네", "던", "면",
    ].map { Array($0.unicodeScalars) }
    private static let needsConsonant: Set<Unicode.Scalar> = ["은", "을", "습", "으", "었", "았"]

    private static let bieupEndings: [[Unicode.Scalar]] = [
        "웠으면", "웠어요", "웠는데", "우니까", "웠던", "워서", "워요", "워도", "워야", "워지", "우면", "우니", "운데", "울때", "운", "워", "웠",
    ].map { Array($0.unicodeScalars) }

    /// ㅂ irregulars: 가벼운, 가벼워 from 가볍-.
    private static func bieupStem(_ scalars: [Unicode.Scalar]) -> String? {
        for ending in bieupEndings {
            guard scalars.count > ending.count, scalars.suffix(ending.count).elementsEqual(ending) else { continue }
            let stem = scalars.dropLast(ending.count)
            guard let last = stem.last, var syllable = Syllable(last), syllable.final == Syllable.finalNone else {
                return nil
            }
            syllable.final = Syllable.finalBieup
            return string(stem.dropLast() + [syllable.scalar])
        }
        return nil
    }

    /// 르 irregulars: 말라, 빨라서 from 마르-, 빠르-.
    private static func reuStem(_ scalars: [Unicode.Scalar]) -> String? {
        for ending in [["라", "서"], ["라", "요"], ["러", "서"], ["러", "요"], ["라"], ["러"]] as [[Unicode.Scalar]] {
            guard scalars.count > ending.count, scalars.suffix(ending.count).elementsEqual(ending) else { continue }
            let stem = scalars.dropLast(ending.count)
            guard let last = stem.last, var syllable = Syllable(last), syllable.final == Syllable.finalRieul else {
                return nil
            }
            syllable.final = Syllable.finalNone
            return string(stem.dropLast() + [syllable.scalar, "르"])
        }
        return nil
    }

    /// Stems that lose their ㅡ: 예뻐요, 커서 from 예쁘-, 크-. Only after sounds that few stems in ㅓ or ㅏ have.
    private static func euStem(_ scalars: [Unicode.Scalar]) -> String? {
        var stem = scalars[...]
        if let last = stem.last, ["요", "서", "도", "야"].contains(last) { stem.removeLast() }
        guard let last = stem.last, var syllable = Syllable(last), syllable.final == Syllable.finalNone,
            stem.count < scalars.count || stem.count >= 2
        else { return nil }
        switch (Syllable.initials[syllable.initial], Syllable.medials[syllable.medial]) {
        case ("ㅋ", "ㅓ"), ("ㅃ", "ㅓ"), ("ㅃ", "ㅏ"): break
        default: return nil
        }
        syllable.medial = 18
        return string(stem.dropLast() + [syllable.scalar])
    }

    /// Endings inside the last syllable: 빠른, 달릴 from 빠르-, 달리-; 추워 is handled before.
    private static func fusedStem(_ scalars: [Unicode.Scalar]) -> String? {
        guard scalars.count <= 4, let last = scalars.last, var syllable = Syllable(last) else { return nil }
        guard syllable.final == 4 || syllable.final == Syllable.finalRieul,
            syllable.medial == 18 || syllable.medial == 20
        else { return nil }
        syllable.final = Syllable.finalNone
        return string(scalars.dropLast() + [syllable.scalar])
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
