import Assistant
import Shop
import Testing

@Suite struct CompareAnswerTests {
    @Test func linesHoldPriceRatingAndWhatDiffers() async throws {
        let context = Fixture.context(.compare, [Fixture.backpack, Fixture.tote])
        let all = try await pieces(context)
        let text = all.map(\.text).joined()
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix("- [한들] 데일리 백팩 (방수): 54,900원(29% 할인) · 별점 4.8점(후기 240개)"))
        #expect(lines[1].contains("무게 620g") && lines[2].contains("무게 360g"))
        #expect(text.contains("31,000원 더 저렴"))
        #expect(StatedNumbers.unfounded(in: text, context: context).isEmpty)
        #expect(all.flatMap(\.citations).contains(Citation(kind: .product, id: "p-tote", field: "attributes.무게")))
    }

    @Test func closingSaysWhoEachIsFor() async throws {
        let text = try await answer(Fixture.context(.compare, [Fixture.backpack, Fixture.tote]))
        let closing = try #require(text.split(separator: "\n").last)
        #expect(closing.contains("가격은 오브젝트 토트백 AirPebble이 31,000원 더 저렴하고"))
        #expect(closing.contains("별점은 데일리 백팩이 더 높고"))
        #expect(closing.contains("방수가 필요하시면 데일리 백팩이 맞"))
    }

    @Test func bestInPriceAndRatingIsNamedOnce() async throws {
        var dear = Fixture.tote
        dear.id = "dear"
        dear.name = "비싼 가방"
        dear.price = 90_000
        dear.rating = 3
        let text = try await answer(Fixture.context(.compare, [Fixture.tote, dear]))
        #expect(text.contains("더 저렴하고 별점도 더 높아요."))
    }

    @Test func equalProductsAreNotSetApart() async throws {
        var twin = Fixture.tote
        twin.id = "twin"
        let text = try await answer(Fixture.context(.compare, [Fixture.tote, twin]))
        #expect(text.contains("뚜렷한 차이가 나와 있지 않아요"))
    }

    @Test func differentCurrenciesAreNotSubtracted() async throws {
        var dollar = Fixture.tote
        dollar.id = "usd"
        dollar.name = "달러 가방"
        dollar.currency = .usd
        let text = try await answer(Fixture.context(.compare, [Fixture.backpack, dollar]))
        #expect(!text.contains("저렴"))
    }

    @Test func threeAreRankedByTheBest() async throws {
        var third = Fixture.tote
        third.id = "third"
        third.name = "셋째 가방"
        third.price = 30_000
        third.rating = 5
        let text = try await answer(Fixture.context(.compare, [Fixture.backpack, Fixture.tote, third]))
        #expect(text.contains("가장 저렴") && text.contains("별점은 셋째 가방이 가장 높"))
    }

    @Test func whatIsAskedStandsInEachLine() async throws {
        let text = try await answer(
            Fixture.context(.compare, [Fixture.backpack, Fixture.tote]) { $0.asked = [.material, .attribute("방수")] })
        let lines = text.split(separator: "\n")
        #expect(lines[1].contains("소재는 나일론 100%예요"))
        #expect(lines[2].contains("소재는 캔버스예요") && lines[2].contains("방수는 상품 정보에 나와 있지 않아요"))
    }

    @Test func oneProductAloneAsksForAnother() async throws {
        #expect(try await answer(Fixture.context(.compare, [Fixture.tote])).contains("하나 더"))
        #expect(try await answer(Fixture.context(.compare, [Fixture.tote, Fixture.hidden])).contains("하나 더"))
        #expect(try await answer(Fixture.context(.compare, locale: "en")).contains("one more"))
    }
}
