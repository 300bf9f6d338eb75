/// A model that writes text.
///
/// Implementations: `OllamaClient`, `OpenAIClient`. All keep the same contract, which one suite checks.
public protocol LanguageModel: Sendable {
    /// What `done.model` names: `gemma3:12b-it-qat`.
    var name: String { get }
    /// Writes the reply and hands over its text piece by piece, as the model makes it; a piece may end within a word, never within
    /// a character. `take` is waited for. Thoughts of thinking models are no part of the reply. Throws `LanguageModelError`, and
    /// what `take` throws; cancellation reaches the server.
    func reply(
        to prompt: ModelPrompt, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ModelUsage
    /// Has the server load the model, so that the first shopper need not wait. May take minutes.
    func warmUp() async throws
    /// Whether the server is there and has the model; quick.
    func check() async throws -> ModelState
}

/// What a model is asked.
public struct ModelPrompt: Sendable, Equatable {
    public struct Message: Sendable, Equatable {
        public enum Role: String, Sendable { case system, user, assistant }
        public var role: Role
        public var text: String

        public init(_ role: Role, _ text: String) {
            self.role = role
            self.text = text
        }
    }

    /// What stays the same from turn to turn comes first: servers keep what they made of it.
    public var messages: [Message]
    /// Tokens of the reply, at most.
    public var maxTokens: Int
    /// 0…2.
    public var temperature: Double
    /// A JSON schema that the reply is to follow, as JSON text; nil for plain text.
    public var schema: String?

    public init(messages: [Message], maxTokens: Int = 400, temperature: Double = 0.2, schema: String? = nil) {
        self.messages = messages
        self.maxTokens = maxTokens
        self.temperature = temperature
        self.schema = schema
    }
}

/// What a reply cost, as far as the server says.
public struct ModelUsage: Sendable, Equatable {
    public var promptTokens: Int?
    public var completionTokens: Int?

    public init(promptTokens: Int? = nil, completionTokens: Int? = nil) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }
}

public struct ModelState: Sendable, Equatable {
    /// The server's version, where it says one.
    public var serverVersion: String?
    /// Whether the model is in memory; nil where the server does not say.
    public var isLoaded: Bool?

    public init(serverVersion: String?, isLoaded: Bool?) {
        self.serverVersion = serverVersion
        self.isLoaded = isLoaded
    }
}

/// Why a model wrote nothing, or broke off.
public struct LanguageModelError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// No connection, or the server says that it is overloaded.
        case unavailable
        /// Silent for too long.
        case timedOut
        /// The server does not have the model.
        case modelMissing
        /// The server refused the request, its credentials included.
        case refused
        /// The reply broke off or ended without the mark of its end.
        case interrupted
        /// The reply is not what the protocol says.
        case malformed
        /// The reply has no text.
        case empty
    }

    public var code: Code
    /// What happened and what to do, for operators; no credentials, nothing of the prompt.
    public var detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { detail }
}
