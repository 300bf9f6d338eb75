internal import Foundation
public import MongoClient
public import Shop
internal import Synchronization

/// What shoppers did, in MongoDB's collection `events`, so that replicas of the server share it.
///
/// Moments are kept to the millisecond. Throws `MongoError`.
public struct MongoEventStore: EventStore {
    private let collection: MongoCollection

    /// Events kept of a user; with each one more, the oldest goes.
    public static let eventLimit = 1000

    public init(client: MongoClient, database: String) {
        collection = client.database(database).collection("events")
    }

    /// Makes the indexes where they are not there yet: once, before the first use.
    ///
    /// - Parameter retention: how long events are kept; nil: for ever.
    public func prepare(retention: Duration? = nil) async throws {
        try await collection.createIndex(["userId": 1, "ordinal": 1], name: "byUser")
        if let retention { try await collection.createIndex(["at": 1], name: "expiry", expiry: retention) }
    }

    /// Adds events in their order.
    public func append(_ events: [ShopEvent]) async throws {
        guard !events.isEmpty else { return }
        try await collection.insert(
            events.map { event in
                [
                    "userId": .string(event.userId), "kind": .string(event.kind.rawValue),
                    "productId": .string(event.productId), "at": .date(event.at), "ordinal": .int(Self.nextOrdinal()),
                ]
            })
        for user in Set(events.map(\.userId)) { try await dropOldest(of: user) }
    }

    private func dropOldest(of user: String) async throws {
        let surplus = try await collection.findOne(
            ["userId": .string(user)],
            .init(projection: ["ordinal": 1], sort: ["ordinal": -1], skip: Self.eventLimit))
        guard let ordinal = surplus?["ordinal"]?.integer else { return }
        try await collection.delete(["userId": .string(user), "ordinal": ["$lte": .int(ordinal)]])
    }

    /// The user's newest `limit` events, newest first, by the order of `append`; among replicas by their clocks.
    public func events(userId: String, limit: Int) async throws -> [ShopEvent] {
        guard limit > 0 else { return [] }
        let documents = try await collection.findAll(
            ["userId": .string(userId)], .init(sort: ["ordinal": -1], limit: min(limit, Self.eventLimit)))
        return try documents.map { document in
            guard let kind = document["kind"]?.string.flatMap(ShopEvent.Kind.init),
                let productId = document["productId"]?.string, let at = StoredTurn.date(document["at"])
            else { throw MongoError(.invalidDocument, "an event was not written by this program") }
            return ShopEvent(kind: kind, userId: userId, productId: productId, at: at)
        }
    }

    /// Deletes the user's events; conversations stay, see `MongoConversationStore.deleteUser`. Returns how many went.
    @discardableResult
    public func deleteUser(id: String) async throws -> Int {
        try await collection.delete(["userId": .string(id)]).deleted
    }

    /// Microseconds since 1970, and always more than before in this process: an order, not a moment.
    private static func nextOrdinal() -> Int {
        lastOrdinal.withLock { last in
            last = max(last + 1, Int(Date().timeIntervalSince1970 * 1_000_000))
            return last
        }
    }

    private static let lastOrdinal = Mutex(0)
}
