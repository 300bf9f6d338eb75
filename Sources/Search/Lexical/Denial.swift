import Hangul

/// What a description says that a product is not or does not: 방수가 되지 않아, 무선 충전은 지원하지 않습니다. Who asks for it does not mean
/// this product. (Without, as 향이 없는 핸드크림, is what others ask for, and stays.)
enum Denial {
    /// Beginnings of what denies the word before, without spaces.
    private static let predicates = [
        "되지않", "되진않", "되지는않", "안되", "안돼", "안됩", "지원하지않", "지원되지않", "지원안", "하지않", "하지는않", "하진않", "아니에요", "아니예요", "아닙니다",
        "아니라",
        "아니므로", "아니니", "아니지만", "불가", "제공하지않", "제공되지않", "어려워요", "어렵습니다",
    ]
    private static let particles = [
        "이", "가", "은", "는", "도", "을", "를", "까지", "까지는", "에는", "용은", "용이", "용으로는", "으로는", "로는",
    ]
    /// Stand between a thing and what is said of it: 방수 기능은 지원하지 않아요.
    private static let functions: Set<String> = ["기능", "처리", "제품", "소재", "충전", "모드"]

    /// The text without the words that it denies. O(length).
    static func withoutDenied(_ text: String) -> String {
        guard mayDeny(text) else { return text }
        var words = text.split(omittingEmptySubsequences: true, whereSeparator: \.isWhitespace).map(String.init)
        var denied: Set<Int> = []
        for index in words.indices.dropFirst() {
            // 되지 않아 is two words, 안 됩니다 too.
            let next = words[index] + (index + 1 < words.count ? words[index + 1] : "")
            guard predicates.contains(where: next.hasPrefix) else { continue }
            guard let thing = bare(words[index - 1]) else { continue }
            denied.insert(index - 1)
            if functions.contains(thing), index >= 2, isNoun(words[index - 2]) { denied.insert(index - 2) }
        }
        for index in denied { words[index] = "" }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Most texts deny nothing, which one look at their syllables shows.
    private static func mayDeny(_ text: String) -> Bool {
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch (previous, scalar) {
            case (_, "않"), (_, "안"), ("불", "가"), ("아", "니"), ("아", "닙"), ("어", "려"), ("어", "렵"): return true
            default: previous = scalar
            }
        }
        return false
    }

    /// The word without its particle; nil where it ends a sentence or a clause.
    private static func bare(_ word: String) -> String? {
        guard let last = word.last, last.isLetter || last.isNumber else { return nil }
        let particle = particles.filter(word.hasSuffix).max { $0.count < $1.count }
        let thing = particle.map { String(word.dropLast($0.count)) } ?? word
        return thing.unicodeScalars.count >= 2 ? thing : nil
    }

    private static func isNoun(_ word: String) -> Bool {
        word.last?.isLetter == true && KoreanWords.predicateStem(word) == nil
    }
}
