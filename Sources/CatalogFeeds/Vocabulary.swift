import Shop

/// The words that shops use for gender, status and stock.
enum Vocabulary {
    /// Both sexes together are 공용. nil where a word is unknown.
    static func gender(_ texts: [String]) -> Product.Gender? {
        if texts.count == 1, let gender = genders[texts[0]] { return gender }
        let words = texts.flatMap { $0.lowercased().split { "/&+|,".contains($0) } }
            .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        var found: Set<Product.Gender> = []
        for word in words {
            guard let gender = genders[word] else { return nil }
            found.insert(gender)
        }
        return found.count > 1 && !found.contains(.child) ? .unisex : found.count == 1 ? found.first : nil
    }

    static func status(_ text: String) -> Product.Status? {
        statuses[text.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }]
    }

    /// Units on hand where words say it; `.some(nil)` for what is not counted, nil for anything else.
    static func stock(_ text: String) -> Int?? {
        switch text.filter({ !$0.isWhitespace }).lowercased() {
        case "품절", "없음", "재고없음", "soldout", "outofstock": .some(0)
        case "있음", "재고있음", "무제한", "unlimited", "instock": .some(nil)
        default: nil
        }
    }

    private static let genders = table([
        Product.Gender.male: "남성 남 남자 남성용 남자용 m male man men men's mens 맨즈",
        .female: "여성 여 여자 여성용 여자용 f w female woman women women's womens 우먼 우먼즈",
        .unisex: "공용 남녀공용 남녀 유니섹스 unisex u both all",
        .child: """
        아동 아동용 유아 유아용 유아동 키즈 어린이 아기 베이비 주니어 남아 여아 kid kids child children baby toddler \
        infant newborn junior boy boys girl girls
        """,
    ])

    /// Without case, spaces, `_` and `-`.
    private static let statuses = table([
        Product.Status.onSale: """
        onsale 판매중 판매 instock active available enabled published preorder backorder limitedavailability \
        예약판매 정상
        """,
        .soldOut: "soldout 품절 일시품절 outofstock unavailable discontinued 단종 판매종료 판매중지 판매중단",
        .hidden: """
        hidden inactive draft private disabled unpublished archived deleted 비공개 숨김 미노출 미진열 진열안함 비노출 \
        삭제 판매대기 임시저장
        """,
    ])

    private static func table<Meaning: Hashable>(_ words: [Meaning: String]) -> [String: Meaning] {
        var table: [String: Meaning] = [:]
        for (meaning, list) in words {
            for word in list.split(separator: " ") { table[String(word)] = meaning }
        }
        return table
    }
}

/// Ratings as text.
enum RatingText {
    /// "4.5", "4.5/5", "4.5점"; another scale, as in "9/10", is brought to five. nil for anything else.
    static func value(_ text: String) -> Double? {
        var clean = ProductText.line(text).lowercased()
        for unit in ["점", "stars", "star", "★"] where clean.hasSuffix(unit) { clean.removeLast(unit.count) }
        let parts = clean.split(separator: "/").map { $0.filter { !$0.isWhitespace } }
        guard let value = parts.first.flatMap({ Double($0) }), value.isFinite else { return nil }
        switch parts.count {
        case 1: return value
        case 2:
            guard let scale = Double(parts[1]), [5, 10, 100].contains(scale) else { return nil }
            return scale == 5 ? value : value * 5 / scale
        default: return nil
        }
    }
}
