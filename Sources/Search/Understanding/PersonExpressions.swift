import Shop

/// For whom: 남자, 여성용, 아동, men's. Relations (여자친구, 시어머니) are not a gender of the thing.
enum PersonExpressions {
    private static let words: [(Product.Gender, [String])] = [
        (
            .male,
            [
                "남성용", "남성", "남자용", "남자", "남자꺼", "남자거", "맨즈", "남", "mens", "men's", "men", "male", "for men", "メンズ",
                "男性", "男士", "男",
            ]
        ),
        (
            .female,
            [
                "여성용", "여성", "여자용", "여자", "여자꺼", "여자거", "우먼즈", "여", "womens", "women's", "women", "female", "ladies",
                "レディース", "女性", "女士", "女",
            ]
        ),
        (
            .child,
            ["아동용", "아동", "키즈", "어린이용", "어린이", "유아동", "초등학생", "남아", "여아", "kids", "kid's", "children", "キッズ", "儿童"]
        ),
    ]
    private static let notAGender = ["친구", "동생", "아이", "조카", "형", "애", "분들", "사람"]

    static func read(_ text: inout QueryText, into constraints: inout Constraints, offered: Set<Product.Gender>) {
        for (gender, phrases) in words where offered.contains(gender) {
            for phrase in phrases {
                guard let range = range(of: phrase, in: text) else { continue }
                constraints.gender = gender
                // 아동, 키즈 … also stand in names and categories, where they help to rank.
                if gender != .child { text.take(range.lowerBound..<text.includingParticle(range.upperBound)) }
                return
            }
        }
    }

    private static func range(of phrase: String, in text: QueryText) -> Range<Int>? {
        let compact = phrase.filter { $0 != " " }
        let isHangul = compact.unicodeScalars.allSatisfy(\.isHangulSyllable)
        for start in text.scalars.indices where text.isWordStart(start) && text.scalars[start] != " " {
            guard let end = text.end(of: compact, at: start) else { continue }
            if text.longest(of: notAGender, at: end) != nil { continue }
            if text.isWordEnd(end) || text.scalars[end] == "'" {
                return start..<(end + (end < text.count && text.scalars[end] == "'" ? 1 : 0))
            }
            // 남자롱패딩: two syllables or more may lead a compound.
            if isHangul, compact.count >= 2 { return start..<end }
        }
        return nil
    }
}
