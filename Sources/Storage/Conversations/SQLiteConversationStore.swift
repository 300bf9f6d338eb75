public import Assistant
internal import Foundation
internal import GRDB

/// Conversations in the assistant's SQLite file. What is deleted is overwritten in the file.
public struct SQLiteConversationStore: ConversationStore {
    private let file: DatabaseFile

    public init(_ database: AssistantDatabase) { file = database.file }

    /// Turns kept of a conversation; with each one more, the oldest goes.
    public static let turnLimit = 200

    /// The conversation with its newest `limit` turns, oldest first; nil where it is unknown. The order is that of `append`.
    /// Throws `StorageError`.
    public func conversation(id: String, limit: Int) async throws -> Conversation? {
        try await file.read { [file] db in
            let key = id.storable
            guard let row = try Row.fetchOne(db, sql: "SELECT userId FROM conversations WHERE id = ?", arguments: [key])
            else { return nil }
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM turns WHERE conversationId = ? ORDER BY ordinal DESC LIMIT ?"),
                // SQLite takes a negative limit for none at all.
                arguments: [key, max(0, limit)])
            let turns = try rows.reversed().map { row in
                guard let turn = TurnRow.turn(row) else { throw file.damaged("a turn of a conversation") }
                return turn
            }
            return Conversation(id: id, userId: row["userId"], turns: turns)
        }
    }

    /// Adds a turn, and the conversation where it is new. A turn whose id the conversation has already takes that one's place.
    ///
    /// A conversation belongs to the first user that is named for it; each turn remembers its own, for `deleteUser`.
    /// Throws `StorageError`.
    public func append(_ turn: Conversation.Turn, to conversationId: String, userId: String?) async throws {
        let row: TurnRow
        do {
            row = try TurnRow(turn)
        } catch {
            throw StorageError(
                .invalidValue, path: file.path, "the turn holds a number that is not finite", underlying: error)
        }
        try await file.write { db in
            let key = conversationId.storable
            let user = userId?.storable
            try db.cachedStatement(
                sql: """
                    INSERT INTO conversations (id, userId, createdAt, updatedAt) VALUES (:id, :userId, :at, :at)
                    ON CONFLICT (id) DO UPDATE
                    SET userId = coalesce(userId, excluded.userId), updatedAt = excluded.updatedAt
                    """
            ).execute(arguments: ["id": key, "userId": user, "at": turn.at.timeIntervalSinceReferenceDate])
            try db.cachedStatement(
                sql: """
                    INSERT INTO turns (conversationId, id, userId, at, message, intent, query, shown, answer)
                    VALUES (:conversationId, :id, :userId, :at, :message, :intent, :query, :shown, :answer)
                    ON CONFLICT (conversationId, id) DO UPDATE
                    SET userId = excluded.userId, at = excluded.at, message = excluded.message,
                        intent = excluded.intent, query = excluded.query, shown = excluded.shown,
                        answer = excluded.answer
                    """
            ).execute(arguments: row.arguments(conversationId: key, userId: user))
            try db.cachedStatement(
                sql: """
                    DELETE FROM turns WHERE conversationId = :id AND ordinal <= (
                        SELECT ordinal FROM turns WHERE conversationId = :id
                        ORDER BY ordinal DESC LIMIT 1 OFFSET \(Self.turnLimit))
                    """
            ).execute(arguments: ["id": key])
        }
    }

    /// False where there was none. Throws `StorageError`.
    public func deleteConversation(id: String) async throws -> Bool {
        let deleted = try await file.write { db in
            try db.execute(sql: "DELETE FROM conversations WHERE id = ?", arguments: [id.storable])
            return db.changesCount > 0
        }
        if deleted { await file.truncateLog() }
        return deleted
    }

    /// Deletes, at once, every conversation that this user took part in, whoever it belongs to, and the user's events.
    /// Returns how many conversations went. Throws `StorageError`.
    public func deleteUser(id: String) async throws -> Int {
        let deleted = try await file.write { db in
            try db.execute(
                sql: """
                    DELETE FROM conversations WHERE userId = :user
                    OR id IN (SELECT conversationId FROM turns WHERE userId = :user)
                    """, arguments: ["user": id.storable])
            let conversations = db.changesCount
            try db.execute(sql: "DELETE FROM events WHERE userId = ?", arguments: [id.storable])
            return conversations
        }
        await file.truncateLog()
        return deleted
    }
}
