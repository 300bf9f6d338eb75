internal import CMongoc
internal import Shop

/// A client of MongoDB over libmongoc: `async` calls that run on threads of the client's own.
///
/// Nothing is connected until the first call, and a client outlives its servers: when they come back, so do its calls. Calls
/// throw `MongoError`, or `CancellationError` at once when their task is cancelled; a write may then be carried out
/// nevertheless. Reads, and single writes, are tried a second time by the driver where the connection broke.
public final class MongoClient: Sendable {
    let core: MongoCore

    /// Throws `MongoError` with `invalidConfiguration`. Waits for nothing.
    public init(uri: String, options: MongoOptions = MongoOptions()) throws(MongoError) {
        core = MongoCore(pool: try ConnectionPool(uri: uri, options: options), options: options)
    }

    /// The addresses in the connection string: safe to show.
    public var hosts: String { core.pool.hosts }
    /// What stands behind the addresses in the connection string.
    public var defaultDatabase: String? { core.pool.defaultDatabase }

    public func database(_ name: String) -> MongoDatabase { MongoDatabase(core: core, name: name) }

    /// Whether a server answers.
    public func ping() async throws { _ = try await database("admin").run(["ping": 1]) }

    /// Who answers. A round trip for the version and one for the kind of server.
    public func server() async throws -> MongoServer {
        let hello = try await database("admin").run(["hello": 1])
        let build = try await database("admin").run(["buildInfo": 1])
        return MongoServer(
            version: build["version"]?.string ?? "unknown", replicaSet: hello["setName"]?.string,
            isSharded: hello["msg"]?.string == "isdbgrid")
    }
}

/// A server, as it presents itself.
public struct MongoServer: Sendable, Equatable {
    public var version: String
    public var replicaSet: String?
    /// A router of a sharded cluster.
    public var isSharded: Bool

    /// A server that stands alone keeps no log to follow.
    public var hasChangeStreams: Bool { replicaSet != nil || isSharded }
}

/// What a client, its databases, collections and cursors share.
final class MongoCore: Sendable {
    let pool: ConnectionPool
    let threads: WorkerThreads
    let documentBytes: Int

    init(pool: ConnectionPool, options: MongoOptions) {
        self.pool = pool
        threads = WorkerThreads(name: "mongo", threads: options.threads, backlog: options.backlog)
        documentBytes = options.documentBytes
    }

    func run<Value: Sendable>(
        _ body: @escaping @Sendable (_ client: OpaquePointer) throws -> Value
    ) async throws -> Value {
        let pool = pool
        return try await threads.run { try pool.withConnection(body) }
    }

    func run<Value: Sendable>(
        _ database: String, _ collection: String,
        _ body: @escaping @Sendable (_ collection: OpaquePointer) throws -> Value
    ) async throws -> Value {
        try await run { client in
            guard let handle = mongoc_client_get_collection(client, database, collection) else {
                throw MongoError(.refused, "there can be no collection \(database).\(collection)")
            }
            defer { mongoc_collection_destroy(handle) }
            return try body(handle)
        }
    }
}
