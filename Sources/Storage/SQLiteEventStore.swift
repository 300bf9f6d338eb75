internal import Foundation
internal import GRDB
public import Shop

/// What shoppers did, in the assistant's SQLite file.
public struct SQLiteEventStore: EventStore {
    private let file: DatabaseFile

    public init(_ database: AssistantDatabase) { file = database.file }

    /// Events kept of a user; with each one more, the oldest goes.
    public static let eventLimit = 1000

    /// Adds events in their order, all or none. Throws `StorageError`.
    public func append(_ events: [ShopEvent]) async throws {
        guard !events.isEmpty else { return }
        try await file.write { db in
            let insert = try db.cachedStatement(
                sql: "INSERT INTO events (userId, kind, productId, at) VALUES (?, ?, ?, ?)")
            for event in events {
                try insert.execute(arguments: [
                    event.userId.storable, event.kind.rawValue, event.productId.storable,
                    event.at.timeIntervalSinceReferenceDate,
                ])
            }
            let trim = try db.cachedStatement(
                sql: """
                    DELETE FROM events WHERE userId = :user AND ordinal <= (
                        SELECT ordinal FROM events WHERE userId = :user
                        ORDER BY ordinal DESC LIMIT 1 OFFSET \(Self.eventLimit))
                    """)
            for user in Set(events.map(\.userId.storable)) { try trim.execute(arguments: ["user": user]) }
        }
    }

    /// The user's newest `limit` events, newest first, by the order of `append`. Throws `StorageError`.
    public func events(userId: String, limit: Int) async throws -> [ShopEvent] {
        try await file.read { [file] db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT kind, productId, at FROM events WHERE userId = ? ORDER BY ordinal DESC LIMIT ?"),
                arguments: [userId.storable, max(0, limit)])
            return try rows.map { row in
                guard let kind = ShopEvent.Kind(rawValue: row[0]) else { throw file.damaged("an event") }
                return ShopEvent(
                    kind: kind, userId: userId, productId: row[1], at: Date(timeIntervalSinceReferenceDate: row[2]))
            }
        }
    }

    /// Deletes the user's events; conversations stay, see `SQLiteConversationStore.deleteUser`. Returns how many went.
    /// Throws `StorageError`.
    @discardableResult
    public func deleteUser(id: String) async throws -> Int {
        let deleted = try await file.write { db in
            try db.execute(sql: "DELETE FROM events WHERE userId = ?", arguments: [id.storable])
            return db.changesCount
        }
        await file.truncateLog()
        return deleted
    }
}
