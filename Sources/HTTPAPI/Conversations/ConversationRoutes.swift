import Assistant
import HTTPTypes
import Hummingbird
import Shop

/// What is kept of shoppers: to read, and to forget.
struct ConversationRoutes: Sendable {
    let calls: AssistantCalls

    var routes: [Route] {
        [
            Route(.get, "/api/llm/conversations/{id}", conversation),
            Route(.delete, "/api/llm/conversations/{id}", deleteConversation),
            Route(.delete, "/api/llm/users/{id}", deleteUser),
        ]
    }

    @Sendable private func conversation(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try context.pathParameter("id")
        guard let conversation = try await calls.run({ try await $0.conversation(id: id) }) else {
            throw Problem.unknownConversation
        }
        return .json(conversation.json)
    }

    @Sendable private func deleteConversation(
        _ request: Request, _ context: APIRequestContext
    ) async throws -> Response {
        let id = try context.pathParameter("id")
        guard try await calls.run({ try await $0.deleteConversation(id: id) }) else {
            throw Problem.unknownConversation
        }
        return Response(status: .noContent)
    }

    /// Nothing kept is as good as forgotten: never a 404, which would also tell who has been here.
    @Sendable private func deleteUser(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try context.pathParameter("id")
        let count = try await calls.run { try await $0.deleteUser(id: id) }
        return .json(.object(["deletedConversations": JSONValue(count)]))
    }
}

extension Problem {
    fileprivate static let unknownConversation = Problem(
        .unknownConversation, "Start a new conversation: send a message without `conversationId`.")
}
