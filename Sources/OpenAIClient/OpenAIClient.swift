public import AsyncHTTPClient
import HTTPCalls

/// Speaks with servers of OpenAI's HTTP API: OpenAI itself, llama.cpp, vLLM, LM Studio.
///
/// All calls throw `CallError`.
public struct OpenAIClient: Sendable {
    let caller: HTTPCaller

    /// - Parameters:
    ///   - kind: the server as messages name it.
    ///   - base: what OpenAI's own clients call the base URL, `http://host:8000/v1`; where it has no path, `/v1` is added.
    ///   - key: the API key; nil where the server wants none.
    public init(kind: String = "the OpenAI-compatible server", base: String, key: String? = nil, client: HTTPClient) {
        caller = HTTPCaller(
            kind: kind, address: Self.withPath(base),
            headers: key.map { [("Authorization", "Bearer \($0)")] } ?? [], client: client)
    }

    /// As errors name the server.
    public var server: String { caller.server }

    private static func withPath(_ base: String) -> String {
        var base = base[...]
        while base.hasSuffix("/") { base.removeLast() }
        let rest = base.firstRange(of: "://").map { base[$0.upperBound...] } ?? base
        return rest.contains("/") ? String(base) : base + "/v1"
    }

    /// Names of the models that the server has.
    public func models() async throws -> [String] {
        struct Reply: Decodable {
            struct Model: Decodable { var id: String }
            var data: [Model]
        }
        let reply = try await caller.call(HTTPCall(.get, "/models", deadline: .seconds(5), retry: .idempotent))
        return try JSONBody.decode(Reply.self, reply.body, server: server).data.map(\.id)
    }

    func malformed(_ detail: String) -> CallError { CallError(.malformed, server: server, detail: detail) }
}
