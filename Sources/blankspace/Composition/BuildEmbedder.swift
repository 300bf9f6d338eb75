import LocalEmbedder
import Logging
import ModelServers
import Search
import Storage

/// Of multilingual-e5-small. Known before the model is loaded; one of another size is refused when it is.
private let localModelDimension = 384

/// nil where the settings want none. The model is loaded, or its server asked, when `load` is called.
func buildEmbedder(_ settings: Settings, passages: ModelEmbedder.Allowance) -> ModelEmbedder? {
    let model = settings.model
    func embedder(_ dimension: Int, _ make: @escaping @Sendable () async throws -> any Embedder) -> ModelEmbedder {
        ModelEmbedder(dimension: dimension, allowance: passages, make: make)
    }
    return switch settings.embedder {
    case .none: nil
    case .local: embedder(localModelDimension) { try await LocalEmbedder.load(path: modelPath(settings)) }
    case .ollama:
        embedder(model.embeddingDimension) {
            try await ServerEmbedder.connect(
                ollama(model, client: OutgoingCalls.client), model: model.embeddingModel,
                dimension: model.embeddingDimension)
        }
    case .openai:
        embedder(model.embeddingDimension) {
            try await ServerEmbedder.connect(
                openAI(model, client: OutgoingCalls.client), model: model.embeddingModel,
                dimension: model.embeddingDimension)
        }
    }
}

func modelPath(_ settings: Settings) -> String {
    settings.models.map { ModelLocation.embedder(in: ["BLANKSPACE_MODELS": $0]) } ?? ModelLocation.default
}

func openVectorCache(_ settings: Settings, logger: Logger) -> SQLiteVectorCache? {
    do {
        return try SQLiteVectorCache(path: settings.vectorCache)
    } catch {
        logger.warning("no vector cache: vectors are made anew at each start", metadata: ["reason": "\(error)"])
        return nil
    }
}
