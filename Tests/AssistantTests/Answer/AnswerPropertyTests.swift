import Assistant
import Foundation
import Search
import Shop
import Testing

/// What holds of every answer, whatever the context.
@Suite struct AnswerPropertyTests {
    static let facts: [AskedFact] = [
        .price, .discount, .stock, .colors, .sizes, .material, .rating, .reviews, .brand, .season, .overview,
        .size("270"), .size(""), .size("2"), .color("검정"), .color(""), .attribute("방수"), .attribute(""),
        .attribute("무게"),
        .other(["노트북", "들어가요"]), .other([]), .other([""]),
    ]
    static let locales = ["ko", "en", "ja", "zh"]

    static let products: [Product] = {
        var strange = Product(id: "", name: "")
        strange.price = -5
        strange.listPrice = .max
        strange.rating = .nan
        strange.reviewCount = -3
        strange.stock = -1
        strange.colors = ["", " "]
        strange.sizes = ["", "~", "(", "9~1"]
        strange.attributes = [.init("", .text("")), .init("x", .number(.infinity)), .init("y", .number(1e300))]
        strange.details = "<<<>>> . . . ? ! \u{202E}"
        strange.reviews = [.init(rating: .infinity, text: "")]
        return [Fixture.backpack, Fixture.sparse, Fixture.tote, Fixture.soldOut, Fixture.hidden, strange]
    }()

    /// Members of a product or policy that a citation may name.
    static let fields: Set<String> = [
        "name", "brand", "category", "price", "listPrice", "colors", "sizes", "material", "season", "description",
        "stock", "status", "rating", "reviewCount", "reviews", "answer",
    ]

    func check(_ context: AnswerContext) async throws {
        let all = try await pieces(context)
        let text = all.map(\.text).joined()
        #expect(!text.isEmpty)
        #expect(!text.contains("  ") && !text.contains("비밀상품") && !text.contains("nan") && !text.contains("inf"))
        for piece in all {
            #expect(piece.text.contains { !$0.isWhitespace })
            #expect(Set(piece.citations).count == piece.citations.count)
            for citation in piece.citations {
                if citation.field.hasPrefix("attributes.") {
                    let name = String(citation.field.dropFirst("attributes.".count))
                    let product = context.products.first { $0.product.id == citation.id }?.product
                    #expect(product?.attribute(name) != nil)
                } else {
                    #expect(Self.fields.contains(citation.field))
                }
            }
        }
        #expect(StatedNumbers.unfounded(in: text, context: context).isEmpty, "\(text)")
        let next = Suggestions.next(for: context)
        #expect(next.count <= 3 && next.allSatisfy { !$0.isEmpty } && Set(next).count == next.count)
    }

    @Test(arguments: facts) func everyFactOfEveryProduct(_ asked: AskedFact) async throws {
        for product in Self.products {
            for locale in Self.locales { try await check(Fixture.detail(product, [asked], locale: locale)) }
        }
    }

    @Test(arguments: facts) func everyPairOfFacts(_ asked: AskedFact) async throws {
        for other in Self.facts {
            try await check(Fixture.detail(Fixture.backpack, [asked, other]))
            for product in [Fixture.sparse] {
                try await check(Fixture.context(.compare, [product, Fixture.tote]) { $0.asked = [asked, other] })
            }
        }
    }

    @Test(arguments: Intent.allCases) func everyIntentWithEverySetOfProducts(_ intent: Intent) async throws {
        let sets: [[Product]] = [[], Self.products, Self.products.reversed()] + Self.products.map { [$0] }
        for products in sets {
            for locale in Self.locales {
                for (need, total) in [("", 0), ("비 오는 날 들고 다닐 노트북 가방 추천해줘", 40)] {
                    try await check(
                        Fixture.context(
                            intent, products, need: need, locale: locale,
                            reasons: [.kind("가방"), .attribute("방수"), .words(["노트북"]), .color("블랙"), .price]
                        ) {
                            $0.total = total
                            $0.query.constraints.priceMax = 35_000
                            $0.query.constraints.size = ["270"]
                            $0.query.constraints.attribute = [.init("무게", .number(min: nil, max: 270, unit: "g"))]
                            $0.relaxable = ["priceMax", "size", "attribute"]
                            $0.action = CartAction(
                                kind: .cartAdd, items: products.map { .init(productId: $0.id, quantity: 2) })
                        })
                }
            }
        }
    }

    @Test func endingTheIterationEndsTheAnswer() async throws {
        let context = Fixture.detail(Fixture.backpack, Self.facts)
        var seen = 0
        for try await _ in ExtractiveAnswerer().answer(context) {
            seen += 1
            if seen == 2 { break }
        }
        #expect(seen == 2)
    }

    @Test func aCancelledTaskGetsNoMore() async throws {
        let task = Task { () -> Int in
            var seen = 0
            withUnsafeCurrentTask { $0?.cancel() }
            for try await _ in ExtractiveAnswerer().answer(Fixture.detail(Fixture.backpack, Self.facts)) { seen += 1 }
            return seen
        }
        #expect(try await task.value <= 1)
    }

    @Test func theSameFactsGiveTheSameAnswer() async throws {
        let context = Fixture.context(.search, Self.products)
        #expect(try await pieces(context) == (try await pieces(context)))
        #expect(ExtractiveAnswerer().model == "extractive")
    }
}
