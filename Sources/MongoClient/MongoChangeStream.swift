internal import CMongoc
public import Shop
internal import Synchronization

/// What is changed in a database, in the order of the changes. Occupies a connection for as long as it lives.
///
/// A connection that breaks is mended by the driver once, at the place where it broke; after any error that this throws the
/// stream is at its end, and a new one goes on from `resumeToken`.
public final class MongoChangeStream: Sendable {
    // The driver lets one thread at a time use a connection and what was opened on it; the mutex sees to that.
    private struct Handle: @unchecked Sendable {
        var client: OpaquePointer
        var stream: OpaquePointer
    }

    private let core: MongoCore
    private let handle: Mutex<Handle?>

    /// For a worker thread. Fails where the server cannot follow from here.
    init(
        core: MongoCore, database: String, pipeline: [MongoDocument], resumeToken: JSONValue?, wait: Duration
    ) throws {
        self.core = core
        let client = try core.pool.take()
        do {
            handle = Mutex(Handle(client: client, stream: try Self.open(client, database, pipeline, resumeToken, wait)))
        } catch {
            core.pool.giveBack(client)
            throw error
        }
        do {
            // An error of the opening is kept until somebody asks for it.
            try check()
        } catch {
            handle.withLock { handle in
                if let open = handle { Self.close(open, core.pool) }
                handle = nil
            }
            throw error
        }
    }

    deinit {
        guard let handle = handle.withLock({ $0.take() }) else { return }
        core.threads.tidy { [pool = core.pool] in Self.close(handle, pool) }
    }

    /// An event, or the news that there was none, and where to go on after it.
    public struct Step: Sendable {
        /// nil where none came within the stream's wait.
        public var event: JSONValue?
        /// Moves on where there was no event, too.
        public var resumeToken: JSONValue?
    }

    /// Waits for the next event. One at a time: the driver does not say whether it has more at hand, and asking for them would
    /// hold the first back for as long as the server waits.
    public func next() async throws -> Step {
        try await core.threads.run { try self.read() }
    }

    /// Where to go on after what was read so far; before the first event, where the stream began.
    public func resumeToken() async throws -> JSONValue? {
        try await core.threads.run {
            try self.handle.withLock { handle in
                guard let open = handle else { return nil }
                return try Self.token(open)
            }
        }
    }

    /// Blocks for the stream's wait.
    private func read() throws -> Step {
        try handle.withLock { handle in
            guard let open = handle else { throw MongoError(.disconnected, "the change stream has ended") }
            do {
                var event: OpaquePointer?
                guard mongoc_change_stream_next(open.stream, &event), let event else {
                    try Self.check(open, core.pool.secret)
                    return Step(event: nil, resumeToken: try Self.token(open))
                }
                return Step(event: try json(event, limit: .max), resumeToken: try Self.token(open))
            } catch {
                Self.close(open, core.pool)
                handle = nil
                throw error
            }
        }
    }

    private func check() throws {
        try handle.withLock { handle in
            if let open = handle { try Self.check(open, core.pool.secret) }
        }
    }

    private static func check(_ open: Handle, _ secret: String?) throws(MongoError) {
        var error = bson_error_t()
        if mongoc_change_stream_error_document(open.stream, &error, nil) { throw MongoError(error, hiding: secret) }
    }

    private static func token(_ open: Handle) throws(MongoError) -> JSONValue? {
        guard let token = mongoc_change_stream_get_resume_token(open.stream) else { return nil }
        return try json(token, limit: .max)
    }

    private static func open(
        _ client: OpaquePointer, _ database: String, _ pipeline: [MongoDocument], _ resumeToken: JSONValue?,
        _ wait: Duration
    ) throws -> OpaquePointer {
        let handle = mongoc_client_get_database(client, database)
        defer { mongoc_database_destroy(handle) }
        let (seconds, attoseconds) = wait.components
        let milliseconds = max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
        var options: MongoDocument = ["maxAwaitTimeMS": .json(.object(["$numberLong": JSONValue(milliseconds)]))]
        if let resumeToken { options.append("resumeAfter", .json(resumeToken)) }
        let stream = try withBSON(["pipeline": .list(pipeline.map { .document($0) })]) { pipeline in
            try withBSON(options) { mongoc_database_watch(handle, pipeline, $0) }
        }
        guard let stream else { throw MongoError(.refused, "the change stream cannot be opened") }
        return stream
    }

    private static func close(_ handle: Handle, _ pool: ConnectionPool) {
        mongoc_change_stream_destroy(handle.stream)
        pool.giveBack(handle.client)
    }
}
