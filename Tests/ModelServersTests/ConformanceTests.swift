import Assistant
import BlankSpaceTesting
import HTTPCalls
import ModelServers
import OllamaClient
import OpenAIClient
import Search
import Testing

let http = HTTPCaller.makeClient()

/// The ways to a model that a test knows.
enum Wire: String, CaseIterable, Sendable {
    case ollama, openAI

    func model(at address: String, _ name: String, _ timeouts: ModelTimeouts = ModelTimeouts()) -> any LanguageModel {
        switch self {
        case .ollama: OllamaLanguageModel(ollamaClient(address), model: name, contextTokens: 4_096, timeouts: timeouts)
        case .openAI: OpenAILanguageModel(OpenAIClient(base: address, client: http), model: name, timeouts: timeouts)
        }
    }

    func embedder(
        at address: String, _ name: String, family: EmbeddingFamily? = nil, dimension: Int? = nil
    ) async throws -> ServerEmbedder {
        switch self {
        case .ollama:
            try await .connect(ollamaClient(address), model: name, family: family, dimension: dimension, batch: 16)
        case .openAI:
            try await .connect(
                OpenAIClient(base: address, client: http), model: name, family: family, dimension: dimension, batch: 16)
        }
    }
}

func ollamaClient(_ address: String) -> OllamaClient {
    OllamaClient(hosts: CallerPool([HTTPCaller(kind: "Ollama", address: address, client: http)]))
}

@Suite struct FakeConformanceTests {
    @Test(arguments: LanguageModelConformance.Case.allCases)
    func theFakeModelKeepsTheContract(promise: LanguageModelConformance.Case) async throws {
        let missing = FakeLanguageModel(name: "none", .fails(after: 0, .init(.modelMissing, "there is no model none")))
        try await LanguageModelConformance(FakeLanguageModel(), missing: missing).check(promise)
    }

    @Test(arguments: EmbedderConformance.Case.allCases)
    func theFakeEmbedderKeepsTheContract(promise: EmbedderConformance.Case) async throws {
        try await EmbedderConformance(FakeEmbedder()).check(promise)
    }
}

@Suite struct ScriptedConformanceTests {
    @Test(arguments: Wire.allCases, LanguageModelConformance.Case.allCases)
    func modelsKeepTheContract(wire: Wire, promise: LanguageModelConformance.Case) async throws {
        let server = try await ScriptedModelServer.start()
        try await LanguageModelConformance(
            wire.model(at: server.address, server.model), missing: wire.model(at: server.address, "nobody")
        ).check(promise)
        await server.stop()
    }

    @Test(arguments: Wire.allCases, EmbedderConformance.Case.allCases)
    func embeddersKeepTheContract(wire: Wire, promise: EmbedderConformance.Case) async throws {
        let server = try await ScriptedModelServer.start()
        try await EmbedderConformance(wire.embedder(at: server.address, server.model)).check(promise)
        await server.stop()
    }
}
