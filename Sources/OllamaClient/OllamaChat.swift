import HTTPCalls
import Synchronization

/// A question to a model in Ollama's words.
public struct OllamaChat: Sendable, Encodable {
    public struct Message: Sendable, Encodable {
        /// `system`, `user` or `assistant`.
        public var role: String
        public var content: String

        public init(role: String, content: String) {
            self.role = role
            self.content = content
        }
    }

    /// What is left out is as the model's file says.
    public struct Options: Sendable, Encodable {
        /// Tokens of prompt and reply; what is too long loses its beginning without a word. Another number than before has the
        /// server load the model anew.
        public var numCtx: Int?
        /// Tokens of the reply, at most.
        public var numPredict: Int?
        public var temperature: Double?
        public var seed: Int?

        public init(numCtx: Int? = nil, numPredict: Int? = nil, temperature: Double? = nil, seed: Int? = nil) {
            self.numCtx = numCtx
            self.numPredict = numPredict
            self.temperature = temperature
            self.seed = seed
        }

        private enum CodingKeys: String, CodingKey {
            case numCtx = "num_ctx"
            case numPredict = "num_predict"
            case temperature, seed
        }
    }

    public var model: String
    public var messages: [Message]
    public var options: Options
    /// Seconds for which the model stays in memory afterwards; below 0 for ever.
    public var keepAlive: Int?
    /// false asks a model that thinks to answer at once; nil says nothing of it.
    public var think: Bool?
    /// A JSON schema for the reply, as JSON text.
    public var schema: String?
    private let stream = true

    public init(
        model: String, messages: [Message], options: Options = Options(), keepAlive: Int? = nil, think: Bool? = nil,
        schema: String? = nil
    ) {
        self.model = model
        self.messages = messages
        self.options = options
        self.keepAlive = keepAlive
        self.think = think
        self.schema = schema
    }

    // Tools are never asked for: models without them, gemma3 among these, refuse the whole question.
    private enum CodingKeys: String, CodingKey {
        case model, messages, options, think, stream
        case keepAlive = "keep_alive"
    }
}

/// How a reply ended.
public struct OllamaChatEnd: Sendable, Equatable {
    /// `stop`, or `length` where the limit of tokens cut it off.
    public var reason: String?
    public var promptTokens: Int?
    public var replyTokens: Int?

    public init(reason: String? = nil, promptTokens: Int? = nil, replyTokens: Int? = nil) {
        self.reason = reason
        self.promptTokens = promptTokens
        self.replyTokens = replyTokens
    }
}

/// One line of a reply.
private struct ChatLine: Decodable {
    struct Message: Decodable {
        var content: String?
        var thinking: String?
    }
    var message: Message?
    var done: Bool?
    var done_reason: String?
    var prompt_eval_count: Int?
    var eval_count: Int?
    var error: String?
}

extension OllamaClient {
    /// Has a model reply and hands over the text as it is made, without its thoughts. An empty reply is no error here; one that
    /// ends without the mark of its end is `interrupted`.
    ///
    /// - Parameters:
    ///   - firstToken: how long the first token may take, loading the model included.
    ///   - idle: how long each further one may take.
    public func chat(
        _ chat: OllamaChat, firstToken: Duration, idle: Duration,
        _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> OllamaChatEnd {
        let call = HTTPCall(
            .post, "/api/chat",
            body: try JSONBody.encode(chat, adding: "format", json: chat.schema, server: hosts.server),
            deadline: firstToken, idle: idle, longestReply: 16 << 20,
            // A kept connection that the server has closed in the meantime.
            retry: RetryPolicy(attempts: 2, firstWait: .milliseconds(50)))
        let end = Mutex<OllamaChatEnd?>(nil)
        try await naming(chat.model) {
            try await hosts.lines(of: call) { bytes in
                if bytes.isEmpty { return .none }
                let line = try JSONBody.decode(ChatLine.self, bytes, server: hosts.server)
                if let error = line.error {
                    throw CallError(.interrupted, server: hosts.server, detail: error)
                }
                let text = line.message?.content ?? ""
                if !text.isEmpty { try await take(text) }
                guard line.done == true else {
                    return text.isEmpty && (line.message?.thinking ?? "").isEmpty ? .none : .some
                }
                end.withLock {
                    $0 = OllamaChatEnd(
                        reason: line.done_reason, promptTokens: line.prompt_eval_count, replyTokens: line.eval_count)
                }
                return .finished
            }
        }
        guard let end = end.withLock({ $0 }) else {
            throw CallError(.interrupted, server: hosts.server, detail: "the reply ended without the mark of its end")
        }
        return end
    }
}
