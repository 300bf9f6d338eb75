import Foundation
import Hangul

/// Finds the sentence that speaks of what a shopper asks, by shared word stems.
enum WordMatch {
    /// Below this share of the asked words, a sentence is no answer.
    static let threshold = 0.5

    /// The sentence that matches best, the first of equals; nil where none reaches `threshold`.
    /// O(sentences × words).
    static func best(of sentences: [String], for words: [String]) -> String? {
        let asked = Asked(words)
        var best: (sentence: String, score: Double)?
        for sentence in sentences {
            let score = asked.score(sentence)
            if score >= threshold, score > best?.score ?? 0 { best = (sentence, score) }
        }
        return best?.sentence
    }

    /// How much of `words` a text speaks of, 0…1.
    static func score(_ text: String, for words: [String]) -> Double { Asked(words).score(text) }

    private struct Asked {
        /// The stems of each asked word that carries meaning.
        var stems: [Stems]

        struct Stems {
            var nouns: [String]
            var predicate: String?
        }

        init(_ words: [String]) {
            stems = words.flatMap { Tokenizer.tokens(TextFolding.folded($0)).map(\.text) }
                .filter { !WordMatch.empty.contains($0) }
                .compactMap { word in
                    let readings = KoreanWords.readings(word)
                    guard !readings.contains(where: WordMatch.empty.contains) else { return nil }
                    return Stems(nouns: readings, predicate: KoreanWords.predicateStem(word))
                }
        }

        func score(_ text: String) -> Double {
            guard !stems.isEmpty else { return 0 }
            let tokens = Tokenizer.tokens(TextFolding.folded(text)).map(\.text)
            let readings = Set(tokens.flatMap { KoreanWords.readings($0) })
            let predicates = Set(tokens.compactMap { KoreanWords.predicateStem($0) })
            let total = stems.reduce(0) {
                $0 + weight($1, tokens: tokens, readings: readings, predicates: predicates)
            }
            return total / Double(stems.count)
        }

        private func weight(
            _ stems: Stems, tokens: [String], readings: Set<String>, predicates: Set<String>
        ) -> Double {
            if stems.nouns.contains(where: readings.contains) { return 1 }
            // One syllable inside a longer word says nothing.
            let long = stems.nouns.filter { $0.count > 1 }
            if tokens.contains(where: { token in long.contains { token.contains($0) } }) { return 0.9 }
            let predicate = stems.predicate ?? stems.nouns.min { $0.count < $1.count } ?? ""
            if predicates.contains(predicate) { return 0.9 }
            guard predicate.count > 1 else { return 0 }
            if tokens.contains(where: { $0.hasPrefix(predicate) }) { return 0.9 }
            // 미끄럽지 and 미끄러지지 share 미끄: a stem that changes its last syllable.
            guard predicate.count > 2 else { return 0 }
            let kept = predicate.dropLast()
            return tokens.contains { $0.hasPrefix(kept) } ? 0.7 : 0
        }
    }

    /// Words that ask and name nothing.
    static let empty: Set<String> = [
        "거", "것", "걸", "게", "이거", "그거", "저거", "이것", "그것", "뭐", "무엇", "어떤", "어때", "어떻게", "어떤가", "있", "있어", "있나",
        "없", "되", "돼", "하", "해", "좀", "혹시", "정말", "진짜", "제품", "상품", "느낌", "얼마나", "몇", "첫", "번째", "첫번째", "두번째",
        "세번째", "이", "그", "저", "the", "a", "an", "is", "it", "this", "that", "does", "do", "can", "of", "for", "to",
        "and",
        "how", "what", "are", "with", "have", "has", "i", "you",
    ]
}
