import Search
import Shop
import Testing

@Suite struct UnderstandingTests {
    let engine = SmallShop.engine()

    @Test(
        arguments: [
            ("5만원 이하 텀블러", nil, 50_000), ("10만 원 안쪽 이어폰", nil, 100_000), ("이만원 넘지 않는 텀블러", nil, 20_000),
            ("삼만원 밑으로 러닝화", nil, 29_999), ("5만원 미만 러닝화", nil, 49_999), ("20만원 이상 이불", 200_000, nil),
            ("3만원대 니트", 30_000, 39_999), ("10만원대 이불", 100_000, 199_999), ("1~2만원대 텀블러", 10_000, 29_999),
            ("2~3만원 텀블러", 20_000, 30_000), ("5만원에서 7만원 사이 러닝화", 50_000, 70_000), ("예산 20만원 이불", nil, 200_000),
            ("만오천원 이하 텀블러", nil, 15_000), ("2만 5천원 이하 텀블러", nil, 25_000), ("9900원짜리", 9_900, 9_900),
            ("12,000원 이하 텀블러", nil, 12_000), ("3만원 넘는 니트", 30_001, nil), ("만 원 미만 텀블러", nil, 9_999),
            ("earphones under 100,000 won", nil, 99_999), ("8만원으로 텀블러 두 개", nil, 40_000),
        ] as [(String, Int?, Int?)])
    func pricesAreReadAsTheyAreSaid(text: String, low: Int?, high: Int?) {
        let constraints = engine.understand(text).constraints
        #expect(constraints.priceMin == low)
        #expect(constraints.priceMax == high)
    }

    @Test(arguments: ["이불", "원피스", "만년필", "텀블러 두 개", "구두", "오일", "T68 키보드"])
    func wordsThatLookLikeNumbersAreNoPrices(text: String) {
        let constraints = engine.understand(text).constraints
        #expect(constraints.priceMin == nil && constraints.priceMax == nil)
    }

    @Test(arguments: [
        ("반값 이불", 49), ("30% 이상 할인하는 러닝화", 30), ("50% 넘게 세일하는 이불", 50), ("할인율 40퍼 이상 이어폰", 40),
    ])
    func discountsAreRead(text: String, least: Int) {
        #expect(engine.understand(text).constraints.discountMin == least)
    }

    @Test(arguments: [
        ("제일 싼 텀블러", Search.SortOrder.priceAscending), ("가장 비싼 이불", .priceDescending), ("평점 높은 순으로 니트", .rating),
        ("리뷰 많은 텀블러", .reviews), ("최근에 나온 러닝화", .newest), ("할인 많이 하는 순 이불", .discount),
    ])
    func ordersAreRead(text: String, order: Search.SortOrder) {
        #expect(engine.understand(text).constraints.sort == order)
    }

    @Test func coloursKnowTheirFamilies() {
        #expect(engine.understand("검정색 러닝화").constraints.color == ["블랙"])
        #expect(engine.understand("흰색 이불").constraints.color == ["화이트"])
        #expect(engine.understand("은행 달력").constraints.color.isEmpty)
    }

    @Test func sizesBrandsAndGenderAreRead() {
        #expect(engine.understand("러닝화 270 있는 것").constraints.size == ["270"])
        #expect(engine.understand("킹사이즈 이불").constraints.size == ["K"])
        #expect(engine.understand("300 사이즈 러닝화").constraints.size == ["300"])
        #expect(
            engine.understand("dalmuri 신발").constraints.brand == ["Dalmuri"]
                || engine.understand("dalmuri 신발").constraints.brand == ["달무리"])
        #expect(engine.understand("여자 니트").constraints.gender == .female)
        #expect(engine.understand("여자친구 선물").constraints.gender == nil)
    }

    @Test func exclusionsAreRead() {
        #expect(engine.understand("검정 빼고 러닝화").constraints.exclude.color == ["블랙"])
        #expect(engine.understand("울 안 들어간 니트").constraints.exclude.material.contains("울"))
        #expect(engine.understand("달무리 말고 다른 러닝화").constraints.exclude.brand == ["달무리"])
        #expect(engine.understand("품절 아닌 텀블러").constraints.inStock)
    }

    @Test func anAffirmedAttributeIsAConstraintAndABareOneIsNot() {
        #expect(engine.understand("방수되는 러닝화").constraints.attribute == [AttributeConstraint("방수", .present)])
        #expect(engine.understand("무선 이어폰").constraints.attribute.isEmpty)
    }

    @Test(arguments: [("fjsldghk", "러닝화"), ("xjaqmffj", "텀블러"), ("dlqnf", "이불")])
    func theWrongKeyboardLayoutIsMended(typed: String, meant: String) {
        #expect(engine.understand(typed).corrected == meant)
    }

    @Test func theNeedIsFreeOfWordsOfAsking() {
        #expect(engine.understand("텀블러 추천해줘").need == "텀블러")
        #expect(engine.understand("이불 어떤 거 있어?").need == "이불")
    }

    @Test(arguments: [("운동화", SearchQuery.Language.ko), ("sneakers", .en), ("ワンピース", .ja), ("雨伞", .zh)])
    func theLanguageIsKnownByItsScript(text: String, language: SearchQuery.Language) {
        #expect(SearchQuery.Language(of: text) == language)
    }
}
