import Assistant
import LocalEmbedder
import Logging
import Search
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
}

/// Opens the files and puts the parts together; nothing runs yet. Blocks for the opening, so for a program's start. Throws
/// `StorageError` where the database cannot be used; a vector cache that cannot is done without.
func buildAssistant(
    _ settings: Settings, logger: Logger, passages: ModelEmbedder.Allowance = .unlimited
) throws -> AssistantParts {
    let database = try AssistantDatabase(path: settings.database)
    let store = SQLiteCatalogStore(database)
    let embedder = buildEmbedder(settings, passages: passages)
    let cache = embedder == nil ? nil : openVectorCache(settings, logger: logger)
    let engine = SearchEngine(embedder: embedder)
    let currency = CatalogCurrency()
    let assistant = buildShoppingAssistant(
        database: database, engine: engine, currency: currency, embedder: embedder)
    return AssistantParts(
        store: store, engine: engine, embedder: embedder, cache: cache, assistant: assistant,
        loader: CatalogLoader(
            settings: settings, store: store, engine: engine, embedder: embedder, cache: cache, currency: currency,
            logger: logger))
}

func buildShoppingAssistant(
    database: AssistantDatabase, engine: SearchEngine, currency: CatalogCurrency, embedder: ModelEmbedder?
) -> any ShoppingAssistant {
    ShopAssistant(
        engine: engine, answerer: CatalogAnswerer(currency: currency),
        conversations: SQLiteConversationStore(database), events: SQLiteEventStore(database),
        otherDependencies: { embedder.map { [$0.dependency] } ?? [] })
}

/// Of multilingual-e5-small. Known before the model is loaded; one of another size is refused when it is.
private let localModelDimension = 384

/// nil where the settings want none.
func buildEmbedder(_ settings: Settings, passages: ModelEmbedder.Allowance) -> ModelEmbedder? {
    switch settings.embedder {
    case .none: nil
    case .local:
        ModelEmbedder(dimension: localModelDimension, allowance: passages) {
            try await LocalEmbedder.load(path: modelPath(settings))
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

/// Throws `StorageError` where the database cannot be used.
func openCatalogStore(_ settings: Settings) throws -> SQLiteCatalogStore {
    SQLiteCatalogStore(try AssistantDatabase(path: settings.database))
}
