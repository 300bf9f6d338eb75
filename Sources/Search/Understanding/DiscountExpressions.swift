import Hangul

/// Discounts: `30% 할인`, `반값`, `50프로 넘게 세일`.
enum DiscountExpressions {
    private static let percent = ["%", "퍼센트", "프로", "퍼", "percent"]
    private static let words = [
        "할인율", "할인하는", "할인되는", "할인중인", "할인중", "할인된", "할인해주는", "할인해", "할인", "세일하는", "세일중인", "세일중", "세일", "깎아주는", "할인중",
        "세일해", "싸게파는", "싸게", "저렴하게", "dc",
        "off",
        "discount", "discounted", "sale",
    ]
    private static let bounds = ["이상", "넘게", "넘는", "초과", "부터", "이상은", "or more", "정도", "짜리", "씩", "까지"]

    static func read(_ text: inout QueryText, into constraints: inout Constraints) {
        for phrase in ["반값에", "반값", "반값으로", "절반가격", "반의반값", "half price", "half-price", "half off", "50%off"] {
            if let range = text.firstWord(phrase.filter { $0 != " " })
                ?? text.first(of: [phrase.filter { $0 != " " }])?.range
            {
                // Half price is what is felt as half: 49% and more.
                constraints.discountMin = max(constraints.discountMin ?? 0, 49)
                var end = range.upperBound
                if let more = text.longest(of: words, at: end) { end = more.end }
                text.take(range.lowerBound..<text.includingParticle(end))
                return
            }
        }
        if readPercent(&text, &constraints) { return }
        for (phrases, least) in [
            (["정가보다많이깎아주는", "많이깎아주는", "많이할인하는", "많이할인되는", "할인많이되는", "대폭할인"], 10),
            (
                [
                    "할인하는", "할인중인", "할인되는", "할인된", "특가", "할인가", "할인템", "세일중인", "세일하는", "할인중", "세일중", "on sale",
                    "discounted", "할인상품", "세일상품",
                ],
                1
            ),
        ] {
            if let found = text.first(of: phrases.map { $0.filter { $0 != " " } }) {
                constraints.discountMin = max(constraints.discountMin ?? 0, least)
                text.take(found.range.lowerBound..<text.includingParticle(found.range.upperBound))
                return
            }
        }
    }

    private static func readPercent(_ text: inout QueryText, _ constraints: inout Constraints) -> Bool {
        for start in text.scalars.indices where text.scalars[start].isASCIIDigit && text.isWordStart(start) {
            guard let number = NumberWords.parse(text.scalars, from: start, bareUnits: false),
                let sign = text.longest(of: percent, at: number.end), (1...99).contains(number.value)
            else { continue }
            var end = sign.end
            var isDiscount = false
            var begin = start
            for _ in 0..<3 {
                if let more = text.longest(of: bounds, at: end) { end = more.end }
                if let more = text.longest(of: words, at: end) {
                    end = more.end
                    isDiscount = true
                }
            }
            if let word = text.wordBefore(start), words.contains(where: { text.text(word).hasPrefix($0) }) {
                begin = word.lowerBound
                isDiscount = true
            }
            guard isDiscount else { continue }
            constraints.discountMin = Int(number.value)
            text.take(begin..<text.includingParticle(end))
            return true
        }
        return false
    }
}
