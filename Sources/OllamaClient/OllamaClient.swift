public import HTTPCalls

/// Speaks with Ollama servers, as its API is of version 0.5 and later.
///
/// All calls throw `CallError`. Where the model is not on the server that is a status 404 whose detail names the command that
/// fetches it.
public struct OllamaClient: Sendable {
    let hosts: CallerPool

    public init(hosts: CallerPool) { self.hosts = hosts }

    /// The hosts and what became of the last calls of each.
    public var pool: CallerPool { hosts }

    /// The server's version: `0.12.6`.
    public func version() async throws -> String {
        struct Reply: Decodable { var version: String }
        return try await get("/api/version", as: Reply.self).version
    }

    /// The models that are on the server.
    public func models() async throws -> [OllamaModel] {
        struct Reply: Decodable { var models: [OllamaModel]? }
        return try await get("/api/tags", as: Reply.self).models ?? []
    }

    /// The models that are in memory.
    public func loadedModels() async throws -> [OllamaModel] {
        struct Reply: Decodable { var models: [OllamaModel]? }
        return try await get("/api/ps", as: Reply.self).models ?? []
    }

    /// What a model can do.
    public func show(_ model: String) async throws -> OllamaModelCard {
        struct Question: Encodable { var model: String }
        return try await post("/api/show", Question(model: model), model: model, as: OllamaModelCard.self)
    }

    /// Vectors of texts, in order, as the model makes them: not all models make vectors of length 1.
    public func embed(_ texts: [String], model: String, keepAlive: Int? = nil) async throws -> [[Float]] {
        struct Question: Encodable {
            var model: String
            var input: [String]
            /// What is too long for the model is cut rather than refused.
            var truncate = true
            var keep_alive: Int?
        }
        struct Reply: Decodable { var embeddings: [[Float]] }
        // The model may have to be loaded first.
        let reply = try await post(
            "/api/embed", Question(model: model, input: texts, keep_alive: keepAlive), model: model, as: Reply.self,
            deadline: .seconds(120), longestReply: 64 << 20)
        guard reply.embeddings.count == texts.count else {
            throw malformed("\(reply.embeddings.count) vectors for \(texts.count) texts")
        }
        return reply.embeddings
    }

    private func get<Reply: Decodable>(_ path: String, as type: Reply.Type) async throws -> Reply {
        let reply = try await hosts.call(HTTPCall(.get, path, deadline: .seconds(5), retry: .idempotent))
        return try JSONBody.decode(type, reply.body, server: hosts.server)
    }

    private func post<Reply: Decodable>(
        _ path: String, _ question: some Encodable, model: String, as type: Reply.Type,
        deadline: Duration = .seconds(5),
        longestReply: Int = 4 << 20
    ) async throws -> Reply {
        let body = try JSONBody.encode(question, server: hosts.server)
        return try await naming(model) {
            let reply = try await hosts.call(
                HTTPCall(.post, path, body: body, deadline: deadline, longestReply: longestReply, retry: .idempotent))
            return try JSONBody.decode(type, reply.body, server: hosts.server)
        }
    }

    /// Says of a model that is not there how it is fetched.
    func naming<Value>(_ model: String, _ call: () async throws -> Value) async throws -> Value {
        do {
            return try await call()
        } catch var error as CallError where error.code == .status(404) && error.detail.contains("model") {
            error.detail = "the model \(model) is not there; fetch it with: ollama pull \(model)"
            throw error
        }
    }

    func malformed(_ detail: String) -> CallError { CallError(.malformed, server: hosts.server, detail: detail) }
}
