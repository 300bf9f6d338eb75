import Assistant
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

    @Test func doesNotKnowAConversationThatWasNeverHeld() async throws {
        #expect(try await store.conversation(id: "c", limit: 10) == nil)
        #expect(try await store.deleteConversation(id: "c") == false)
        #expect(try await store.deleteUser(id: "u") == 0)
    }

    @Test func givesBackATurnAsItWas() async throws {
        let constraints = fullConstraints()
        // A constraint that is added has to be set above, and kept.
        #expect(Mirror(reflecting: constraints).children.count == 14)
        #expect(Mirror(reflecting: constraints.exclude).children.count == 6)
        var full = turn("t", constraints: constraints)
        full.query.language = .ja
        full.query.corrected = "고친 말"
        try await store.append(full, to: "c", userId: "u")
        #expect(try await store.conversation(id: "c", limit: 10) == Conversation(id: "c", userId: "u", turns: [full]))
    }

    @Test(arguments: Intent.allCases) func givesBackEveryIntent(_ intent: Intent) async throws {
        var one = turn("t")
        one.intent = intent
        try await store.append(one, to: "c", userId: nil)
        #expect(try await store.conversation(id: "c", limit: 1)?.turns == [one])
    }

    @Test(arguments: Search.SortOrder.allCases) func givesBackEveryOrder(_ sort: Search.SortOrder) async throws {
        var constraints = Constraints()
        constraints.sort = sort
        let one = turn("t", constraints: constraints)
        try await store.append(one, to: "c", userId: nil)
        #expect(try await store.conversation(id: "c", limit: 1)?.turns == [one])
    }

    @Test(arguments: [
        "'); DELETE FROM turns; --", "\"", "%_", "🧦👩‍👩‍👧 한글 e\u{301}", "\\u0000 \\", "줄\n바꿈\r\t", "?1 :id @x $y",
        String(repeating: "가", count: 100_000), "",
    ])
    func takesAnyText(_ text: String) async throws {
        let one = turn(text, text)
        try await store.append(one, to: text, userId: text)
        let conversation = try await store.conversation(id: text, limit: 1)
        #expect(conversation == Conversation(id: text, userId: text, turns: [one]))
        #expect(conversation?.turns.first.map { Array($0.message.utf8) } == Array(text.utf8))
        #expect(try await store.deleteUser(id: text) == 1)
    }

    @Test func keepsTextBehindANulAndIdsApartThatDifferBehindOne() async throws {
        try await store.append(turn("t", "앞\u{0}뒤"), to: "c", userId: "u\u{0}x")
        try await store.append(turn("t"), to: "c\u{0}x", userId: "u")
        #expect(try await store.conversation(id: "c", limit: 1)?.turns.first?.message == "앞\u{FFFD}뒤")
        #expect(try await store.deleteUser(id: "u") == 1)
        #expect(try await store.conversation(id: "c", limit: 1) != nil)
        #expect(try await store.conversation(id: "c\u{0}x", limit: 1) == nil)
        #expect(try await store.deleteUser(id: "u\u{0}x") == 1)
    }

    @Test func givesTheNewestTurnsOldestFirst() async throws {
        // By the order of arrival, whatever the clock said.
        for index in 1...5 {
            var one = turn("\(index)")
            one.at = Date(timeIntervalSince1970: Double(-index))
            try await store.append(one, to: "c", userId: nil)
        }
        func ids(_ limit: Int) async throws -> [String]? {
            try await store.conversation(id: "c", limit: limit)?.turns.map(\.id)
        }
        #expect(try await ids(3) == ["3", "4", "5"])
        #expect(try await ids(.max) == ["1", "2", "3", "4", "5"])
        #expect(try await ids(0) == [])
        #expect(try await ids(-1) == [])
    }

    @Test func takesATurnAgainInItsPlace() async throws {
        try await store.append(turn("1"), to: "c", userId: nil)
        try await store.append(turn("2"), to: "c", userId: nil)
        let again = turn("1", "다시")
        try await store.append(again, to: "c", userId: nil)
        let turns = try await store.conversation(id: "c", limit: 10)?.turns
        #expect(turns?.map(\.id) == ["1", "2"])
        #expect(turns?.first == again)
    }

    @Test func dropsTheOldestTurnsOfALongConversation() async throws {
        let extra = 3
        try await store.append(turn("other"), to: "d", userId: nil)
        for index in 0..<(SQLiteConversationStore.turnLimit + extra) {
            try await store.append(turn("\(index)"), to: "c", userId: nil)
        }
        let turns = try await store.conversation(id: "c", limit: .max)?.turns
        #expect(turns?.count == SQLiteConversationStore.turnLimit)
        #expect(turns?.first?.id == "\(extra)")
        #expect(try await store.conversation(id: "d", limit: 1)?.turns.count == 1)
    }

    @Test func refusesNumbersThatAreNotFinite() async throws {
        var constraints = Constraints()
        constraints.attribute = [.init("", .number(min: .infinity, max: nil, unit: "kg"))]
        let error = await #expect(throws: StorageError.self) {
            try await store.append(turn("t", constraints: constraints), to: "c", userId: nil)
        }
        #expect(error?.code == .invalidValue)
    }

    @Test func deletesAConversation() async throws {
        try await store.append(turn("1"), to: "c", userId: "u")
        try await store.append(turn("1"), to: "d", userId: "u")
        #expect(try await store.deleteConversation(id: "c"))
        #expect(try await store.conversation(id: "c", limit: 1) == nil)
        #expect(try await store.conversation(id: "d", limit: 1) != nil)
        try await store.append(turn("2"), to: "c", userId: nil)
        #expect(try await store.conversation(id: "c", limit: 9)?.turns.map(\.id) == ["2"])
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
