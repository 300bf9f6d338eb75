internal import CMongoc
public import Shop

/// A database of the server, by name; it need not exist.
public struct MongoDatabase: Sendable {
    let core: MongoCore
    public let name: String

    public func collection(_ name: String) -> MongoCollection {
        MongoCollection(core: core, database: self.name, name: name)
    }

    /// Runs one command, on the primary, and returns the server's reply.
    public func run(_ command: MongoDocument) async throws -> JSONValue {
        let secret = core.pool.secret
        return try await core.run { [name] client in
            try withBSON(command) { bson in
                let (error, reply) = try withReply { reply in
                    var error = bson_error_t()
                    // It lays the reply out anew; what stood there needs no room of its own.
                    return mongoc_client_command_simple(client, name, bson, nil, reply, &error)
                        ? nil : MongoError(error, hiding: secret)
                }
                if let error { throw error }
                return reply
            }
        }
    }

    /// Follows what is changed in this database from now on, or from `resumeToken`.
    ///
    /// - Parameters:
    ///   - pipeline: what of the events is wanted, such as `$match` and `$project`; `_id` has to stay.
    ///   - resumeToken: of an event or of another stream over this database.
    ///   - wait: how long the server waits for the next event before it says that there is none.
    public func watch(
        _ pipeline: [MongoDocument] = [], resumeToken: JSONValue? = nil, wait: Duration = .milliseconds(500)
    ) async throws -> MongoChangeStream {
        let core = core
        return try await core.threads.run { [name] in
            try MongoChangeStream(
                core: core, database: name, pipeline: pipeline, resumeToken: resumeToken, wait: wait)
        }
    }
}
