import HTTPCalls
import Synchronization

/// Where the fetching of a model has got to.
public struct OllamaPullProgress: Sendable, Equatable, Decodable {
    /// In the server's words: `pulling manifest`, `pulling 6a0746a1ec1a`, `success`.
    public var status: String
    /// Bytes of the part that is fetched now, and of them those that are there.
    public var total: Int?
    public var completed: Int?
}

extension OllamaClient {
    /// Has the server fetch a model, which may take as long as it takes, but never be silent for longer than `idle`. On the first
    /// host where there are several: a model is wanted on each, so pull from a client of that host.
    public func pull(
        _ model: String, idle: Duration = .seconds(120),
        _ take: @escaping @Sendable (OllamaPullProgress) async throws -> Void = { _ in }
    ) async throws {
        struct Question: Encodable {
            var model: String
            var stream = true
        }
        struct Failure: Decodable { var error: String? }
        let call = HTTPCall(
            .post, "/api/pull", body: try JSONBody.encode(Question(model: model), server: hosts.server), deadline: idle,
            idle: idle, longestReply: 256 << 20)
        let succeeded = Atomic(false)
        try await hosts.lines(of: call) { bytes in
            if bytes.isEmpty { return .none }
            if let error = try JSONBody.decode(Failure.self, bytes, server: hosts.server).error {
                throw CallError(.interrupted, server: hosts.server, detail: error)
            }
            let progress = try JSONBody.decode(OllamaPullProgress.self, bytes, server: hosts.server)
            try await take(progress)
            guard progress.status == "success" else { return .some }
            succeeded.store(true, ordering: .relaxed)
            return .finished
        }
        guard succeeded.load(ordering: .relaxed) else {
            throw CallError(.interrupted, server: hosts.server, detail: "fetching \(model) ended without success")
        }
    }
}
