public import Assistant
internal import Foundation
public import MongoClient
internal import Shop

/// Conversations in MongoDB, in the collections `conversations` and `turns`, so that replicas of the server share them.
///
/// Moments are kept to the millisecond. Throws `MongoError`.
public struct MongoConversationStore: ConversationStore {
    private let conversations: MongoCollection
    private let turns: MongoCollection
    private let events: MongoCollection

    /// Turns kept of a conversation; with each one more, the oldest goes.
    public static let turnLimit = 200

    public init(client: MongoClient, database: String) {
        let database = client.database(database)
        conversations = database.collection("conversations")
        turns = database.collection("turns")
        events = database.collection("events")
    }

    /// Makes the indexes where they are not there yet: once, before the first use.
    ///
    /// - Parameter retention: how long conversations and turns are kept after the last word; nil: for ever.
    public func prepare(retention: Duration? = nil) async throws {
        try await turns.createIndex(["conversationId": 1, "id": 1], name: "byTurn", unique: true)
        try await turns.createIndex(["conversationId": 1, "ordinal": 1], name: "byOrder")
        try await turns.createIndex(["userId": 1], name: "byUser")
        try await conversations.createIndex(["userId": 1], name: "byUser")
        guard let retention else { return }
        try await turns.createIndex(["at": 1], name: "expiry", expiry: retention)
        try await conversations.createIndex(["updatedAt": 1], name: "expiry", expiry: retention)
    }

    /// The conversation with its newest `limit` turns, oldest first; nil where it is unknown. The order is that of `append`.
    public func conversation(id: String, limit: Int) async throws -> Conversation? {
        guard let found = try await conversations.findOne(["_id": .string(id)]) else { return nil }
        var newest: [JSONValue] = []
        if limit > 0 {
            newest = try await turns.findAll(
                ["conversationId": .string(id)], .init(sort: ["ordinal": -1], limit: min(limit, Self.turnLimit)))
        }
        let turns = try newest.reversed().map { document in
            guard let turn = StoredTurn.turn(document) else {
                throw MongoError(.invalidDocument, "a turn of a conversation was not written by this program")
            }
            return turn
        }
        return Conversation(id: id, userId: found["userId"]?.string, turns: turns)
    }

    /// Adds a turn, and the conversation where it is new. A turn whose id the conversation has already takes that one's place.
    ///
    /// A conversation belongs to the first user that is named for it; each turn remembers its own, for `deleteUser`.
    public func append(_ turn: Conversation.Turn, to conversationId: String, userId: String?) async throws {
        let members = try StoredTurn.members(turn, userId: userId)
        let conversation = try await takingOver {
            try await conversations.findAndUpdate(
                ["_id": .string(conversationId)],
                [
                    "$inc": ["turns": 1], "$set": ["updatedAt": .date(turn.at)],
                    "$setOnInsert": ["createdAt": .date(turn.at)],
                ])
        }
        if let userId, conversation["userId"]?.string == nil {
            try await conversations.update(
                ["_id": .string(conversationId), "userId": .json(.null)], ["$set": ["userId": .string(userId)]])
        }
        let ordinal = conversation["turns"]?.integer ?? 0
        try await takingOver {
            try await turns.update(
                ["conversationId": .string(conversationId), "id": .string(turn.id)],
                ["$set": .document(members), "$setOnInsert": ["ordinal": .int(ordinal)]], upsert: true)
        }
        if ordinal > Self.turnLimit { try await dropOldest(of: conversationId) }
    }

    /// Of two that add the same document at once one is told that it is there already; then it can be updated.
    @discardableResult
    private func takingOver<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as MongoError where error.code == .duplicate {
            return try await body()
        }
    }

    private func dropOldest(of conversationId: String) async throws {
        let surplus = try await turns.findOne(
            ["conversationId": .string(conversationId)],
            .init(projection: ["ordinal": 1], sort: ["ordinal": -1], skip: Self.turnLimit))
        guard let ordinal = surplus?["ordinal"]?.integer else { return }
        try await turns.delete(["conversationId": .string(conversationId), "ordinal": ["$lte": .int(ordinal)]])
    }

    /// False where there was none.
    public func deleteConversation(id: String) async throws -> Bool {
        // The words first: where this breaks off, what is left says nothing.
        try await turns.delete(["conversationId": .string(id)])
        return try await conversations.delete(["_id": .string(id)]).deleted > 0
    }

    /// Deletes every conversation that this user took part in, whoever it belongs to, and the user's events. Returns how many
    /// conversations went. Where it breaks off, calling it again deletes the rest.
    public func deleteUser(id: String) async throws -> Int {
        var ids = Set(try await turns.distinct("conversationId", ["userId": .string(id)]))
        let owned = try await conversations.findAll(["userId": .string(id)], .init(projection: ["_id": 1]))
        ids.formUnion(owned.compactMap { $0["_id"] })
        var deleted = 0
        let all = Array(ids)
        for start in stride(from: 0, to: all.count, by: 500) {
            let some = JSONValue.array(Array(all[start..<min(start + 500, all.count)]))
            // First the others' words, which only the conversation leads to; the user's own are found again by `userId`.
            try await turns.delete(["conversationId": ["$in": .json(some)], "userId": ["$ne": .string(id)]])
            deleted += try await conversations.delete(["_id": ["$in": .json(some)]]).deleted
            try await turns.delete(["conversationId": ["$in": .json(some)]])
        }
        try await events.delete(["userId": .string(id)])
        return deleted
    }
}
