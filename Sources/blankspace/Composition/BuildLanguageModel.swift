import Assistant
import AsyncHTTPClient
import HTTPCalls
import Logging
import ModelServers
import OllamaClient
import OpenAIClient
import Storage

/// The model that writes answers; nil where the settings want none. Nothing is asked of its server yet.
func buildLanguageModel(_ settings: ModelSettings, client: HTTPClient) -> (any LanguageModel)? {
    switch settings.writer {
    case .none: nil
    case .ollama: OllamaLanguageModel(ollama(settings, client: client), model: settings.ollamaModel)
    case .openai: OpenAILanguageModel(openAI(settings, client: client), model: settings.openAIModel)
    }
}

func ollama(_ settings: ModelSettings, client: HTTPClient) -> OllamaClient {
    OllamaClient(
        hosts: CallerPool(settings.ollamaHosts.map { HTTPCaller(kind: "Ollama", address: $0, client: client) }))
}

func openAI(_ settings: ModelSettings, client: HTTPClient) -> OpenAIClient {
    OpenAIClient(base: settings.openAIBase, key: settings.openAIKey, client: client)
}

/// Watches over the model, and has its server load it whenever it has come up.
func watch(_ model: any LanguageModel, logger: Logger) -> DependencyWatch {
    DependencyWatch(
        name: "llm", logger: logger,
        explain: { error in
            switch (error as? LanguageModelError)?.code {
            case .modelMissing: "the server does not have \(model.name)"
            case .refused: "the server refuses the request"
            case .timedOut: "the server does not answer in time"
            default: "cannot be reached"
            }
        },
        prepare: { try await model.warmUp() },
        look: {
            let state = try await model.check()
            return model.name + (state.serverVersion.map { " on version \($0)" } ?? "")
        })
}

/// Answers by the model, each sentence checked, the facts in its place where it fails.
func modelAnswerer(
    _ model: any LanguageModel, _ settings: ModelSettings, currency: CatalogCurrency,
    report: @escaping @Sendable (AnswerReport) -> Void
) -> ModelAnswerer {
    var limits = ModelAnswerer.Limits()
    limits.firstSentence = settings.patience
    return ModelAnswerer(model: model, limits: limits, currency: { currency.current }, report: report)
}

/// What writes for the search; nil where the settings do not want it, or nothing can be kept.
func buildExpander(
    _ model: any LanguageModel, _ settings: Settings, _ queue: ShoppersFirst, logger: Logger
) -> CatalogExpander? {
    guard settings.model.expands else { return nil }
    do {
        return CatalogExpander(
            expander: ProductExpander(model: model), cache: try SQLiteExpansionCache(path: settings.expansionCache),
            queue: queue, lockPath: settings.expansionCache + ".lock", logger: logger)
    } catch {
        logger.warning("products are not expanded", metadata: ["reason": "\(error)"])
        return nil
    }
}
