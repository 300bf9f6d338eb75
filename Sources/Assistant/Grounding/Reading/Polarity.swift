/// Whether words deny.
enum Polarity {
    static func denies(_ word: String) -> Bool {
        if ["안", "못", "not", "no", "without", "never", "cannot", "neither", "nor", "不", "没", "無", "无", "未", "非"]
            .contains(word)
        {
            return true
        }
        if word.hasSuffix("n't") { return true }
        if ["아니요", "아니오"].contains(word) { return false }
        return prefixes.contains { word.hasPrefix($0) } || parts.contains { word.contains($0) }
    }

    private static let prefixes = ["않", "못하", "못해", "못할", "못한", "없", "아니", "아닙", "아닌", "불가", "미지원", "미포함", "제외", "빼고"]
    private static let parts = ["지않", "지못", "수없", "ない", "ません", "なし"]

    /// A denial that stands before what it is said of: 젖지 않는 가방.
    static func isAdnominal(_ word: String) -> Bool {
        ["않는", "않은", "없는", "아닌", "못하는"].contains { word.hasSuffix($0) }
    }

    /// Words that a clause ends with, so that what follows is denied or affirmed by itself.
    static func endsClause(_ word: String) -> Bool {
        if englishBreaks.contains(word) || isAdnominal(word) { return true }
        guard word.unicodeScalars.count >= 2, let last = word.unicodeScalars.last, HangulScalar.isSyllable(last),
            !nouns.contains(where: { word.hasSuffix($0) })
        else { return false }
        return endings.contains { word.hasSuffix($0) }
    }

    /// Behind one of these a comma parts clauses; behind a noun it parts a list.
    static func isPredicate(_ word: String) -> Bool {
        endsClause(word) || ["요", "다", "네", "니", "면", "서", "예", "도록"].contains { word.hasSuffix($0) }
    }

    private static let endings = ["고", "며", "지만", "는데", "은데", "인데", "한데", "면서", "니까", "거나"]
    private static let nouns = ["재고", "참고", "최고", "창고", "광고", "중고", "냉장고", "경고", "보고"]
    private static let englishBreaks: Set<String> = ["but", "while", "whereas", "though", "although", "however"]
}
