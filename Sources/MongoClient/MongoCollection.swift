internal import CMongoc
public import Shop

/// A collection of the server, by name; it need not exist.
public struct MongoCollection: Sendable {
    let core: MongoCore
    let database: String
    public let name: String

    /// What a search of a collection may say besides its filter.
    public struct FindOptions: Sendable {
        /// Members to send, or, where all are `false`, members not to send.
        public var projection: MongoDocument?
        public var sort: MongoDocument?
        public var skip: Int?
        public var limit: Int?
        /// Documents that the server sends at once, and that `MongoCursor.next` returns at most.
        public var batch = 500

        public init(
            projection: MongoDocument? = nil, sort: MongoDocument? = nil, skip: Int? = nil, limit: Int? = nil,
            batch: Int = 500
        ) {
            self.projection = projection
            self.sort = sort
            self.skip = skip
            self.limit = limit
            self.batch = batch
        }

        var document: MongoDocument {
            var options: MongoDocument = ["batchSize": .int(batch)]
            if let projection { options.append("projection", .document(projection)) }
            if let sort { options.append("sort", .document(sort)) }
            if let skip { options.append("skip", .int(skip)) }
            if let limit { options.append("limit", .int(limit)) }
            return options
        }
    }

    /// Opens a cursor over the documents that fit, on the primary.
    public func find(_ filter: MongoDocument = [:], _ options: FindOptions = FindOptions()) async throws -> MongoCursor
    {
        try await cursor(batch: options.batch) { collection in
            try withBSON(filter) { filter in
                try withBSON(options.document) { mongoc_collection_find_with_opts(collection, filter, $0, nil) }
            }
        }
    }

    /// All documents that fit: for few. One that cannot be read is an error here.
    public func findAll(_ filter: MongoDocument, _ options: FindOptions) async throws -> [JSONValue] {
        let cursor = try await find(filter, options)
        var documents: [JSONValue] = []
        while let batch = try await cursor.next() { documents += try batch.map { try $0.get() } }
        return documents
    }

    /// The first document that fits.
    public func findOne(_ filter: MongoDocument, _ options: FindOptions = FindOptions()) async throws -> JSONValue? {
        var options = options
        options.limit = 1
        return try await findAll(filter, options).first
    }

    /// Opens a cursor over what the pipeline makes.
    public func aggregate(_ pipeline: [MongoDocument], batch: Int = 500) async throws -> MongoCursor {
        try await cursor(batch: batch) { collection in
            try withBSON(["pipeline": .list(pipeline.map { .document($0) })]) { pipeline in
                try withBSON(["batchSize": .int(batch)]) { options in
                    mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, pipeline, options, nil)
                }
            }
        }
    }

    /// The number of documents by the collection's own books: at once, however many there are.
    public func estimatedCount() async throws -> Int {
        let secret = core.pool.secret
        return try await core.run(database, name) { collection in
            var error = bson_error_t()
            let count = mongoc_collection_estimated_document_count(collection, nil, nil, nil, &error)
            guard count >= 0 else { throw MongoError(error, hiding: secret) }
            return Int(count)
        }
    }

    private func cursor(
        batch: Int, _ open: @escaping @Sendable (_ collection: OpaquePointer) throws -> OpaquePointer?
    ) async throws -> MongoCursor {
        let core = core
        return try await core.threads.run { [database, name] in
            try MongoCursor(core: core, database: database, collection: name, batch: batch, open: open)
        }
    }
}
