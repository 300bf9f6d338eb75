import Assistant
import BlankSpaceTesting
import Foundation
import Search
import Shop
import Storage
import Testing

@Suite("A conversation store")
struct ConversationStoreTests {
    let database: AssistantDatabase
    let store: SQLiteConversationStore

    init() throws {
        database = try .temporary()
        store = SQLiteConversationStore(database)
    }

    private func turn(_ id: String, _ message: String = "운동화", constraints: Constraints = .init()) -> Conversation.Turn
    {
        Conversation.Turn(
            id: id, at: Date(), message: message, intent: .search,
            query: SearchQuery(text: message, need: message, constraints: constraints), shown: [id, message],
            answer: message)
    }

    private func fullConstraints() -> Constraints {
        var value = Constraints()
        value.priceMin = 0
        value.priceMax = 50_000
        value.category = ["신발", "'"]
        value.brand = ["나이키"]
        value.color = ["블랙"]
        value.size = ["250"]
        value.gender = .child
        value.material = ["면"]
        value.attribute = [
            .init("방수", .present), .init("핏", .equals("")), .init("", .number(min: 1.5, max: nil, unit: "kg")),
            .init("굽", .number(min: nil, max: 3, unit: "")),
        ]
        value.exclude.category = ["샌들"]
        value.exclude.brand = ["a"]
        value.exclude.color = ["b"]
        value.exclude.material = ["c"]
        value.exclude.attribute = ["d"]
        value.exclude.term = ["e"]
        value.inStock = true
        value.discountMin = 10
        value.season = ["여름"]
        value.sort = .priceAscending
        return value
    }

    @Test(arguments: ConversationStoreBehavior.allCases)
    func keepsAConversationStoresPromises(_ behavior: ConversationStoreBehavior) async throws {
        try await behavior.check(store)
    }

    @Test func givesBackATurnAsItWas() async throws {
        let constraints = fullConstraints()
        // A constraint that is added has to be set above, and kept.
        #expect(Mirror(reflecting: constraints).children.count == 14)
        #expect(Mirror(reflecting: constraints.exclude).children.count == 6)
        var full = turn("t", constraints: constraints)
        full.query.language = .ja
        full.query.leaning = .cheap
        full.query.corrected = "고친 말"
        try await store.append(full, to: "c", userId: "u")
        #expect(try await store.conversation(id: "c", limit: 10) == Conversation(id: "c", userId: "u", turns: [full]))
    }

    @Test(arguments: Search.SortOrder.allCases) func givesBackEveryOrder(_ sort: Search.SortOrder) async throws {
        var constraints = Constraints()
        constraints.sort = sort
        let one = turn("t", constraints: constraints)
        try await store.append(one, to: "c", userId: nil)
        #expect(try await store.conversation(id: "c", limit: 1)?.turns == [one])
    }

    @Test func refusesNumbersThatAreNotFinite() async throws {
        var constraints = Constraints()
        constraints.attribute = [.init("", .number(min: .infinity, max: nil, unit: "kg"))]
        let error = await #expect(throws: StorageError.self) {
            try await store.append(turn("t", constraints: constraints), to: "c", userId: nil)
        }
        #expect(error?.code == .invalidValue)
    }

    @Test func deletesAUserWithConversationsAndEvents() async throws {
        let events = SQLiteEventStore(database)
        let event = ShopEvent(kind: .cart, userId: "u", productId: "p", at: Date())
        var others = event
        others.userId = "v"
        try await events.append([event, others])
        try await store.append(turn("1"), to: "own", userId: "u")
        // Begun before the shopper signed in; and as somebody else.
        try await store.append(turn("1"), to: "anonymous", userId: nil)
        try await store.append(turn("2"), to: "anonymous", userId: "u")
        try await store.append(turn("1"), to: "guest", userId: "guest-7")
        try await store.append(turn("2"), to: "guest", userId: "u")
        try await store.append(turn("1"), to: "others", userId: "v")
        #expect(try await store.conversation(id: "anonymous", limit: 1)?.userId == "u")
        #expect(try await store.conversation(id: "guest", limit: 1)?.userId == "guest-7")

        #expect(try await store.deleteUser(id: "u") == 3)
        for id in ["own", "anonymous", "guest"] { #expect(try await store.conversation(id: id, limit: 1) == nil) }
        #expect(try await store.conversation(id: "others", limit: 1)?.turns.count == 1)
        #expect(try await events.events(userId: "u", limit: 9).isEmpty)
        #expect(try await events.events(userId: "v", limit: 9) == [others])
    }

    @Test func leavesNoTraceOfDeletedTextInTheFiles() async throws {
        func occurrences(_ text: String) throws -> Int {
            try ["", "-wal"].reduce(0) { sum, suffix in
                let data = try Data(contentsOf: URL(fileURLWithPath: database.path + suffix))
                return sum + (data.range(of: Data(text.utf8)) == nil ? 0 : 1)
            }
        }
        try await store.append(turn("1", "SECRET-SHORT"), to: "c", userId: "u")
        try await store.append(turn("2", String(repeating: "SECRET-LONG ", count: 3000)), to: "c", userId: "u")
        try await store.append(turn("1", "KEPT-TEXT"), to: "d", userId: "v")
        // An ingest turns overwriting off for its own rows.
        try await SQLiteCatalogStore(database).ingest([ListSource([Product("1")])], mode: .merge)
        #expect(try occurrences("SECRET-SHORT") > 0)
        #expect(try await store.deleteUser(id: "u") == 1)
        #expect(try occurrences("SECRET-SHORT") == 0)
        #expect(try occurrences("SECRET-LONG") == 0)
        #expect(try occurrences("KEPT-TEXT") > 0)
    }

    @Test func takesTurnsOfManyAtOnceAndKeepsThemWhenReopened() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("a.sqlite")
        do {
            let stores = try (0..<2).map { _ in SQLiteConversationStore(try AssistantDatabase(path: path)) }
            try await withThrowingTaskGroup { group in
                for index in 0..<40 {
                    group.addTask {
                        try await stores[index % 2].append(turn("\(index)"), to: "c\(index % 4)", userId: "u")
                    }
                }
                try await group.waitForAll()
            }
        }
        let store = SQLiteConversationStore(try AssistantDatabase(path: path))
        for index in 0..<4 { #expect(try await store.conversation(id: "c\(index)", limit: 99)?.turns.count == 10) }
    }
}
