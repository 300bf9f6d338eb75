import Foundation
public import Shop

/// An event store that can be looked into.
public protocol ReadableEventStore: EventStore {
    /// Newest first, by the order of `append`.
    func events(userId: String, limit: Int) async throws -> [ShopEvent]
    /// Returns how many went.
    func deleteUser(id: String) async throws -> Int
}

/// What every event store promises, one case each, to be run as the arguments of a test. Ids are new with each run.
public enum EventStoreBehavior: String, CaseIterable, Sendable {
    case givesTheNewestFirst, dropsTheOldestOfAUser, takesAnyText, deletesTheEventsOfOneUser

    public func check(_ store: any ReadableEventStore) async throws {
        let check = EventStoreCheck(store: store)
        switch self {
        case .givesTheNewestFirst: try await check.order()
        case .dropsTheOldestOfAUser: try await check.limit()
        case .takesAnyText: try await check.texts()
        case .deletesTheEventsOfOneUser: try await check.delete()
        }
    }
}

private struct EventStoreCheck {
    let store: any ReadableEventStore
    let mark = UUID().uuidString

    private func id(_ name: String) -> String { "\(name)-\(mark)" }

    private func event(_ product: String, _ kind: ShopEvent.Kind = .view, user: String) -> ShopEvent {
        ShopEvent(
            kind: kind, userId: user, productId: product,
            at: Date(timeIntervalSince1970: Double(1_764_000_000_123) / 1000))
    }

    func order() async throws {
        let events = ShopEvent.Kind.allCases.enumerated().map { event("\($0)", $1, user: id("u")) }
        try await store.append(events)
        try await store.append([event("x", user: id("v"))])
        try await store.append([])
        func found(_ user: String, _ limit: Int) async throws -> [ShopEvent] {
            try await store.events(userId: id(user), limit: limit)
        }
        try demandEqual(try await found("u", 99), events.reversed(), "the newest come first")
        try demandEqual(try await found("u", 2), [events[3], events[2]], "no more come than are wanted")
        try demandEqual(try await found("u", 0), [], "none comes where none is wanted")
        try demandEqual(try await found("u", -1), [], "none comes where fewer are wanted")
        try demandEqual(try await found("nobody", 9), [], "a stranger has none")
    }

    func limit() async throws {
        let limit = 1000
        try await store.append([event("first", user: id("v"))])
        try await store.append((0..<limit + 5).map { event("\($0)", user: id("u")) })
        let kept = try await store.events(userId: id("u"), limit: .max)
        try demandEqual(kept.count, limit, "1,000 events are kept")
        try demandEqual(kept.last?.productId, "5", "the oldest go")
        try demandEqual(try await store.events(userId: id("v"), limit: 9).count, 1, "of that user alone")
    }

    func texts() async throws {
        for text in ["'; DROP TABLE events; --", "한글", "🧦", "$ne", ""] {
            let one = event(text, user: text + mark)
            try await store.append([one])
            try demandEqual(try await store.events(userId: text + mark, limit: 9), [one], "any text comes back")
            try demandEqual(try await store.deleteUser(id: text + mark), 1, "a user is found by any text")
        }
    }

    func delete() async throws {
        let users = ["u", "u", "u2", "%"]
        try await store.append(users.enumerated().map { event("\($0)", user: id($1)) })
        try demandEqual(try await store.deleteUser(id: id("%")), 1, "a sign is no pattern")
        try demandEqual(try await store.deleteUser(id: id("u")), 2, "all events of the user go")
        try demandEqual(try await store.deleteUser(id: id("u")), 0, "nothing is left")
        try demandEqual(try await store.events(userId: id("u2"), limit: 9).count, 1, "others' stay")
    }
}
