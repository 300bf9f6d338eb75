import Assistant
import Logging
import Metrics
import Search
import ServiceLifecycle
import Shop
import Storage

/// The assistant with what it runs on, without a front: HTTP and the terminal are fronts.
struct AssistantParts: Sendable {
    let store: SQLiteCatalogStore
    let engine: SearchEngine
    let embedder: ModelEmbedder?
    let cache: SQLiteVectorCache?
    let assistant: any ShoppingAssistant
    var loader: CatalogLoader
    /// What looks after the servers that the settings name.
    let services: [any Service]
}

/// Opens the files and puts the parts together; nothing runs yet, and no server is asked. Blocks for the opening, so for a
/// program's start. Throws `StorageError` where the database cannot be used, and `SettingError`; a vector cache that cannot is
/// done without.
///
/// - Parameter onAnswer: told of each answer that a language model was asked for.
func buildAssistant(
    _ settings: Settings, logger: Logger, passages: ModelEmbedder.Allowance = .unlimited,
    metrics: any MetricsFactory = NOOPMetricsHandler.instance,
    otherDependencies: @escaping @Sendable () -> [DependencyStatus] = { [] },
    onAnswer: @escaping @Sendable (AnswerReport) -> Void = { _ in }
) throws -> AssistantParts {
    let database = try AssistantDatabase(path: settings.database)
    let store = SQLiteCatalogStore(database)
    let embedder = buildEmbedder(settings, passages: passages)
    let cache = embedder == nil ? nil : openVectorCache(settings, logger: logger)
    let chroma = embedder.flatMap { buildChroma(settings.stores, embedder: $0, logger: logger) }
    let engine = SearchEngine(embedder: embedder, remote: chroma?.vectors)
    let currency = CatalogCurrency()
    let mongo = try buildMongo(settings.stores, store: store, logger: logger)
    let writer = buildLanguageModel(settings.model, client: OutgoingCalls.client).map { model in
        (model: model, watch: watch(model, logger: logger))
    }
    let queue = ShoppersFirst()
    let expander = writer.flatMap { buildExpander($0.model, settings, queue, logger: logger) }
    let answerMetrics = AnswerMetrics(factory: metrics)
    let answerer: any Answerer =
        writer.map { writer in
            modelAnswerer(queue.model(writer.model), settings.model, currency: currency) { report in
                answerMetrics.count(report)
                onAnswer(report)
            }
        } ?? CatalogAnswerer(currency: currency)
    let assistant = ShopAssistant(
        engine: engine, answerer: answerer,
        conversations: mongo?.conversations(with: SQLiteConversationStore(database))
            ?? SQLiteConversationStore(database),
        events: mongo?.events(with: SQLiteEventStore(database)) ?? SQLiteEventStore(database),
        otherDependencies: {
            [embedder?.dependency, writer?.watch.status, chroma?.dependency, mongo?.dependency].compactMap(\.self)
                + otherDependencies()
        },
        stoodInFor: { mongo?.isStoodInFor == true ? ["mongodb"] : [] })
    let services: [(any Service)?] = [writer?.watch, mongo?.service, chroma?.service(engine), expander]
    return AssistantParts(
        store: store, engine: engine, embedder: embedder, cache: cache, assistant: assistant,
        loader: CatalogLoader(
            settings: settings, store: store, engine: engine, embedder: embedder, cache: cache, currency: currency,
            logger: logger, expander: expander),
        services: services.compactMap(\.self))
}

/// Throws `StorageError` where the database cannot be used.
func openCatalogStore(_ settings: Settings) throws -> SQLiteCatalogStore {
    SQLiteCatalogStore(try AssistantDatabase(path: settings.database))
}
