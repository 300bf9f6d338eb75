import Assistant
import Foundation
import Shop

extension Conversation {
    var json: JSONValue {
        .object([
            "id": .string(id),
            "userId": .optional(userId),
            "turns": .array(turns.map(\.json)),
        ])
    }
}

extension Conversation.Turn {
    fileprivate var json: JSONValue {
        .object([
            "turnId": .string(id),
            "at": .string(at.formatted(.iso8601)),
            "message": .string(message),
            "intent": .string(intent.rawValue),
            "query": .string(query.text),
            "constraints": query.constraints.json,
            "shown": JSONValue(shown),
            "answer": .string(answer),
        ])
    }
}
