import HTTPCalls
import Synchronization

/// A question to a model in OpenAI's words.
public struct OpenAIChat: Sendable, Encodable {
    public struct Message: Sendable, Encodable {
        /// `system`, `user` or `assistant`.
        public var role: String
        public var content: String

        public init(role: String, content: String) {
            self.role = role
            self.content = content
        }
    }

    public var model: String
    public var messages: [Message]
    /// Tokens of the reply, at most, by the name that most servers know.
    public var maxTokens: Int?
    /// The same by the name that OpenAI's newer models want instead.
    public var maxCompletionTokens: Int?
    public var temperature: Double?
    /// A JSON schema for the reply, as JSON text.
    public var schema: String?
    private let stream = true
    private let streamOptions = ["include_usage": true]

    public init(
        model: String, messages: [Message], maxTokens: Int? = nil, maxCompletionTokens: Int? = nil,
        temperature: Double? = nil, schema: String? = nil
    ) {
        self.model = model
        self.messages = messages
        self.maxTokens = maxTokens
        self.maxCompletionTokens = maxCompletionTokens
        self.temperature = temperature
        self.schema = schema
    }

    private enum CodingKeys: String, CodingKey {
        case model, messages, temperature, stream
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
        case streamOptions = "stream_options"
    }
}

/// How a reply ended.
public struct OpenAIChatEnd: Sendable, Equatable {
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

/// One event of a reply.
private struct ChatEvent: Decodable {
    struct Choice: Decodable {
        struct Delta: Decodable {
            var content: String?
            /// Thoughts, by the names that servers give them.
            var reasoning_content: String?
            var reasoning: String?
        }
        var delta: Delta?
        var finish_reason: String?
    }
    struct Usage: Decodable {
        var prompt_tokens: Int?
        var completion_tokens: Int?
    }
    struct Failure: Decodable {
        var message: String

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                message = text
            } else {
                let members = try decoder.container(keyedBy: CodingKeys.self)
                message = try members.decodeIfPresent(String.self, forKey: .message) ?? "no reason given"
            }
        }
        private enum CodingKeys: CodingKey { case message }
    }
    var choices: [Choice]?
    var usage: Usage?
    var error: Failure?
}

extension OpenAIClient {
    private struct State {
        var parser = EventParser()
        var end = OpenAIChatEnd()
        var isWhole = false
    }

    /// Has a model reply and hands over the text as it is made, without its thoughts. An empty reply is no error here; one that
    /// ends without the mark of its end is `interrupted`.
    ///
    /// - Parameters:
    ///   - firstToken: how long the first token may take; keep-alives do not prolong it.
    ///   - idle: how long each further one may take.
    public func chat(
        _ chat: OpenAIChat, firstToken: Duration, idle: Duration,
        _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> OpenAIChatEnd {
        let format = chat.schema.map {
            #"{"type":"json_schema","json_schema":{"name":"reply","strict":true,"schema":\#($0)}}"#
        }
        let call = HTTPCall(
            .post, "/chat/completions",
            body: try JSONBody.encode(chat, adding: "response_format", json: format, server: server),
            deadline: firstToken, idle: idle, longestReply: 16 << 20,
            // A kept connection that the server has closed in the meantime.
            retry: RetryPolicy(attempts: 2, firstWait: .milliseconds(50)))
        let state = Mutex(State())
        try await caller.lines(of: call) { line in
            guard let data = state.withLock({ $0.parser.add(line) }) else { return .none }
            return try await read(data, state, take)
        }
        if let rest = state.withLock({ $0.parser.finish() }) { _ = try await read(rest, state, take) }
        let (end, isWhole) = state.withLock { ($0.end, $0.isWhole) }
        guard isWhole else {
            throw CallError(.interrupted, server: server, detail: "the reply ended without the mark of its end")
        }
        return end
    }

    private func read(
        _ data: [UInt8], _ state: borrowing Mutex<State>, _ take: @Sendable (String) async throws -> Void
    ) async throws -> Progress {
        if data.elementsEqual("[DONE]".utf8) {
            state.withLock { $0.isWhole = true }
            return .finished
        }
        let event = try JSONBody.decode(ChatEvent.self, data, server: server)
        if let failure = event.error { throw CallError(.interrupted, server: server, detail: failure.message) }
        let choice = event.choices?.first
        let text = choice?.delta?.content ?? ""
        if !text.isEmpty { try await take(text) }
        state.withLock { state in
            if let reason = choice?.finish_reason {
                state.end.reason = reason
                // Some servers leave "[DONE]" out.
                state.isWhole = true
            }
            if let usage = event.usage {
                state.end.promptTokens = usage.prompt_tokens
                state.end.replyTokens = usage.completion_tokens
            }
        }
        let thought = choice?.delta?.reasoning_content ?? choice?.delta?.reasoning ?? ""
        return text.isEmpty && thought.isEmpty && choice?.finish_reason == nil ? .none : .some
    }
}
