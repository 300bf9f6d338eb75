import Foundation
import Shop
import Storage
import Testing

@Suite("A few changes of a catalogue")
struct CatalogChangeTests {
    let database: AssistantDatabase
    let store: SQLiteCatalogStore

    init() throws {
        database = try .temporary()
        store = SQLiteCatalogStore(database)
    }

    private let policy = Policy(id: "p", topic: "t", question: "q", answer: "a")

    @Test func becomeOneVersion() async throws {
        try await store.ingest([ListSource([Product("1"), Product("2"), Product("3")])], mode: .merge)
        let report = try await store.apply([
            .product(Product("2", price: 5)), .removeProduct("3"), .product(Product("4")), .policy(policy),
            .removePolicy("unknown"), .product(Product("1")),
        ])
        var expected = IngestReport()
        expected.version = 2
        expected.added = 1
        expected.changed = 1
        expected.unchanged = 1
        expected.removed = 1
        expected.policiesAdded = 1
        #expect(report == expected)
        let catalog = try await store.loadCatalog()
        #expect(catalog.products == [Product("1"), Product("2", price: 5), Product("4")])
        #expect(catalog.policies == [policy])
        #expect(catalog.version == 2)
    }

    @Test func leaveTheVersionWhereNothingIsAnother() async throws {
        try await store.ingest([ListSource([try fullProduct(), Product("2")], policies: [policy])], mode: .merge)
        let report = try await store.apply([
            .product(try fullProduct()), .policy(policy), .removeProduct("9"), .removePolicy("9"),
        ])
        #expect(report.version == 1 && !report.hasChanges && report.unchanged == 1 && report.policiesUnchanged == 1)
        #expect(try await store.apply([]).version == 1)
    }

    @Test func areCarriedOutInTheirOrder() async throws {
        try await store.apply([.product(Product("1", "a")), .removeProduct("1"), .product(Product("1", "b"))])
        try await store.apply([.product(Product("1", "c")), .removeProduct("1")])
        #expect(try await store.loadCatalog().products.isEmpty)
        #expect(try await store.ids(of: .products).isEmpty)
    }

    @Test func hideWhatBecomesHidden() async throws {
        try await store.apply([.product(Product("1"))])
        var hidden = Product("1")
        hidden.status = .hidden
        try await store.apply([.product(hidden), .policy(policy)])
        #expect(try await store.product(id: "1") == nil)
        #expect(try await store.loadCatalog().products.isEmpty)
        #expect(try await store.ids(of: .products) == ["1"])
        #expect(try await store.ids(of: .policies) == ["p"])
    }

    @Test func dropWhatIsNestedTooDeeply() async throws {
        try await store.apply([.product(Product("deep")), .product(Product("1"))])
        var deep = Product("deep")
        deep.extra = ["x": (0..<600).reduce(.null) { value, _ in .array([value]) }]
        let report = try await store.apply([.product(deep), .product(Product("1", "new"))])
        #expect(report.rejectedCount == 1 && report.removed == 1 && report.changed == 1)
        #expect(try await store.loadCatalog().products.map(\.name) == ["new"])
    }

    @Test func areKeptTogetherWithThePlaceInTheirSource() async throws {
        #expect(try await store.bookmark(of: "s") == nil)
        try await store.apply([.product(Product("1"))], bookmark: CatalogBookmark(source: "s", place: #"{"a":"가"}"#))
        try await store.apply([], bookmark: CatalogBookmark(source: "other", place: "x"))
        let again = SQLiteCatalogStore(try AssistantDatabase(path: database.path))
        #expect(try await again.bookmark(of: "s") == #"{"a":"가"}"#)
        #expect(try await again.catalogVersion() == 1)
        try await again.apply([], bookmark: CatalogBookmark(source: "s", place: nil))
        #expect(try await store.bookmark(of: "s") == nil)
        #expect(try await store.bookmark(of: "other") == "x")
    }

    @Test func ofManyAtOnceAreAllKept() async throws {
        try await withThrowingTaskGroup { group in
            for index in 0..<20 {
                group.addTask { try await store.apply([.product(Product("\(index)"))]) }
            }
            try await group.waitForAll()
        }
        #expect(try await store.catalogVersion() == 20)
        #expect(try await store.ids(of: .products).count == 20)
    }
}
