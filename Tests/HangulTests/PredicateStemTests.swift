import Hangul
import Testing

@Suite struct PredicateStemTests {
    @Test(arguments: [
        (
            "가볍",
            [
                "가벼운", "가벼워서", "가볍고", "가볍게", "가벼워", "가벼워요", "가벼우면", "가벼우니까", "가볍지만", "가볍습니다", "가벼웠던", "가벼웠으면", "가벼워야",
                "가벼워도",
            ]
        ),
        ("두껍", ["두꺼운", "두껍고", "두꺼워서", "두껍게"]),
        ("조용", ["조용한", "조용하게", "조용해야", "조용하고", "조용합니다", "조용했던", "조용해요", "조용하면서", "조용한데"]),
        ("넓", ["넓은", "넓어요", "넓고", "넓게", "넓어서", "넓었으면"]),
        ("춥", ["추워요", "추운", "춥고", "추울때", "추웠던", "추운데"]),
        ("미끄럽", ["미끄럽지", "미끄러운", "미끄러워요", "미끄럽고"]),
        ("부드럽", ["부드러운", "부드럽고", "부드러워요"]), ("무겁", ["무거운", "무겁지", "무거워서"]), ("맵", ["매운", "맵고", "매워요"]),
        ("작", ["작은", "작아요", "작고", "작게"]), ("좋", ["좋은", "좋아요", "좋고", "좋으면"]), ("짧", ["짧은", "짧아요", "짧고"]),
        ("예쁘", ["예쁜", "예뻐요", "예쁘고", "예뻐"]), ("바쁘", ["바쁜", "바빠요", "바쁘게"]), ("크", ["큰", "크고", "커요", "크게", "커서"]),
        ("길", ["긴", "길고", "길어요"]),
        ("빠르", ["빠른", "빨라요", "빠르고", "빨라서"]), ("마르", ["마른", "말라서", "마르고"]), ("따뜻", ["따뜻한", "따뜻해요", "따뜻하고"]),
        ("먹", ["먹는", "먹고", "먹기"]),
    ])
    func theFormsOfAWordShareItsStem(stem: String, forms: [String]) {
        for form in forms { #expect(KoreanWords.predicateStem(form) == stem, "\(form)") }
    }

    @Test func differentWordsHaveDifferentStems() {
        let words = [
            "가벼운", "무거운", "두꺼운", "넓은", "작은", "큰", "긴", "짧은", "추운", "더운", "매운", "예쁜", "바쁜", "조용한", "따뜻한", "시원한", "밝은",
            "어두운",
        ]
        let stems = words.compactMap { KoreanWords.predicateStem($0) }
        #expect(stems.count == words.count)
        #expect(Set(stems).count == words.count)
    }

    @Test(arguments: [
        "", "가", "운", "워", "은", "신", "글", "한", "의자", "운동화", "구두", "모자", "커피", "겨울", "거울", "서울", "가방", "운동", "싸요",
        "nike", "가벼운 가방", "M9은", "넓은!", "ㅇㄷㅎ", "東京",
    ])
    func whatDoesNotEndLikeAPredicateHasNone(word: String) { #expect(KoreanWords.predicateStem(word) == nil) }

    @Test func aWordOfMoreThanTwelveSyllablesHasNone() {
        #expect(KoreanWords.predicateStem(String(repeating: "가", count: 10) + "벼운") != nil)
        #expect(KoreanWords.predicateStem(String(repeating: "가", count: 11) + "벼운") == nil)
        #expect(KoreanWords.predicateStem(String(repeating: "운", count: 10_000)) == nil)
    }
}
