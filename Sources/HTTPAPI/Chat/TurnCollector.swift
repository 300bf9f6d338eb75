import Assistant
import Shop

/// A whole turn as one JSON object, with the same members as its events carry.
struct TurnCollector: Sendable {
    let record: TurnRecord

    /// Throws what the turn throws.
    func collect(_ events: AsyncThrowingStream<TurnEvent, any Error>) async throws -> JSONValue {
        var members: [String: JSONValue] = [
            "products": .array([]), "total": 0, "answer": "", "citations": .array([]), "suggestions": .array([]),
        ]
        var isDone = false
        for try await event in events {
            record.note(event)
            switch event {
            // The answer comes whole with the end.
            case .delta: continue
            case .action:
                members["action"] = event.json
                continue
            case .done: isDone = true
            case .turn, .products, .citations, .suggestions: break
            }
            members.merge(event.json.object ?? [:]) { _, new in new }
        }
        // A stream that is cancelled ends without an error.
        try Task.checkCancellation()
        guard isDone else { throw Problem.internalError }
        return .object(members)
    }
}
