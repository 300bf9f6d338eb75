public import Assistant
import HTTPCalls
public import OpenAIClient
import Synchronization

/// A model on a server of OpenAI's HTTP API.
public final class OpenAILanguageModel: LanguageModel {
    public let name: String
    private let client: OpenAIClient
    private let timeouts: ModelTimeouts
    /// Whether the model has refused the limit of tokens by its usual name.
    private let wantsNewName = Atomic(false)

    /// - Parameter model: as `/v1/models` lists it.
    public init(_ client: OpenAIClient, model: String, timeouts: ModelTimeouts = ModelTimeouts()) {
        self.client = client
        name = model
        self.timeouts = timeouts
    }

    public func reply(
        to prompt: ModelPrompt, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ModelUsage {
        let end = try await ReplyText.handed(to: take, by: name) {
            try await ask(prompt, firstToken: timeouts.firstToken, $0)
        }
        return ModelUsage(promptTokens: end.promptTokens, completionTokens: end.replyTokens)
    }

    public func warmUp() async throws {
        let prompt = ModelPrompt(messages: [.init(.user, "안녕하세요")], maxTokens: 1)
        _ = try await ask(prompt, firstToken: timeouts.warmUp) { _ in }
    }

    /// These servers tell neither their version nor what is loaded.
    public func check() async throws -> ModelState {
        try await asLanguageModel {
            let models = try await client.models()
            guard models.contains(name) else {
                let some = models.isEmpty ? "none" : models.prefix(5).joined(separator: ", ")
                throw LanguageModelError(
                    .modelMissing, "\(client.server) does not have the model \(name); it has: \(some)")
            }
            return ModelState(serverVersion: nil, isLoaded: nil)
        }
    }

    private func ask(
        _ prompt: ModelPrompt, firstToken: Duration, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> OpenAIChatEnd {
        try await asLanguageModel {
            do {
                return try await client.chat(chat(prompt), firstToken: firstToken, idle: timeouts.idle, take)
            } catch let error as CallError
                where error.code == .status(400) && error.detail.contains("max_completion_tokens")
                && !wantsNewName.load(ordering: .relaxed)
            {
                wantsNewName.store(true, ordering: .relaxed)
                return try await client.chat(chat(prompt), firstToken: firstToken, idle: timeouts.idle, take)
            }
        }
    }

    private func chat(_ prompt: ModelPrompt) -> OpenAIChat {
        let newName = wantsNewName.load(ordering: .relaxed)
        return OpenAIChat(
            model: name, messages: prompt.messages.map { .init(role: $0.role.rawValue, content: $0.text) },
            maxTokens: newName ? nil : prompt.maxTokens, maxCompletionTokens: newName ? prompt.maxTokens : nil,
            // The models that want the new name take no temperature either.
            temperature: newName ? nil : prompt.temperature, schema: prompt.schema)
    }
}
