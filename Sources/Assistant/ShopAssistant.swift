import Foundation
public import Search
public import Shop

/// The assistant over one catalogue: understands a turn, retrieves, answers, and remembers.
public final class ShopAssistant: ShoppingAssistant {
    private let engine: SearchEngine
    private let answerer: any Answerer
    private let conversations: any ConversationStore
    private let events: any EventStore
    private let otherDependencies: @Sendable () async -> [DependencyStatus]
    private let stoodInFor: @Sendable () -> [String]

    /// - Parameters:
    ///   - otherDependencies: what the assistant leans on besides the catalogue, with its state when asked.
    ///   - stoodInFor: of these, what every turn does without at the moment because a copy stands in for it, as `done.degraded`
    ///     names it. What only some turns need says so itself.
    public init(
        engine: SearchEngine, answerer: any Answerer, conversations: any ConversationStore, events: any EventStore,
        otherDependencies: @escaping @Sendable () async -> [DependencyStatus] = { [] },
        stoodInFor: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.engine = engine
        self.answerer = answerer
        self.conversations = conversations
        self.events = events
        self.otherDependencies = otherDependencies
        self.stoodInFor = stoodInFor
    }

    /// Turns of a conversation that are looked back on.
    private static let memory = 12
    private static let messageLimit = 2_000

    public func turn(_ request: TurnRequest) async throws -> AsyncThrowingStream<TurnEvent, any Error> {
        let request = try checked(request)
        guard engine.isLoaded else {
            throw AssistantError(.catalogNotReady, "The catalogue is still being loaded. Try again in a few seconds.")
        }
        var conversation: Conversation?
        if let id = request.conversationId {
            conversation = try await conversations.conversation(id: id, limit: Self.memory)
            if conversation == nil {
                throw AssistantError(
                    .unknownConversation,
                    "There is no conversation with this id. Leave conversationId out to begin a new one.")
            }
        }
        let pipeline = TurnPipeline(
            engine: engine, answerer: answerer, conversations: conversations, request: request,
            conversation: conversation, stoodInFor: stoodInFor)
        return AsyncThrowingStream(bufferingPolicy: .bufferingOldest(512)) { continuation in
            let work = Task {
                do {
                    try await pipeline.run { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }

    private func checked(_ request: TurnRequest) throws -> TurnRequest {
        var request = request
        request.message = request.message.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
        if request.message.isEmpty {
            throw AssistantError(.emptyMessage, "The message is empty. Say what you are looking for.")
        }
        if request.message.count > Self.messageLimit {
            throw AssistantError(.messageTooLong, "The message has more than 2,000 characters. Say it in fewer.")
        }
        guard (1...50).contains(request.limit) else { throw AssistantError(.invalidArgument, "limit must be 1…50.") }
        return request
    }

    public func search(_ text: String, overrides: Constraints, limit: Int) async throws -> SearchResult {
        guard engine.isLoaded else {
            throw AssistantError(.catalogNotReady, "The catalogue is still being loaded. Try again in a few seconds.")
        }
        var query = engine.understand(text)
        query.constraints.override(by: overrides)
        return try await engine.search(query, limit: limit)
    }

    public func product(id: String) async throws -> Product? { engine.product(id: id) }

    public func conversation(id: String) async throws -> Conversation? {
        try await conversations.conversation(id: id, limit: 200)
    }

    public func deleteConversation(id: String) async throws -> Bool {
        try await conversations.deleteConversation(id: id)
    }

    public func deleteUser(id: String) async throws -> Int { try await conversations.deleteUser(id: id) }

    public func record(_ events: [ShopEvent]) async throws { try await self.events.append(events) }

    public func dependencies() async -> [DependencyStatus] {
        let status = engine.status
        let catalog = DependencyStatus(
            name: "catalog", state: status == nil ? .starting : .up, required: true,
            detail: status.map { "\(Price.grouped($0.products)) products, \(Price.grouped($0.policies)) policies" }
                ?? "loading")
        var all = [catalog]
        if let status, status.products > 0, status.embedded > 0 || engine.embeds {
            let share = status.products == 0 ? 100 : status.embedded * 100 / status.products
            all.append(
                DependencyStatus(
                    name: "vectors", state: status.embedded == status.products ? .up : .starting, required: false,
                    detail: "\(share) % embedded"))
        }
        return all + (await otherDependencies())
    }
}
