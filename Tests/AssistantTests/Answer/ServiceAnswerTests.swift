import Assistant
import Shop
import Testing

@Suite struct PolicyAnswerTests {
    static let fee = Policy(id: "fee", topic: "배송", question: "배송비는 얼마인가요?", answer: "배송비는 3,000원이고 5만원 이상이면 무료입니다.")
    static let time = Policy(id: "time", topic: "배송", question: "배송은 얼마나 걸리나요?", answer: "1~2일 안에 도착합니다.")
    static let refund = Policy(id: "refund", topic: "환불", question: "환불은 언제 되나요?", answer: "3일 안에 환불됩니다.")

    @Test func theShopsWordsStandAsTheyAre() async throws {
        let context = Fixture.context(.policy, message: "배송비 얼마예요?") { $0.policies = [Self.fee, Self.refund] }
        let all = try await pieces(context)
        #expect(all.map(\.text) == [Self.fee.answer])
        #expect(all[0].citations == [Citation(kind: .policy, id: "fee", field: "answer")])
    }

    @Test func aSecondPolicyComesOnlyWhereItIsAsClose() async throws {
        let both = Fixture.context(.policy, message: "배송 알려줘") { $0.policies = [Self.fee, Self.time] }
        #expect(try await answer(both) == Self.fee.answer + " " + Self.time.answer)
    }

    @Test(arguments: ["ko", "en"])
    func noPolicyIsSaidWithoutInventedContacts(locale: String) async throws {
        let text = try await answer(Fixture.context(.policy, locale: locale))
        #expect(text.contains(locale == "ko" ? "나와 있지 않아요" : "do not say"))
        #expect(StatedNumbers.numbers(text).isEmpty && !text.contains("@"))
    }
}

@Suite struct CartAnswerTests {
    func cart(
        _ product: Product, _ item: CartAction.Item, _ kind: CartAction.Kind = .cartAdd,
        blocked: CartAction.Block? = nil,
        locale: String = "ko"
    ) -> AnswerContext {
        Fixture.context(.cart, [product], locale: locale) {
            $0.action = CartAction(kind: kind, items: [item], blocked: blocked)
        }
    }

    @Test func confirmsNameOptionQuantityAndLineTotal() async throws {
        let context = cart(Fixture.backpack, .init(productId: "p-bag", quantity: 2, size: "270", color: "블랙"))
        let all = try await pieces(context)
        #expect(all.count == 1)
        let text = all[0].text
        #expect(text.contains("데일리 백팩 (방수) 블랙 270 사이즈 2개(총 109,800원)"))
        #expect(text.hasSuffix("장바구니에 담을게요."))
        #expect(StatedNumbers.unfounded(in: text, context: context).isEmpty)
    }

    @Test func asksForTheSizeWithoutBlocking() async throws {
        let text = try await answer(cart(Fixture.backpack, .init(productId: "p-bag", quantity: 1)))
        #expect(text.contains("담을게요.") && text.contains("M(230~250), 270, 2XL 중에서 골라 주시겠어요?"))
        #expect(try await !answer(cart(Fixture.tote, .init(productId: "p-tote", quantity: 1))).contains("사이즈"))
    }

    @Test(arguments: [
        (CartAction.Block.soldOut, "품절"), (.sizeUnavailable, "999 사이즈가 없어"), (.colorUnavailable, "핑크 색상이 없어"),
        (.quantityUnavailable, "172개 남아 있어 99개는"), (.unknownProduct, "어떤 상품인지"),
    ])
    func saysWhyItIsBlocked(block: CartAction.Block, said: String) async throws {
        let item = CartAction.Item(productId: "p-bag", quantity: 99, size: "999", color: "핑크")
        let text = try await answer(cart(Fixture.backpack, item, blocked: block))
        #expect(text.contains(said), "\(text)")
        #expect(!text.contains("담을게요"))
        let english = try await answer(cart(Fixture.backpack, item, blocked: block, locale: "en"))
        #expect(!english.isEmpty && !english.contains("adding"))
    }

    @Test(arguments: [CartAction.Kind.cartAdd, .cartRemove, .cartTotal, .order])
    func everyKindIsAnsweredWithAndWithoutItems(kind: CartAction.Kind) async throws {
        for locale in ["ko", "en"] {
            let item = CartAction.Item(productId: "p-tote", quantity: 3)
            #expect(try await !answer(cart(Fixture.tote, item, kind, locale: locale)).isEmpty)
            let whole = Fixture.context(.order, locale: locale) { $0.action = CartAction(kind: kind, items: []) }
            #expect(try await !answer(whole).isEmpty)
        }
    }

    @Test func amountsBeyondReasonAreLeftOut() async throws {
        var product = Fixture.tote
        product.price = .max
        let text = try await answer(cart(product, .init(productId: "p-tote", quantity: 99)))
        #expect(text.contains("담을게요") && !text.contains("총"))
    }

    @Test func unknownItemsAskWhich() async throws {
        let text = try await answer(cart(Fixture.tote, .init(productId: "other", quantity: 1)))
        #expect(text.contains("어떤 상품인지"))
    }
}

@Suite struct CourtesyAnswerTests {
    static let all: [Courtesy] = [
        .greeting, .thanks, .apology, .farewell, .acknowledgement, .complaint, .abuse, .aboutAssistant, .other,
        .medical, .politics, .finance, .weather, .coding, .homework, .otherShop, .privacy, .promptInjection, .unrelated,
    ]

    @Test(arguments: all)
    func oneLineInTheShoppersLanguage(_ courtesy: Courtesy) async throws {
        for intent in [Intent.smalltalk, .outOfScope] {
            let korean = try await pieces(Fixture.context(intent) { $0.courtesy = courtesy })
            #expect(korean.count == 1 && holdsHangul(korean[0].text))
            let english = try await answer(Fixture.context(intent, locale: "en") { $0.courtesy = courtesy })
            #expect(!english.isEmpty && !holdsHangul(english))
        }
    }

    @Test func medicalQuestionsGoToProfessionals() async throws {
        let text = try await answer(Fixture.context(.outOfScope) { $0.courtesy = .medical })
        #expect(text.contains("의사") && text.contains("상담"))
    }

    @Test(arguments: Clarification.Missing.allForTests)
    func clarifyingIsOneQuestionWithItsChoices(_ missing: Clarification.Missing) async throws {
        let text = try await answer(
            Fixture.context(.clarify) { $0.clarification = Clarification(missing: missing, choices: ["강아지", "고양이"]) })
        #expect(text.hasPrefix("강아지, 고양이 중에서") && text.hasSuffix("?"))
        #expect(text.filter { $0 == "?" }.count == 1)
        #expect(
            try await answer(
                Fixture.context(.clarify) { $0.clarification = Clarification(missing: missing, choices: []) }
            ).hasSuffix("?"))
    }
}

extension Clarification.Missing {
    static let allForTests: [Self] = [.kind, .recipient, .animal, .reference, .purpose]
}
