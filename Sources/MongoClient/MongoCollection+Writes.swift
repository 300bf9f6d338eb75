internal import CMongoc
public import Shop

extension MongoCollection {
    /// What became of a write.
    public struct Outcome: Sendable, Equatable {
        public var matched = 0
        public var modified = 0
        public var inserted = 0
        public var deleted = 0
        /// A document was made because none fitted.
        public var upserted = false

        public init() {}
    }

    /// Adds documents, in order; the first that cannot be added ends it.
    @discardableResult
    public func insert(_ documents: [MongoDocument]) async throws -> Outcome {
        guard !documents.isEmpty else { return Outcome() }
        return try await write { collection, reply, error in
            try Self.withAll(documents[...], []) { pointers in
                var pointers: [OpaquePointer?] = pointers
                return mongoc_collection_insert_many(collection, &pointers, pointers.count, nil, reply, &error)
            }
        }
    }

    /// Puts a document in the place of the first that fits; where none does and `upsert` is set, adds it.
    @discardableResult
    public func replace(_ filter: MongoDocument, with document: MongoDocument, upsert: Bool = false) async throws
        -> Outcome
    {
        try await write { collection, reply, error in
            try withBSON(filter) { filter in
                try withBSON(document) { document in
                    try withBSON(["upsert": .json(.bool(upsert))]) { options in
                        mongoc_collection_replace_one(collection, filter, document, options, reply, &error)
                    }
                }
            }
        }
    }

    /// Carries out update operators, such as `$set`, on the first document that fits, or on all.
    @discardableResult
    public func update(
        _ filter: MongoDocument, _ update: MongoDocument, all: Bool = false, upsert: Bool = false
    ) async throws -> Outcome {
        try await write { collection, reply, error in
            try withBSON(filter) { filter in
                try withBSON(update) { update in
                    try withBSON(["upsert": .json(.bool(upsert))]) { options in
                        (all ? mongoc_collection_update_many : mongoc_collection_update_one)(
                            collection, filter, update, options, reply, &error)
                    }
                }
            }
        }
    }

    /// Deletes all documents that fit, or the first.
    @discardableResult
    public func delete(_ filter: MongoDocument, all: Bool = true) async throws -> Outcome {
        try await write { collection, reply, error in
            try withBSON(filter) { filter in
                (all ? mongoc_collection_delete_many : mongoc_collection_delete_one)(
                    collection, filter, nil, reply, &error)
            }
        }
    }

    /// Updates the first document that fits, or adds it, and returns it as it is then.
    public func findAndUpdate(_ filter: MongoDocument, _ update: MongoDocument) async throws -> JSONValue {
        let reply = try await command([
            "findAndModify": .string(name), "query": .document(filter), "update": .document(update), "upsert": true,
            "new": true,
        ])
        return reply["value"] ?? .null
    }

    /// The different values that a member has among the documents that fit.
    public func distinct(_ member: String, _ filter: MongoDocument) async throws -> [JSONValue] {
        let reply = try await command([
            "distinct": .string(name), "key": .string(member), "query": .document(filter),
        ])
        return reply["values"]?.array ?? []
    }

    /// Makes an index where it is not there yet.
    ///
    /// - Parameter expiry: documents go this long after the date in the index's only member.
    public func createIndex(
        _ key: MongoDocument, name: String, unique: Bool = false, expiry: Duration? = nil
    ) async throws {
        var index: MongoDocument = ["key": .document(key), "name": .string(name)]
        if unique { index.append("unique", true) }
        if let expiry { index.append("expireAfterSeconds", .int(Int(expiry.components.seconds))) }
        _ = try await command(["createIndexes": .string(self.name), "indexes": .list([.document(index)])])
    }

    private func command(_ command: MongoDocument) async throws -> JSONValue {
        try await MongoDatabase(core: core, name: database).run(command)
    }
}

extension MongoCollection {
    private func write(
        _ body:
            @escaping @Sendable (
                _ collection: OpaquePointer, _ reply: OpaquePointer, _ error: inout bson_error_t
            ) throws -> Bool
    ) async throws -> Outcome {
        let secret = core.pool.secret
        return try await core.run(database, name) { collection in
            var error = bson_error_t()
            let (done, reply) = try withReply { try body(collection, $0, &error) }
            guard done else { throw MongoError(error, hiding: secret) }
            func count(_ name: String) -> Int { reply[name]?.integer ?? 0 }
            var outcome = Outcome()
            outcome.matched = count("matchedCount")
            outcome.modified = count("modifiedCount")
            outcome.inserted = count("insertedCount")
            outcome.deleted = count("deletedCount")
            outcome.upserted = reply["upsertedId"] != nil || count("upsertedCount") > 0
            return outcome
        }
    }

    private static func withAll<Value>(
        _ documents: ArraySlice<MongoDocument>, _ pointers: [OpaquePointer],
        _ body: ([OpaquePointer]) throws -> Value
    ) throws -> Value {
        var pointers = pointers
        defer { for pointer in pointers { bson_destroy(pointer) } }
        for document in documents {
            let bytes = try BSONWriter.bytes(of: document)
            guard let bson = bson_new_from_data(bytes, bytes.count) else {
                throw MongoError(.invalidDocument, "a document cannot be written: it is too long")
            }
            pointers.append(bson)
        }
        return try body(pointers)
    }
}
