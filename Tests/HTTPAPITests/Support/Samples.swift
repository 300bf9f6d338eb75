import Assistant
import BlankSpaceTesting
import Search
import Shop

extension Product {
    static var sample: Product {
        var product = Product(id: "p-1", name: "레인 부츠")
        product.brand = Brand(ko: "비와", en: "Biwa")
        product.category = ["신발", "부츠"]
        product.price = 59_000
        product.listPrice = 79_000
        product.colors = ["블랙"]
        product.sizes = ["250", "260"]
        product.stock = 3
        product.rating = 4.5
        product.reviewCount = 12
        product.extra = ["warehouse": "B7"]
        return product
    }
}

extension FakeAssistant.Script {
    static func start(_ constraints: Constraints = Constraints()) -> Step {
        .event(
            .turn(
                TurnStart(
                    conversationId: "c-1", turnId: "t-1", intent: .search, query: "레인 부츠",
                    constraints: constraints, locale: "ko")))
    }

    static var end: Step {
        var timings = TurnEnd.Timings()
        timings.totalMs = 12.3456
        return .event(
            .done(TurnEnd(answer: "두 줄\n답이에요.", model: "extractive", degraded: ["vectors"], timings: timings)))
    }

    /// A whole turn with every kind of event.
    static func answer(_ constraints: Constraints = Constraints()) -> Self {
        .init([
            start(constraints),
            .event(.products(ProductList(items: [.init(product: .sample, why: "방수예요")], total: 7))),
            .event(.delta("두 줄\n")),
            .event(.delta("답이에요.")),
            .event(.citations([Citation(kind: .product, id: "p-1", field: "price")])),
            .event(
                .action(
                    CartAction(
                        kind: .cartAdd, items: [.init(productId: "p-1", quantity: 2, size: "250")], blocked: .soldOut))
            ),
            .event(.suggestions(["더 싼 것", "검은색"])),
            end,
        ])
    }
}
