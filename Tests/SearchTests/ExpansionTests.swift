import Search
import Shop
import Testing

/// What a language model imagined that shoppers say helps to find, and does nothing else.
@Suite struct ExpansionTests {
    private let plain = SmallShop.engine()
    private let expanded: SearchEngine = {
        let engine = SearchEngine(embedder: nil)
        engine.load(
            Catalog(version: 1, products: SmallShop.products, policies: []),
            expansions: Expansions([
                "s12": ["시험장에서 몇 시인지 봐야 할 때", "면접 보러 가는 길"],
                "s8": ["밤샘 공부에 커피가 식지 않게"],
            ]))
        return engine
    }()

    private func ids(_ text: String, _ engine: SearchEngine) async throws -> [String] {
        try await engine.search(engine.understand(text), limit: 10).hits.map(\.product.id)
    }

    @Test(arguments: [
        ("시험장에서 몇 시인지 보려고요", "s12"), ("면접 보러 가는데 뭐가 필요할까", "s12"), ("밤샘하는데 커피가 자꾸 식어요", "s8"),
    ])
    func aSituationThatOnlyTheModelNamedFindsItsProduct(text: String, id: String) async throws {
        #expect(try await !ids(text, plain).contains(id))
        #expect(try await ids(text, expanded).first == id)
    }

    @Test(arguments: ["커피", "러닝화", "텀블러", "면접 정장", "커피 빼고 텀블러"])
    func namesOfThingsFindWhatTheyFoundBefore(text: String) async throws {
        #expect(try await ids(text, expanded) == ids(text, plain))
    }

    @Test func whatWasImaginedIsNoReason() async throws {
        let found = try await expanded.search(expanded.understand("면접 보러 가는데 뭐가 필요할까"), limit: 10)
        let hit = try #require(found.hits.first { $0.product.id == "s12" })
        #expect(!hit.reasons.contains { if case .words = $0 { true } else { false } })
        #expect(hit.product == SmallShop.products.first { $0.id == "s12" })
    }

    @Test func aNewCatalogueKeepsThemUntilOthersCome() async throws {
        let catalog = Catalog(version: 2, products: SmallShop.products.filter { $0.id != "s1" }, policies: [])
        expanded.load(catalog)
        #expect(try await ids("면접 보러 가는데 뭐가 필요할까", expanded).first == "s12")
        expanded.load(catalog, expansions: Expansions())
        #expect(try await !ids("면접 보러 가는데 뭐가 필요할까", expanded).contains("s12"))
    }
}
