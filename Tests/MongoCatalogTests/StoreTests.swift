import Assistant
public import BlankSpaceTesting
import Foundation
public import MongoCatalog
import MongoClient
import Shop
import Testing

extension MongoEventStore: ReadableEventStore {}

@Suite(
    "Stores in MongoDB", .serialized,
    .enabled(if: SecantusServer.isInstalled, "SecantusDB is not installed: scripts/install-integration mongo"))
struct StoreTests {
    @Test(arguments: ConversationStoreBehavior.allCases)
    func keepAConversationStoresPromises(_ behavior: ConversationStoreBehavior) async throws {
        let store = MongoConversationStore(client: try await LiveServer.client(), database: "stores")
        try await store.prepare()
        try await behavior.check(store)
    }

    @Test(arguments: EventStoreBehavior.allCases)
    func keepAnEventStoresPromises(_ behavior: EventStoreBehavior) async throws {
        let store = MongoEventStore(client: try await LiveServer.client(), database: "stores")
        try await store.prepare()
        try await behavior.check(store)
    }

    @Test func areSharedByReplicasAndForgetAUserWithAllEvents() async throws {
        let database = freshName()
        let one = MongoConversationStore(client: try await LiveServer.client(), database: database)
        let other = MongoConversationStore(client: try await LiveServer.client(), database: database)
        let events = MongoEventStore(client: try await LiveServer.client(), database: database)
        try await one.prepare(retention: .seconds(86_400))
        try await other.prepare(retention: .seconds(86_400))
        try await events.prepare(retention: .seconds(86_400))
        try await events.append([
            ShopEvent(kind: .cart, userId: "u", productId: "p", at: Date()),
            ShopEvent(kind: .cart, userId: "v", productId: "p", at: Date()),
        ])
        let turn = Conversation.Turn(
            id: "t", at: Date(), message: "운동화", intent: .search,
            query: .init(text: "운동화", need: "운동화", constraints: .init()),
            shown: [], answer: "")
        try await one.append(turn, to: "c", userId: "u")
        #expect(try await other.conversation(id: "c", limit: 1)?.turns.map(\.id) == ["t"])
        #expect(try await other.deleteUser(id: "u") == 1)
        #expect(try await one.conversation(id: "c", limit: 1) == nil)
        #expect(try await events.events(userId: "u", limit: 9).isEmpty)
        #expect(try await events.events(userId: "v", limit: 9).count == 1)
        let left = try await LiveServer.client().database(database).collection("turns").findAll([:], .init())
        #expect(left.isEmpty)
    }
}
