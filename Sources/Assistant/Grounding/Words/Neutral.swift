/// Words that state nothing by themselves, in every language that answers are written in.
enum Neutral {
    static func isNeutral(_ forms: Set<String>) -> Bool {
        forms.contains {
            NeutralKorean.words.contains($0) || NeutralEnglish.words.contains($0) || eastAsian.contains($0)
        }
    }

    private static let eastAsian = Set(NeutralEastAsian.words)

    /// Words that end a clause which says again what the shopper wants: 찾으시는군요, 원하시면.
    static func isRestating(_ word: String) -> Bool {
        restating.contains { word.hasPrefix($0) }
    }

    private static let restating = ["찾으시", "찾고", "원하시", "원하신", "필요하시", "필요하신", "고민이시", "고민하", "궁금하시", "말씀하셨", "찾으신"]

    /// Verbs that present what was found.
    static func isLead(_ words: [String]) -> Bool {
        words.contains { word in leads.contains { word.hasPrefix($0) } } || words.contains { englishLeads.contains($0) }
    }

    private static let leads = ["찾았", "찾아", "골라", "골랐", "추천", "모았", "모아", "정리", "보여드", "준비", "소개", "추려", "추렸"]
    private static let englishLeads: Set<String> = [
        "found", "recommend", "here", "picked", "見つ", "おすすめ", "找到", "推荐", "为您",
    ]

    /// Words of health: never taken over from a question as what a product does.
    static func isSensitive(_ word: String) -> Bool { sensitive.contains { word.contains($0) } }

    private static let sensitive = [
        "염", "병", "통증", "암", "알레르기", "알러지", "치료", "당뇨", "혈압", "아토피", "임산", "임신", "불면", "탈모", "면역", "다이어트", "비만", "환자",
        "증후", "효과", "예방",
        "개선", "완화", "부작용", "안전", "무해", "allerg", "pain", "cure", "heal", "diet", "preg", "asthma",
    ]
}
