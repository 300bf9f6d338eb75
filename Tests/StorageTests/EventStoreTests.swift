import Foundation
import Shop
import Storage
import Testing

@Suite("An event store")
struct EventStoreTests {
    let store: SQLiteEventStore

    init() throws { store = SQLiteEventStore(try .temporary()) }

    private func event(_ product: String, _ kind: ShopEvent.Kind = .view, user: String = "u") -> ShopEvent {
        ShopEvent(kind: kind, userId: user, productId: product, at: Date())
    }

    @Test func givesTheNewestFirst() async throws {
        let events = ShopEvent.Kind.allCases.enumerated().map { event("\($0)", $1) }
        try await store.append(events)
        try await store.append([event("x", user: "v")])
        try await store.append([])
        #expect(try await store.events(userId: "u", limit: 99) == events.reversed())
        #expect(try await store.events(userId: "u", limit: 2) == [events[3], events[2]])
        #expect(try await store.events(userId: "u", limit: 0).isEmpty)
        #expect(try await store.events(userId: "u", limit: -1).isEmpty)
        #expect(try await store.events(userId: "nobody", limit: 9).isEmpty)
    }

    @Test func dropsTheOldestOfAUserWithTooMany() async throws {
        try await store.append([event("first", user: "v")])
        try await store.append((0..<SQLiteEventStore.eventLimit + 5).map { event("\($0)") })
        let kept = try await store.events(userId: "u", limit: .max)
        #expect(kept.count == SQLiteEventStore.eventLimit)
        #expect(kept.last?.productId == "5")
        #expect(try await store.events(userId: "v", limit: 9).count == 1)
    }

    @Test(arguments: ["'; DROP TABLE events; --", "한글", "🧦", ""]) func takesAnyText(_ text: String) async throws {
        let one = event(text, user: text)
        try await store.append([one])
        #expect(try await store.events(userId: text, limit: 9) == [one])
        #expect(try await store.deleteUser(id: text) == 1)
    }

    @Test func deletesTheEventsOfOneUser() async throws {
        try await store.append([event("1"), event("2"), event("3", user: "u2"), event("4", user: "%")])
        #expect(try await store.deleteUser(id: "%") == 1)
        #expect(try await store.deleteUser(id: "u") == 2)
        #expect(try await store.deleteUser(id: "u") == 0)
        #expect(try await store.events(userId: "u2", limit: 9).count == 1)
    }
}
