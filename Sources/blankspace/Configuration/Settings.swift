import Foundation
import Logging

/// Everything that an operator may set. Flags go before the environment, that before `.env`, and that before the YAML file.
struct Settings: Sendable {
    enum LogFormat: String, CaseIterable { case console, json }
    enum EmbedderKind: String, CaseIterable { case local, ollama, openai, none }

    var host = "127.0.0.1"
    var port = 8080
    var database = ""
    var cache = ""
    /// nil: where the program looks by itself.
    var models: String?
    var logFormat = LogFormat.console
    var logLevel = Logger.Level.info
    var embedder = EmbedderKind.local
    var adminKey: String?
    var allowedOrigins: [String] = []
    var evalData = "../shared/data"
    var model = ModelSettings()
    var stores = StoreSettings()
    var gateway = GatewaySettings()
    var speech = SpeechSettings()

    /// The defaults of a user with this environment.
    init(environment: [String: String]) {
        func base(_ variable: String, _ fallback: String) -> String {
            // A relative path counts as unset, as the XDG specification asks.
            if let path = environment[variable], path.hasPrefix("/") { return path }
            return expandedPath(fallback)
        }
        database = base("XDG_DATA_HOME", "~/.local/share") + "/blankspace/assistant.sqlite"
        cache = base("XDG_CACHE_HOME", "~/.cache") + "/blankspace"
    }

    /// The file of vectors in the cache folder.
    var vectorCache: String { cache + "/vectors.sqlite" }
    var embeddingLock: String { vectorCache + ".embedding-lock" }
    /// What a language model wrote for the search.
    var expansionCache: String { cache + "/expansions.sqlite" }

    /// The vectors of the catalogue in the form in which they are searched, beside the database. It can be deleted.
    var vectorSnapshot: String { database + ".vectors" }
}

extension Settings {
    /// The table of settings: the truth for `blankspace doctor`, for the documentation and for messages.
    static let table =
        [host, port, database, cache, models, embedder] + modelTable + storeTable + speechTable + gatewayTable
        + [logFormat, logLevel, adminKey, allowedOrigins, evalData]

    static let host = Setting(
        name: "BLANKSPACE_HOST", key: "host", allowed: "a host name or an IP address", fallback: "127.0.0.1",
        meaning: "Address to listen on; 0.0.0.0 or :: for all.")
    static let port = Setting(
        name: "BLANKSPACE_PORT", key: "port", allowed: "a whole number from 0 to 65535", fallback: "8080",
        meaning: "Port to listen on; 0 takes any free one, which is printed.")
    static let database = Setting(
        name: "BLANKSPACE_DATABASE", key: "database", allowed: "the path of a file",
        fallback: "~/.local/share/blankspace/assistant.sqlite",
        meaning: "SQLite file with catalogue, conversations and events; on a local disk.")
    static let cache = Setting(
        name: "BLANKSPACE_CACHE", key: "cache", allowed: "the path of a folder", fallback: "~/.cache/blankspace",
        meaning: "Folder for what can be made again, such as the vectors of products.")
    static let models = Setting(
        name: "BLANKSPACE_MODELS", key: "models", allowed: "the path of a folder", fallback: "",
        meaning: "Folder with the models of search and speech.")
    static let embedder = Setting(
        name: "BLANKSPACE_EMBEDDER", key: "embedder", allowed: "local, ollama, openai or none", fallback: "local",
        meaning: "What turns texts into vectors; none searches by words alone.")
    static let logFormat = Setting(
        name: "BLANKSPACE_LOG_FORMAT", key: "log.format", allowed: "console or json", fallback: "console",
        meaning: "Log lines for people or for machines; on standard error.")
    static let logLevel = Setting(
        name: "BLANKSPACE_LOG_LEVEL", key: "log.level",
        allowed: "one of " + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "), fallback: "info",
        meaning: "The least severe log lines that are written.")
    static let adminKey = Setting(
        name: "BLANKSPACE_ADMIN_KEY", key: "adminKey", allowed: "16 to 256 characters without spaces", fallback: "",
        meaning: "Secret for the administration routes, which are closed without it.", isSecret: true)
    static let allowedOrigins = Setting(
        name: "BLANKSPACE_ALLOWED_ORIGINS", key: "allowedOrigins",
        allowed: "origins such as https://shop.example, with commas", fallback: "",
        meaning: "Other sites whose pages may call the interface from a browser, for the widget.")
    static let evalData = Setting(
        name: "BLANKSPACE_EVAL_DATA", key: "evalData", allowed: "the path of a folder", fallback: "../shared/data",
        meaning: "Folder with the judged data that `blankspace eval` measures by.")
}
