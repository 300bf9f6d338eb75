import Assistant
import Search
import Shop
import Testing

@Suite struct WhyLineTests {
    func line(
        _ product: Product, _ reasons: [MatchReason], locale: String = "ko", priceMax: Int? = nil
    ) -> String {
        var query = SearchQuery(text: "가방", need: "가방", constraints: Constraints())
        query.constraints.priceMax = priceMax
        return WhyLine.text(for: .init(product: product, score: 1, reasons: reasons), query: query, locale: locale)
    }

    @Test func factsThatMetTheQueryStandInOrder() {
        let reasons: [MatchReason] = [.kind("백팩"), .attribute("방수"), .attribute("무게"), .price]
        #expect(line(Fixture.backpack, reasons, priceMax: 60_000) == "방수 · 무게 620g · 6만원 이하")
        #expect(line(Fixture.backpack, [.color("검정"), .size("270mm"), .discount]) == "블랙 · 270 사이즈 · 29% 할인")
        #expect(
            line(Fixture.backpack, reasons, locale: "en", priceMax: 60_000)
                == "waterproof · weight 620g · up to 60,000원")
    }

    @Test func whatTheProductDoesNotStateIsNotClaimed() {
        let reasons: [MatchReason] = [
            .attribute("방수"), .color("핑크"), .size("999"), .material("가죽"), .season("겨울"), .tag("여행"), .price, .discount,
        ]
        #expect(line(Fixture.sparse, reasons, priceMax: 1).isEmpty)
        #expect(line(Fixture.backpack, [.attribute("식기세척기")]) == "별점 4.8 · 후기 240개")
        #expect(line(Fixture.hidden, [.price]).isEmpty)
    }

    @Test(arguments: ["ko", "en", "ja", "zh"])
    func isShort(locale: String) {
        let long = String(repeating: "가", count: 30)
        var product = Fixture.backpack
        product.material = long
        product.attributes.append(.init(long, .text(long)))
        product.tags = [long]
        let reasons: [MatchReason] = [
            .attribute(long), .material(long), .tag(long), .words([long, long]), .brand("한들"), .color("블랙"), .price,
        ]
        let text = line(product, reasons, locale: locale, priceMax: 60_000)
        #expect(!text.isEmpty && text.count <= 40)
    }
}

@Suite struct SuggestionsTests {
    @Test func resultsOfferComparingColoursAndCheaperOnes() {
        var third = Fixture.backpack
        third.id = "third"
        let context = Fixture.context(.search, [Fixture.backpack, Fixture.tote, third]) { $0.total = 30 }
        #expect(Suggestions.next(for: context) == ["1번이랑 2번 비교해줘", "다크네이비로 보여줘", "더 싼 거 있어?"])
    }

    @Test func nothingFoundOffersTheSearchWithoutWhatStandsInTheWay() {
        let context = Fixture.context(.search, need: "캐리어") {
            $0.query.constraints.priceMax = 5_000
            $0.query.constraints.color = ["블랙"]
            $0.relaxable = ["priceMax", "color"]
        }
        #expect(Suggestions.next(for: context) == ["블랙 캐리어 보여줘", "5,000원 이하 캐리어 보여줘"])
    }

    @Test func detailOffersWhatIsThereAndNotAskedYet() {
        let context = Fixture.detail(Fixture.backpack, [.reviews])
        let phrases = Suggestions.next(for: context)
        #expect(phrases.contains("이거 담아줘") && !phrases.contains("후기는 어때?"))
        #expect(!Suggestions.next(for: Fixture.detail(Fixture.soldOut, [.price])).contains("이거 담아줘"))
    }

    @Test func choicesOfAClarificationAreOffered() {
        let context = Fixture.context(.clarify) {
            $0.clarification = Clarification(missing: .animal, choices: ["강아지", "고양이"])
        }
        #expect(Suggestions.next(for: context) == ["강아지", "고양이"])
    }

    @Test func missingSizesAreOffered() {
        let context = Fixture.context(.cart, [Fixture.backpack]) {
            $0.action = CartAction(kind: .cartAdd, items: [.init(productId: "p-bag", quantity: 1)])
        }
        #expect(Suggestions.next(for: context).first == "M(230~250)으로 담아줘" || Suggestions.next(for: context).count == 3)
    }
}
