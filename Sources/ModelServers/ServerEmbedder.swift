import HTTPCalls
public import OllamaClient
public import OpenAIClient
public import Search

/// An embedding model on a server.
public struct ServerEmbedder: Embedder {
    public let identity: String
    public let dimension: Int
    private let model: RemoteModel
    private let family: EmbeddingFamily
    /// Texts of one call.
    private let batch: Int

    /// Connects to a model on Ollama: asks for its digest and has it embed one text, whose vector tells the dimension. Throws
    /// `CallError`.
    ///
    /// - Parameters:
    ///   - family: how the model wants its texts; nil goes by its name.
    ///   - dimension: what is expected, where it is known; another is an error.
    public static func connect(
        _ client: OllamaClient, model: String, family: EmbeddingFamily? = nil, dimension: Int? = nil, batch: Int = 32,
        keepAlive: Int = 1_800
    ) async throws -> ServerEmbedder {
        let digest = try await client.models().first { $0.isCalled(model) }?.digest
        return try await ServerEmbedder(
            // What the tag means today: after another pull it may be another model.
            identity: "ollama/\(model)" + (digest.map { "@\($0.prefix(12))" } ?? ""),
            RemoteModel(server: client.pool.server) {
                try await client.embed($0, model: model, keepAlive: keepAlive)
            },
            family ?? .of(model), dimension, batch)
    }

    /// Connects to a model on a server of OpenAI's HTTP API, as above. These servers tell no digest.
    public static func connect(
        _ client: OpenAIClient, model: String, family: EmbeddingFamily? = nil, dimension: Int? = nil, batch: Int = 32
    ) async throws -> ServerEmbedder {
        try await ServerEmbedder(
            identity: "openai/\(model)",
            RemoteModel(server: client.server) { try await client.embed($0, model: model) },
            family ?? .of(model), dimension, batch)
    }

    private init(
        identity: String, _ model: RemoteModel, _ family: EmbeddingFamily, _ expected: Int?, _ batch: Int
    ) async throws {
        // The same model with other prefixes makes other vectors.
        let way = ContentHash(of: "\(family.queryPrefix)|\(family.passagePrefix)|\(family.contextTokens)")
        self.identity = "\(identity)#\(String(way.high, radix: 16).prefix(8))"
        self.model = model
        self.family = family
        self.batch = max(1, batch)
        let probe = try await model.embed(["probe"])
        dimension = probe.first?.count ?? 0
        guard dimension > 0, expected ?? dimension == dimension else {
            throw model.malformed("vectors of \(dimension) components where \(expected ?? 1) are expected")
        }
    }

    /// In batches, one after another; cancellation ends the call of the server that is under way. Throws `CallError`.
    public func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        let prefix = kind == .query ? family.queryPrefix : family.passagePrefix
        var vectors: [[Float]] = []
        vectors.reserveCapacity(texts.count)
        for start in stride(from: 0, to: texts.count, by: batch) {
            try Task.checkCancellation()
            let part = texts[start..<min(start + batch, texts.count)]
            for vector in try await embed(part, behind: prefix) { vectors.append(try normalized(vector)) }
        }
        return vectors
    }

    private func embed(_ texts: ArraySlice<String>, behind prefix: String) async throws -> [[Float]] {
        // A token has one to four characters, most often two and more. A server that does not cut by itself refuses what is too
        // long after all; then half a character for each token is safe for any text.
        func cut(_ limit: Int) -> [String] { texts.map { prefix + Self.clean($0, limit) } }
        do {
            return try await model.embed(cut(family.contextTokens * 2))
        } catch let error as CallError where [.status(400), .status(413), .status(422)].contains(error.code) {
            let shorter = cut(family.contextTokens / 2)
            guard shorter != cut(family.contextTokens * 2) else { throw error }
            return try await model.embed(shorter)
        }
    }

    /// Servers refuse texts without content, or answer them with no vector.
    private static func clean(_ text: String, _ limit: Int) -> String {
        let kept = String(text.prefix(limit).unicodeScalars.map { $0.value == 0 ? " " : Character($0) })
        return kept.allSatisfy(\.isWhitespace) ? "." : kept
    }

    private func normalized(_ vector: [Float]) throws -> [Float] {
        guard vector.count == dimension else {
            throw model.malformed("a vector of \(vector.count) components where \(dimension) are expected")
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length.isFinite, length > 0 else { throw model.malformed("a vector without a direction") }
        return vector.map { $0 / length }
    }
}

/// A model behind whichever protocol.
private struct RemoteModel: Sendable {
    let server: String
    let vectors: @Sendable ([String]) async throws -> [[Float]]

    init(server: String, _ vectors: @escaping @Sendable ([String]) async throws -> [[Float]]) {
        self.server = server
        self.vectors = vectors
    }

    /// One vector for each text.
    func embed(_ texts: [String]) async throws -> [[Float]] { try await vectors(texts) }

    func malformed(_ detail: String) -> CallError { CallError(.malformed, server: server, detail: detail) }
}
