import Foundation
import Hangul
import Search
import Shop

/// What the shopper looks for, as words to repeat.
enum WantedThing: Equatable {
    /// Ends in a word for a kind of product, so that it can stand in a sentence as it is: "발볼 넓은 운동화".
    case kind(String)
    /// Anything else; it is quoted: “엄마 생신 선물”.
    case words(String)
    /// Nothing that can be repeated.
    case unsaid

    init(query: SearchQuery, hits: [SearchResult.Hit]) {
        if let choice = Self.choice(query.need) {
            self = .kind(choice)
            return
        }
        let need = Self.withoutRequest(query.need)
        let kind = Self.kind(of: hits) ?? query.constraints.category.first
        let shown = UntrustedText.label(need, limit: 41).flatMap { $0.count > 24 ? nil : $0 }
        if let kind = kind.flatMap({ UntrustedText.label($0, limit: 20) }) {
            if let shown, Self.ends(shown, in: kind) {
                self = .kind(Self.ending(shown, in: kind))
            } else {
                self = .kind(Self.named(kind, hits))
            }
        } else if let shown {
            if Self.namesKind(shown, hits: hits) {
                self = .kind(Self.named(shown, hits))
            } else {
                let bare = Self.withoutObjectMark(shown)
                self = hits.isEmpty && Self.isNoun(bare) ? .kind(bare) : .words(shown)
            }
        } else {
            self = .unsaid
        }
    }

    var text: String? {
        switch self {
        case .kind(let text), .words(let text): text
        case .unsaid: nil
        }
    }

    /// The kind that most hits share, where that is more than half of them.
    private static func kind(of hits: [SearchResult.Hit]) -> String? {
        var counts: [String: Int] = [:]
        for hit in hits {
            for case .kind(let kind) in hit.reasons { counts[kind, default: 0] += 1 }
        }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value * 2 > hits.count else {
            return nil
        }
        return best.key
    }

    /// 캠핑 is no thing that one could find three of: 캠핑 상품.
    private static func named(_ kind: String, _ hits: [SearchResult.Hit]) -> String {
        guard SituationWords.contains(kind) else { return kind }
        let head = TextFolding.folded(kind)
        let isBorne = hits.contains { hit in
            TextFolding.folded(hit.product.name).split(separator: " ").last { !$0.contains(where: \.isNumber) }?
                .hasSuffix(head) ?? false
        }
        return isBorne ? kind : kind + " 상품"
    }

    private static func ends(_ need: String, in kind: String) -> Bool {
        guard let last = need.split(separator: " ").last.map(String.init) else { return false }
        return KoreanWords.readings(TextFolding.folded(last)).contains { $0.hasSuffix(TextFolding.folded(kind)) }
    }

    /// `need` up to the end of `kind`: without the josa that follows it.
    private static func ending(_ need: String, in kind: String) -> String {
        guard let range = need.range(of: kind, options: [.backwards, .caseInsensitive]) else { return kind }
        return String(need[..<range.upperBound])
    }

    /// Whether the last word is a category or a tag of one of the first products.
    private static func namesKind(_ need: String, hits: [SearchResult.Hit]) -> Bool {
        guard let last = need.split(separator: " ").last.map({ TextFolding.folded(String($0)) }) else { return false }
        return hits.prefix(3).contains { hit in
            hit.product.category.contains { name in
                name.split(separator: "/").contains { TextFolding.folded(String($0)) == last }
            } || hit.product.tags.contains { TextFolding.folded($0) == last }
        }
    }

    /// A single word, or two of which the last does not look like a verb: what is looked for where nothing is found.
    private static func isNoun(_ need: String) -> Bool {
        let words = need.split(separator: " ")
        guard let last = words.last, words.count <= 2 else { return false }
        return words.count == 1 || KoreanWords.predicateStem(last) == nil
    }

    /// 수건을 is 수건.
    private static func withoutObjectMark(_ need: String) -> String {
        guard need.hasSuffix("을") || need.hasSuffix("를"), let last = need.split(separator: " ").last,
            KoreanWords.readings(last).contains(String(last.dropLast()))
        else { return need }
        return String(need.dropLast())
    }

    /// Drops the words that ask at the end: "운동화 추천해줘" is "운동화".
    private static func withoutRequest(_ need: String) -> String {
        var words = need.split(whereSeparator: \.isWhitespace).map(String.init)
        while let last = words.last {
            let word = last.trimmingCharacters(in: .punctuationCharacters.union(.symbols))
            if word.isEmpty || asking.contains(word) || askingEnds.contains(where: { word.hasSuffix($0) && word != $0 })
            {
                words.removeLast()
            } else {
                words[words.count - 1] = withoutCopula(word)
                break
            }
        }
        return words.joined(separator: " ")
    }

    /// 생일인데 is 생일.
    private static func withoutCopula(_ word: String) -> String {
        for ending in ["인데요", "인데", "이라서", "이라", "이에요", "이예요", "이거든요", "이거든"]
        where word.hasSuffix(ending) && word.unicodeScalars.count >= ending.unicodeScalars.count + 2 {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    /// 가습기 살까 공기청정기 살까: 가습기·공기청정기. nil where there is no choice between short names.
    private static func choice(_ need: String) -> String? {
        let words = need.split(whereSeparator: \.isWhitespace).map(String.init)
        let options = words.split { ["살까", "할까", "아니면"].contains($0) }.map {
            withoutRequest($0.joined(separator: " "))
        }.filter { !$0.isEmpty }
        guard (2...3).contains(options.count), options.allSatisfy({ $0.count <= 12 }) else { return nil }
        return UntrustedText.label(options.joined(separator: "·"), limit: 41)
    }

    private static let asking: Set<String> = [
        "추천", "좀", "뭐", "뭐가", "어떤", "거", "것", "걸로", "줘", "주세요", "찾고", "있어", "있나요", "있을까", "있을까요", "있어요", "있니",
        "좋을까", "좋을까요", "좋아", "좋아요", "나을까", "나을까요", "나아", "낫나", "살까", "싶어", "싶어요", "사고", "하나", "please",
    ]
    private static let askingEnds = [
        "추천해줘", "해줘", "해주세요", "보여줘", "보여주세요", "찾아줘", "찾아주세요", "골라줘", "알려줘", "추천해", "찾아요", "찾는데", "구해요",
    ]
}
