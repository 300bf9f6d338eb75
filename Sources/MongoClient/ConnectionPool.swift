internal import CMongoc
internal import Foundation

/// The driver's pool of connections, with the monitor threads that watch the servers.
final class ConnectionPool: Sendable {
    // The driver documents mongoc_client_pool_t as safe for use from several threads, and its destruction waits for deinit.
    private nonisolated(unsafe) let pool: OpaquePointer
    /// Not to be found in any message.
    let secret: String?
    /// host:port, separated by commas.
    let hosts: String
    let defaultDatabase: String?

    init(uri text: String, options: MongoOptions) throws(MongoError) {
        Self.startDriver
        let uri = try Self.parse(text)
        defer { mongoc_uri_destroy(uri) }
        secret = mongoc_uri_get_password(uri).map { String(cString: $0) }
        hosts = Self.hosts(of: uri)
        defaultDatabase = mongoc_uri_get_database(uri).map { String(cString: $0) }
        func set(_ option: String, _ duration: Duration) {
            guard !mongoc_uri_has_option(uri, option) else { return }
            let (seconds, attoseconds) = duration.components
            let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
            mongoc_uri_set_option_as_int32(uri, option, Int32(clamping: max(1, milliseconds)))
        }
        set(MONGOC_URI_SERVERSELECTIONTIMEOUTMS, options.serverSelectionTimeout)
        set(MONGOC_URI_CONNECTTIMEOUTMS, options.connectTimeout)
        set(MONGOC_URI_SOCKETTIMEOUTMS, options.socketTimeout)
        if mongoc_uri_get_appname(uri) == nil { mongoc_uri_set_appname(uri, options.appName) }
        var error = bson_error_t()
        guard let pool = mongoc_client_pool_new_with_error(uri, &error) else {
            throw Self.unusable(MongoError(error, hiding: secret).message)
        }
        mongoc_client_pool_set_error_api(pool, MONGOC_ERROR_API_VERSION_2)
        self.pool = pool
    }

    deinit {
        // Joins the monitor threads, which may be in the middle of a connection: not for the thread that lets go last.
        nonisolated(unsafe) let pool = pool
        Thread.detachNewThread { mongoc_client_pool_destroy(pool) }
    }

    /// A connection for one thread at a time, to be given back. Never waits.
    func take() throws(MongoError) -> OpaquePointer {
        guard let client = mongoc_client_pool_try_pop(pool) else {
            throw MongoError(
                .busy, "every connection of the pool is in use; raise maxPoolSize in the connection string")
        }
        return client
    }

    func giveBack(_ client: OpaquePointer) { mongoc_client_pool_push(pool, client) }

    func withConnection<Value>(_ body: (OpaquePointer) throws -> Value) throws -> Value {
        let client = try take()
        defer { giveBack(client) }
        return try body(client)
    }
}

extension ConnectionPool {
    private static let startDriver: Void = {
        mongoc_init()
        // It would write to standard error, addresses and all. What goes wrong comes back as errors.
        mongoc_log_set_handler({ _, _, _, _ in }, nil)
    }()

    private static func unusable(_ reason: String) -> MongoError {
        MongoError(
            .invalidConfiguration,
            "the connection string cannot be used: \(reason); write mongodb://[user:password@]host[:port][/database][?options], "
                + "user and password percent-encoded")
    }

    private static func parse(_ text: String) throws(MongoError) -> OpaquePointer {
        guard text.hasPrefix("mongodb://") || text.hasPrefix("mongodb+srv://") else {
            throw unusable("it begins with neither mongodb:// nor mongodb+srv://")
        }
        guard !text.utf8.contains(0) else { throw unusable("it holds a NUL") }
        var error = bson_error_t()
        guard let uri = mongoc_uri_new_with_error(text, &error) else {
            // The driver quotes parts of the text, which may be parts of the password.
            throw unusable(
                text.contains("@")
                    ? "a part of it is malformed" : MongoError(error, hiding: nil).message)
        }
        return uri
    }

    private static func hosts(of uri: OpaquePointer) -> String {
        var hosts: [String] = []
        var next = mongoc_uri_get_hosts(uri)
        while let host = next?.pointee {
            hosts.append(
                withUnsafeBytes(of: host.host_and_port) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
            next = UnsafePointer(host.next)
        }
        if hosts.isEmpty, let name = mongoc_uri_get_srv_hostname(uri) { hosts = [String(cString: name)] }
        return hosts.joined(separator: ",")
    }
}
