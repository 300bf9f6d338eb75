import Assistant
import Shop
import Testing

@Suite struct DetailAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var asked: AskedFact
        var says: String
        var field: String
        var testDescription: String { says }
    }

    @Test(arguments: [
        Case(asked: .price, says: "정가 78,000원에서 29% 할인해 지금 54,900원이에요.", field: "price"),
        Case(asked: .discount, says: "29% 할인", field: "listPrice"),
        Case(asked: .stock, says: "지금 172개 남아 있어요.", field: "stock"),
        Case(asked: .colors, says: "색상이 블랙, 다크네이비, 화이트 세 가지예요.", field: "colors"),
        Case(asked: .sizes, says: "사이즈가 M(230~250), 270, 2XL 세 가지예요.", field: "sizes"),
        Case(asked: .material, says: "소재가 나일론 100%예요.", field: "material"),
        Case(asked: .rating, says: "후기 240개에 별점 4.8점이에요.", field: "rating"),
        Case(asked: .reviews, says: "「가볍고 튼튼해서 매일 메고 다녀요」라는 후기가 있어요.", field: "reviews"),
        Case(asked: .brand, says: "한들(Handle) 브랜드 상품이에요.", field: "brand"),
        Case(asked: .season, says: "봄과 가을에 맞는 상품이에요.", field: "season"),
        Case(asked: .attribute("방수"), says: "방수 제품이에요.", field: "attributes.방수"),
        Case(asked: .attribute("무게"), says: "무게가 620g이에요.", field: "attributes.무게"),
        Case(asked: .attribute("두께감"), says: "두께감이 얇은 편이에요.", field: "attributes.두께감"),
        Case(asked: .attribute("주머니수"), says: "주머니수가 7이에요.", field: "attributes.주머니수"),
        Case(asked: .size("270mm"), says: "270 사이즈가 있어요.", field: "sizes"),
        Case(asked: .size("240"), says: "M(230~250) 사이즈가 있어요.", field: "sizes"),
        Case(asked: .size("xxl"), says: "2XL 사이즈가 있어요.", field: "sizes"),
        Case(asked: .size("m"), says: "M(230~250) 사이즈가 있어요.", field: "sizes"),
        Case(asked: .size("265"), says: "265 사이즈가 없고 M(230~250), 270, 2XL이 있어요.", field: "sizes"),
        Case(asked: .size("2"), says: "2 사이즈가 없고", field: "sizes"),
        Case(asked: .color("검정색"), says: "블랙 색상이 있어요.", field: "colors"),
        Case(asked: .color("네이비"), says: "다크네이비 색상이 있어요.", field: "colors"),
        Case(asked: .color("흰"), says: "화이트 색상이 있어요.", field: "colors"),
        Case(asked: .color("핑크"), says: "핑크 색상이 없고", field: "colors"),
        Case(asked: .other(["노트북"]), says: "“15.6인치 노트북이 들어가는 칸이 있습니다”", field: "description"),
        Case(asked: .other(["미끄럽지"]), says: "미끄러지지 않게 고무를 댔어요", field: "description"),
    ])
    func answersWhatIsAskedAndCitesIt(_ example: Case) async throws {
        let all = try await pieces(Fixture.detail(Fixture.backpack, [example.asked]))
        let text = all.map(\.text).joined()
        #expect(text.contains(example.says), "\(text)")
        #expect(all.flatMap(\.citations).contains(Citation(kind: .product, id: "p-bag", field: example.field)))
        #expect(StatedNumbers.unfounded(in: text, context: Fixture.detail(Fixture.backpack, [example.asked])).isEmpty)
    }

    @Test func yesAndNoQuestionsAreAnsweredSo() async throws {
        #expect(try await answer(Fixture.detail(Fixture.backpack, [.attribute("방수")])).hasPrefix("네, "))
        let no = try await answer(Fixture.detail(Fixture.backpack, [.attribute("식기세척기")]))
        #expect(no.hasPrefix("아니요, ") && no.contains("식기세척기 사용이 안 돼요"))
        #expect(try await answer(Fixture.detail(Fixture.backpack, [.size("265")])).hasPrefix("아니요, "))
        #expect(try await answer(Fixture.detail(Fixture.backpack, [.size("270")])).hasPrefix("네, "))
    }

    @Test(arguments: [
        AskedFact.price, .discount, .colors, .sizes, .size("270"), .color("블랙"), .material, .brand, .season,
        .attribute("방수"), .other(["노트북"]), .overview,
    ])
    func whatTheShopDoesNotStateIsSaidPlainly(_ asked: AskedFact) async throws {
        let all = try await pieces(Fixture.detail(Fixture.sparse, [asked]))
        #expect(all.map(\.text).joined().contains("나와 있지 않아요"))
        #expect(all.flatMap(\.citations).allSatisfy { $0.field == "name" })
        let english = try await answer(Fixture.detail(Fixture.sparse, [asked], locale: "en"))
        #expect(english.contains("does not state"))
    }

    @Test func stockIsSaidByWhatIsLeft() async throws {
        #expect(try await answer(Fixture.detail(Fixture.tote, [.stock])).contains("얼마 남지 않았어요(3개)."))
        #expect(try await answer(Fixture.detail(Fixture.soldOut, [.stock])).contains("품절"))
        #expect(try await answer(Fixture.detail(Fixture.sparse, [.stock])).contains("구매하실 수 있어요"))
        var gone = Fixture.backpack
        gone.stock = 0
        let text = try await answer(Fixture.detail(gone, [.size("270")]))
        #expect(text.contains("지금은 품절이에요") && !text.hasPrefix("네"))
    }

    @Test func withoutADiscountNoneIsClaimed() async throws {
        let text = try await answer(Fixture.detail(Fixture.tote, [.discount]))
        #expect(text.contains("할인하고 있지 않고") && text.contains("23,900원"))
    }

    @Test func particlesFitWhatStandsBeforeThem() async throws {
        for (name, topic) in [
            ("AirPebble", "AirPebble은"), ("캐리어 (무타공)", "캐리어 (무타공)은"), ("텀블러", "텀블러는"), ("이불", "이불은"), ("노트 3", "노트 3은"),
            ("노트 2", "노트 2는"),
        ] {
            var product = Product(id: "p", name: name)
            product.price = 1_000
            let text = try await answer(Fixture.detail(product, [.price]))
            #expect(text.hasPrefix(topic + " 1,000원이에요."), "\(text)")
        }
    }

    @Test func eachProductIsAnsweredForItself() async throws {
        let text = try await answer(
            Fixture.context(.detail, [Fixture.backpack, Fixture.tote]) { $0.asked = [.price, .colors] })
        #expect(text.contains("54,900원") && text.contains("23,900원") && text.contains("베이지"))
    }

    @Test func aQuestionIsNotAnsweredTwice() async throws {
        let text = try await answer(Fixture.detail(Fixture.backpack, [.price, .discount, .price]))
        #expect(text.components(separatedBy: "54,900원").count == 2)
    }

    @Test func overviewIsShortAndOfFactsOnly() async throws {
        let context = Fixture.detail(Fixture.backpack, [])
        let all = try await pieces(context)
        #expect((3...6).contains(all.count))
        #expect(StatedNumbers.unfounded(in: all.map(\.text).joined(), context: context).isEmpty)
    }

    @Test func longReviewsAreClipped() async throws {
        var product = Fixture.tote
        product.reviews = [.init(rating: 4, text: String(repeating: "정말 좋은 가방이에요 ", count: 8))]
        let text = try await answer(Fixture.detail(product, [.reviews]))
        let quoted = try #require(text.split(separator: "「").last?.split(separator: "」").first)
        #expect(quoted.count <= 40 && quoted.hasSuffix("…"))
    }

    @Test func withoutAProductItAsksWhich() async throws {
        #expect(try await answer(Fixture.context(.detail)).contains("어떤 상품"))
        #expect(try await answer(Fixture.context(.detail, [Fixture.hidden])).contains("어떤 상품"))
    }

    @Test(arguments: [AskedFact.price, .stock, .rating, .size("999"), .overview])
    func englishIsWrittenInEnglish(_ asked: AskedFact) async throws {
        var product = Product(id: "p", name: "Trail Pack")
        product.price = 12_595
        product.currency = .usd
        product.sizes = ["S", "M"]
        product.stock = 9
        product.material = "나일론"
        product.attributes = [.init("방수", .flag(true))]
        let text = try await answer(Fixture.detail(product, [asked], locale: "en"))
        #expect(!holdsHangul(text), "\(text)")
    }
}
