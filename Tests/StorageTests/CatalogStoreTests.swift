import Foundation
import Shop
import Storage
import Testing

@Suite("A catalogue store")
struct CatalogStoreTests {
    let store: SQLiteCatalogStore

    init() throws { store = SQLiteCatalogStore(try .temporary()) }

    private func ingest(_ products: [Product], policies: [Policy] = []) async throws {
        try await store.ingest([ListSource(products, policies: policies)], mode: .merge)
    }

    @Test func isEmptyAtFirst() async throws {
        #expect(try await store.catalogVersion() == 0)
        let catalog = try await store.loadCatalog()
        #expect(catalog.version == 0 && catalog.products.isEmpty && catalog.policies.isEmpty)
        #expect(try await store.product(id: "1") == nil)
    }

    @Test func givesBackEveryMemberOfAProduct() async throws {
        let full = try fullProduct()
        // A member added to Product has to be set in `fullProduct`, and kept.
        #expect(Mirror(reflecting: full).children.count == 26)
        let sparse = Product(id: "", name: "")
        try await ingest([full, sparse])
        #expect(try await store.loadCatalog().products == [sparse, full])
        #expect(try await store.product(id: full.id) == full)
    }

    @Test(arguments: Product.Gender.allCases) func givesBackEveryGender(_ gender: Product.Gender) async throws {
        var product = Product("1")
        product.gender = gender
        product.brand = Product.Brand(ko: nil, en: "Nike")
        product.price = .min
        product.stock = .max
        try await ingest([product])
        #expect(try await store.product(id: "1") == product)
    }

    @Test func givesBackPolicies() async throws {
        let policies = [
            Policy(id: "배송", topic: "배송", question: "며칠?", answer: "'2일'; --"),
            Policy(id: "a", topic: "", question: "", answer: "", updatedAt: Date(timeIntervalSince1970: 1.5)),
        ]
        try await ingest([], policies: policies)
        #expect(try await store.loadCatalog().policies == policies.reversed())
    }

    @Test(arguments: [
        "'; DROP TABLE products; --", "\" OR \"\"=\"", "%", "a\u{0}b", "🧦👩‍👩‍👧", "한글", "é", "e\u{301}",
        String(repeating: "긴", count: 5000),
    ])
    func takesAnyTextForAnId(_ id: String) async throws {
        try await ingest([Product("other"), Product(id, id)])
        #expect(try await store.product(id: id)?.name == id)
        #expect(try await store.product(id: id)?.id == id)
        #expect(try await store.loadCatalog().products.count == 2)
        #expect(try await store.product(id: "a") == nil)
    }

    @Test func takesComposedAndDecomposedIdsForOne() async throws {
        try await ingest([Product("caf\u{e9}", "first"), Product("cafe\u{301}", "second")])
        #expect(try await store.loadCatalog().products.map(\.name) == ["second"])
        #expect(try await store.product(id: "caf\u{e9}")?.name == "second")
    }

    @Test func sortsById() async throws {
        let ids = ["b", "ㄱ", "a", "10", "9", "가", "B", "é", "f", "z"]
        try await ingest(ids.map { Product($0) })
        #expect(try await store.loadCatalog().products.map(\.id) == ids.sorted())
    }

    @Test func keepsHiddenProductsBackUntilTheyAreShown() async throws {
        var product = Product("1")
        product.status = .hidden
        try await ingest([product, Product("2")])
        #expect(try await store.product(id: "1") == nil)
        #expect(try await store.loadCatalog().products.map(\.id) == ["2"])
        let again = try await store.ingest([ListSource([product])], mode: .merge)
        #expect(again.unchanged == 1)

        product.status = .onSale
        let report = try await store.ingest([ListSource([product])], mode: .merge)
        #expect(report.changed == 1)
        #expect(try await store.product(id: "1") == product)
        #expect(try await store.loadCatalog().products.map(\.id) == ["1", "2"])
    }

    @Test func showsEveryReaderOneWholeVersion() async throws {
        let folder = TemporaryFolder()
        let writer = SQLiteCatalogStore(try AssistantDatabase(path: folder.file("a.sqlite")))
        let reader = SQLiteCatalogStore(try AssistantDatabase(path: folder.file("a.sqlite")))
        try await withThrowingTaskGroup { group in
            group.addTask {
                for round in 1...20 {
                    let products = (0..<50).map { Product("\($0)", price: round) }
                    try await writer.ingest([ListSource(products, size: 7)], mode: .replace)
                }
            }
            group.addTask {
                while true {
                    let catalog = try await reader.loadCatalog()
                    #expect(Set(catalog.products.map(\.price)) == (catalog.version == 0 ? [] : [catalog.version]))
                    #expect(catalog.products.count == (catalog.version == 0 ? 0 : 50))
                    if catalog.version == 20 { return }
                }
            }
            try await group.waitForAll()
        }
    }
}
