import Foundation

/// The servers that keep vectors, products and conversations, where the embedded defaults do not.
struct StoreSettings: Sendable {
    struct Chroma: Sendable {
        var url: String
        var token: String?
        var tenant = "default_tenant"
        var database = "default_database"
        var collection = "blankspace"
    }

    struct Mongo: Sendable {
        var uri: String
        /// nil: the one that the URI names.
        var database: String?
        /// The YAML file that says where a shop's documents keep what a product has.
        var mapping: String?
        /// Whether conversations and events live there too, so that replicas share them.
        var keepsConversations = true
    }

    enum Conversations: String, CaseIterable { case sqlite, mongodb }

    /// nil: vectors in this process.
    var chroma: Chroma?
    /// nil: the catalogue comes from `blankspace ingest`.
    var mongo: Mongo?

    init() {}

    /// Throws `SettingError`.
    init(reading sources: SettingSources) throws {
        if let host = try sources.text(Settings.chromaHost) {
            let port = try sources.port(Settings.chromaPort) ?? 8000
            var chroma = Chroma(url: try ServerAddress.url(host, port: port, of: Settings.chromaHost))
            chroma.token = try sources.text(Settings.chromaToken)
            chroma.tenant = try sources.text(Settings.chromaTenant) ?? chroma.tenant
            chroma.database = try sources.text(Settings.chromaDatabase) ?? chroma.database
            chroma.collection =
                try sources.value(Settings.chromaCollection) { text in
                    text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{1,46}[A-Za-z0-9]/) == nil ? nil : text
                } ?? chroma.collection
            self.chroma = chroma
        }
        let keep = try sources.value(Settings.conversations) { Conversations(rawValue: $0) }
        if let uri = try sources.text(Settings.mongoURI) {
            guard uri.hasPrefix("mongodb://") || uri.hasPrefix("mongodb+srv://") else {
                throw SettingError(Settings.mongoURI, uri)
            }
            mongo = Mongo(
                uri: uri, database: try sources.text(Settings.mongoDatabase),
                mapping: try sources.text(Settings.mongoMapping).map(expandedPath), keepsConversations: keep != .sqlite)
        } else if keep == .mongodb {
            throw SettingError(missing: Settings.mongoURI, for: "BLANKSPACE_CONVERSATIONS=mongodb")
        }
    }
}

extension Settings {
    static let storeTable = [
        chromaHost, chromaPort, chromaToken, chromaTenant, chromaDatabase, chromaCollection, mongoURI, mongoDatabase,
        mongoMapping, conversations,
    ]

    static let chromaHost = Setting(
        name: "CHROMA_DB_HOST", key: "chroma.host", allowed: ServerAddress.allowed, fallback: "",
        meaning: "Where ChromaDB runs; unset: vectors are kept in this process.")
    static let chromaPort = Setting(
        name: "CHROMA_DB_PORT", key: "chroma.port", allowed: "a whole number from 1 to 65535", fallback: "8000",
        meaning: "Its port, where CHROMA_DB_HOST names none.")
    static let chromaToken = Setting(
        name: "CHROMA_DB_TOKEN", key: "chroma.token", allowed: "a token", fallback: "",
        meaning: "Its token, or the key of Chroma Cloud.", isSecret: true)
    static let chromaTenant = Setting(
        name: "CHROMA_DB_TENANT", key: "chroma.tenant", allowed: "the name of a tenant", fallback: "default_tenant",
        meaning: "The tenant there.")
    static let chromaDatabase = Setting(
        name: "CHROMA_DB_DATABASE", key: "chroma.database", allowed: "the name of a database",
        fallback: "default_database", meaning: "The database there.")
    static let chromaCollection = Setting(
        name: "CHROMA_DB_COLLECTION", key: "chroma.collection",
        allowed: "3 to 48 letters, digits, dots, dashes, underscores",
        fallback: "blankspace", meaning: "What the names of the collections there begin with.")
    static let mongoURI = Setting(
        name: "MONGODB_URI", key: "mongodb.uri", allowed: "a URI that begins with mongodb:// or mongodb+srv://",
        fallback: "", meaning: "Where the shop's products and policies are; unset: blankspace ingest brings them.",
        isSecret: true)
    static let mongoDatabase = Setting(
        name: "MONGODB_DATABASE", key: "mongodb.database", allowed: "the name of a database", fallback: "",
        meaning: "The database; unset: the one that the URI names, else blankspace.")
    static let mongoMapping = Setting(
        name: "BLANKSPACE_MONGODB_MAPPING", key: "mongodb.mapping", allowed: "the path of a YAML file", fallback: "",
        meaning: "Says where documents of another shape keep what a product has.")
    static let conversations = Setting(
        name: "BLANKSPACE_CONVERSATIONS", key: "conversations", allowed: "sqlite or mongodb", fallback: "",
        meaning: "Where conversations and events are kept; unset: MongoDB where there is one.")
}
