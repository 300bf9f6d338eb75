internal import CMongoc
public import Shop
internal import Synchronization

/// Documents that come from the server batch by batch, as they are asked for. Occupies a connection until its end, an error,
/// or the last reference to it goes; the server is told then.
public final class MongoCursor: Sendable {
    // The driver lets one thread at a time use a connection and what was opened on it; the mutex sees to that.
    private struct Handle: @unchecked Sendable {
        var client: OpaquePointer
        var cursor: OpaquePointer
    }

    private let core: MongoCore
    private let batch: Int
    private let handle: Mutex<Handle?>

    /// For a worker thread.
    init(
        core: MongoCore, database: String, collection: String, batch: Int,
        open: (_ collection: OpaquePointer) throws -> OpaquePointer?
    ) throws {
        self.core = core
        self.batch = max(1, batch)
        let client = try core.pool.take()
        do {
            let collection = mongoc_client_get_collection(client, database, collection)
            defer { mongoc_collection_destroy(collection) }
            guard let collection, let cursor = try open(collection) else {
                throw MongoError(.refused, "the search cannot be made")
            }
            handle = Mutex(Handle(client: client, cursor: cursor))
        } catch {
            core.pool.giveBack(client)
            throw error
        }
    }

    deinit {
        guard let handle = handle.withLock({ $0.take() }) else { return }
        core.threads.tidy { [pool = core.pool] in Self.close(handle, pool) }
    }

    /// The next documents, at most a batch of them; nil at the end. Each that cannot be read is an error in its own place.
    public func next() async throws -> [Result<JSONValue, MongoError>]? {
        try await core.threads.run { try self.read() }
    }

    /// Blocks.
    private func read() throws -> [Result<JSONValue, MongoError>]? {
        try handle.withLock { handle in
            guard let open = handle else { return nil }
            var documents: [Result<JSONValue, MongoError>] = []
            var document: OpaquePointer?
            while documents.count < batch, mongoc_cursor_next(open.cursor, &document), let found = document {
                documents.append(Result { () throws(MongoError) in try json(found, limit: core.documentBytes) })
            }
            if documents.count == batch { return documents }
            var error = bson_error_t()
            let failure = mongoc_cursor_error(open.cursor, &error) ? MongoError(error, hiding: core.pool.secret) : nil
            Self.close(open, core.pool)
            handle = nil
            if let failure { throw failure }
            return documents.isEmpty ? nil : documents
        }
    }

    /// Says so to the server where it still holds something: blocks.
    private static func close(_ handle: Handle, _ pool: ConnectionPool) {
        mongoc_cursor_destroy(handle.cursor)
        pool.giveBack(handle.client)
    }
}
