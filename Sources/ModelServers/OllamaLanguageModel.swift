public import Assistant
import HTTPCalls
public import OllamaClient
import Synchronization

/// A model on Ollama.
public final class OllamaLanguageModel: LanguageModel {
    public let name: String
    private let client: OllamaClient
    private let contextTokens: Int
    private let keepAlive: Int
    private let timeouts: ModelTimeouts
    /// Whether the model is one that thinks; nil before the server was asked.
    private let thinks = Mutex<Bool?>(nil)

    /// - Parameters:
    ///   - model: as Ollama names it: `gemma3:12b-it-qat`.
    ///   - contextTokens: of prompt and reply together. Ollama cuts off the beginning of what is longer.
    ///   - keepAlive: seconds for which the model stays in memory after a reply; below 0 for ever.
    public init(
        _ client: OllamaClient, model: String, contextTokens: Int = 8_192, keepAlive: Int = 1_800,
        timeouts: ModelTimeouts = ModelTimeouts()
    ) {
        self.client = client
        name = model
        self.contextTokens = contextTokens
        self.keepAlive = keepAlive
        self.timeouts = timeouts
    }

    public func reply(
        to prompt: ModelPrompt, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ModelUsage {
        let end = try await ReplyText.handed(to: take, by: name) {
            try await ask(prompt, firstToken: timeouts.firstToken, $0)
        }
        // Some servers say 0 where they do not know.
        let promptTokens = end.promptTokens.flatMap { $0 > 0 ? $0 : nil }
        return ModelUsage(promptTokens: promptTokens, completionTokens: end.replyTokens)
    }

    /// The context is of the same size as later, since Ollama would load the model again for another.
    public func warmUp() async throws {
        let prompt = ModelPrompt(messages: [.init(.user, "안녕하세요")], maxTokens: 1)
        _ = try await ask(prompt, firstToken: timeouts.warmUp) { _ in }
    }

    public func check() async throws -> ModelState {
        try await asLanguageModel {
            let version = try await client.version()
            guard try await client.models().contains(where: { $0.isCalled(name) }) else {
                throw LanguageModelError(
                    .modelMissing,
                    "\(client.pool.server) does not have the model \(name); fetch it with: ollama pull \(name)")
            }
            // Not all that speak Ollama's protocol tell.
            let loaded = try? await client.loadedModels().contains { $0.isCalled(name) }
            try Task.checkCancellation()
            return ModelState(serverVersion: version, isLoaded: loaded)
        }
    }

    private func ask(
        _ prompt: ModelPrompt, firstToken: Duration, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> OllamaChatEnd {
        let chat = OllamaChat(
            model: name, messages: prompt.messages.map { .init(role: $0.role.rawValue, content: $0.text) },
            options: .init(numCtx: contextTokens, numPredict: prompt.maxTokens, temperature: prompt.temperature),
            // Nobody waits for thoughts that nobody reads.
            keepAlive: keepAlive, think: await isThinker() ? false : nil, schema: prompt.schema)
        return try await asLanguageModel {
            try await client.chat(chat, firstToken: firstToken, idle: timeouts.idle, take)
        }
    }

    private func isThinker() async -> Bool {
        if let known = thinks.withLock({ $0 }) { return known }
        do {
            let answer = try await client.show(name).capabilities?.contains("thinking") ?? false
            thinks.withLock { $0 = answer }
            return answer
        } catch let error as CallError where !error.isTransient {
            // A server without this call; a model that is missing shows in the reply and may be there later.
            if !error.detail.contains("ollama pull") { thinks.withLock { $0 = false } }
            return false
        } catch {
            return false
        }
    }
}
