internal import Assistant
internal import Foundation
internal import GRDB
internal import Search

/// A turn as it stands in the table `turns`.
struct TurnRow: Sendable {
    private let turn: Conversation.Turn
    private let query: String
    private let shown: String

    /// Throws where the query holds a number that JSON has no form for.
    init(_ turn: Conversation.Turn) throws {
        self.turn = turn
        query = try Self.json(StoredQuery(turn.query))
        shown = try Self.json(turn.shown)
    }

    func arguments(conversationId: String, userId: String?) -> StatementArguments {
        [
            "conversationId": conversationId, "id": turn.id.storable, "userId": userId,
            "at": turn.at.timeIntervalSinceReferenceDate, "message": turn.message.storable,
            "intent": turn.intent.rawValue, "query": query, "shown": shown, "answer": turn.answer.storable,
        ]
    }

    /// nil where the row was not written by this program.
    static func turn(_ row: Row) -> Conversation.Turn? {
        guard let intent = Intent(rawValue: row["intent"]),
            let query = try? parse(StoredQuery.self, row["query"]).query,
            let shown = try? parse([String].self, row["shown"])
        else { return nil }
        return Conversation.Turn(
            id: row["id"], at: Date(timeIntervalSinceReferenceDate: row["at"]), message: row["message"], intent: intent,
            query: query, shown: shown, answer: row["answer"])
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func parse<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
