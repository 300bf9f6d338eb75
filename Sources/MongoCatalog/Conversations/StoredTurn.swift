internal import Assistant
internal import Foundation
internal import MongoClient
internal import Search
internal import Shop

/// A turn as a document of the collection `turns`.
enum StoredTurn {
    /// What is set each time the turn is stored. Throws where the query holds a number that is not finite.
    static func members(_ turn: Conversation.Turn, userId: String?) throws -> MongoDocument {
        let query: JSONValue
        do {
            query = try JSONValue(parsing: JSONEncoder().encode(StoredQuery(turn.query)))
        } catch {
            throw MongoError(.invalidDocument, "the turn holds a number that is not finite")
        }
        return [
            "userId": .json(userId.map(JSONValue.string) ?? .null), "at": .date(turn.at),
            "message": .string(turn.message),
            "intent": .string(turn.intent.rawValue), "query": .json(query), "shown": .json(JSONValue(turn.shown)),
            "answer": .string(turn.answer),
        ]
    }

    /// nil where the document was not written by this program.
    static func turn(_ document: JSONValue) -> Conversation.Turn? {
        guard let id = document["id"]?.string, let at = date(document["at"]), let message = document["message"]?.string,
            let intent = document["intent"]?.string.flatMap(Intent.init), let answer = document["answer"]?.string,
            let shown = document["shown"]?.array?.compactMap(\.string), let stored = document["query"],
            let query = try? JSONDecoder().decode(StoredQuery.self, from: stored.canonicalData()).query
        else { return nil }
        return Conversation.Turn(
            id: id, at: at, message: message, intent: intent, query: query, shown: shown, answer: answer)
    }

    static func date(_ value: JSONValue?) -> Date? {
        value?["$date"]?.number.map { Date(timeIntervalSince1970: $0 / 1000) }
    }
}
