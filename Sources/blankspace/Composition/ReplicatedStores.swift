import Assistant
import Resilience
import Shop

/// Conversations in a database that replicas share, with a copy in this process's own: a shopper whose replica loses the
/// database goes on with what the copy knows.
struct ReplicatedConversationStore: ConversationStore {
    let shared: any ConversationStore
    let local: any ConversationStore
    let guarded: Guarded

    /// How long a turn waits for the database before it goes on without.
    private static let patience = Duration.seconds(1)

    func conversation(id: String, limit: Int) async throws -> Conversation? {
        guard let found = try await attempt({ try await shared.conversation(id: id, limit: limit) }) else {
            return try await local.conversation(id: id, limit: limit)
        }
        if let found { return found }
        // Begun while the database was away.
        return try await local.conversation(id: id, limit: limit)
    }

    func append(_ turn: Conversation.Turn, to conversationId: String, userId: String?) async throws {
        try await local.append(turn, to: conversationId, userId: userId)
        _ = try await attempt { try await shared.append(turn, to: conversationId, userId: userId) }
    }

    /// Whoever asks to forget has to know that it is forgotten everywhere: throws where the database is away.
    func deleteConversation(id: String) async throws -> Bool {
        let wasShared = try await shared.deleteConversation(id: id)
        return try await local.deleteConversation(id: id) || wasShared
    }

    func deleteUser(id: String) async throws -> Int {
        max(try await shared.deleteUser(id: id), try await local.deleteUser(id: id))
    }

    /// nil where the database failed or took too long.
    private func attempt<Value: Sendable>(_ call: @escaping @Sendable () async throws -> Value) async throws -> Value? {
        do {
            return try await guarded.run { try await withDeadline(Self.patience, call) }
        } catch {
            try Task.checkCancellation()
            return nil
        }
    }
}

/// Events in the shared database; in this process's own while that is away.
struct ReplicatedEventStore: EventStore {
    let shared: any EventStore
    let local: any EventStore
    let guarded: Guarded

    func append(_ events: [ShopEvent]) async throws {
        do {
            try await guarded.run { try await withDeadline(.seconds(3)) { try await shared.append(events) } }
        } catch {
            try Task.checkCancellation()
            try await local.append(events)
        }
    }
}

struct DeadlinePassed: Error, CustomStringConvertible {
    var description: String { "no answer in time" }
}

/// Cancels the call where it takes longer, and throws `DeadlinePassed`.
func withDeadline<Value: Sendable>(
    _ limit: Duration, _ call: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await call() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw DeadlinePassed()
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
