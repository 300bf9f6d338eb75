public import ChromaClient
import HTTPCalls
public import Search
import Synchronization

/// The vectors of a catalogue in a ChromaDB collection.
///
/// The collection remembers of which embedder and dimension its vectors are, and in which form they are kept. One that does not
/// fit is never read or written: calls throw `VectorIndexError` with `.mismatch`, which names the command that rebuilds. What is
/// near is found through the collection's graph: nearly always, not surely, all of the nearest.
public struct ChromaVectorIndex: VectorIndex {
    public let name = "chroma"
    public let dimension: Int
    let client: ChromaClient
    let identity: @Sendable () -> String
    private let queryDeadline: Duration
    private let collections: ActiveCollection

    /// - Parameters:
    ///   - collection: begins the names of the collections that are used: letters, digits, ".", "_" and "-", up to 480.
    ///   - embedder: its identity, asked for at each call, so that it may be loaded later than this; empty while it is not.
    ///   - queryDeadline: for one query; what is slower than the vectors in memory helps nobody.
    public init(
        _ client: ChromaClient, collection: String = "products", dimension: Int,
        embedder: @escaping @Sendable () -> String, queryDeadline: Duration = .milliseconds(400)
    ) {
        self.init(
            client, dimension: dimension, embedder: embedder, queryDeadline: queryDeadline,
            collections: ActiveCollection(client, prefix: collection))
    }

    init(
        _ client: ChromaClient, dimension: Int, embedder: @escaping @Sendable () -> String, queryDeadline: Duration,
        collections: ActiveCollection
    ) {
        self.client = client
        self.dimension = dimension
        identity = embedder
        self.queryDeadline = queryDeadline
        self.collections = collections
    }

    public func count() async throws -> Int {
        try await withCollection { try await client.count(collection: $0.id) }
    }

    public func contents() async throws -> [String: VectorContent] {
        try await withCollection { collection in
            var contents: [String: VectorContent] = [:]
            var offset = 0
            while true {
                let page = try await client.page(collection: collection.id, limit: Self.page, offset: offset)
                for (id, metadata) in page { contents[id] = RecordContent.content(of: metadata) }
                offset += page.count
                if page.count < Self.page { return contents }
            }
        }
    }

    public func vectors(of ids: [String]) async throws -> [String: [Float]] {
        try await withCollection { collection in
            var found: [String: [Float]] = [:]
            for part in Self.parts(ids, of: Self.batch) {
                for (id, vector) in try await client.embeddings(of: part, collection: collection.id) {
                    // Not one that somebody else put there.
                    if (try? VectorIndexError.check(vector, dimension: dimension)) != nil { found[id] = vector }
                }
            }
            return found
        }
    }

    public func upsert(_ entries: [VectorEntry]) async throws {
        for entry in entries { try VectorIndexError.check(entry.vector, dimension: dimension) }
        guard !entries.isEmpty else { return }
        let last = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let records = last.values.map { entry in
            ChromaRecord(id: entry.id, embedding: entry.vector, metadata: RecordContent.metadata(of: entry.content))
        }
        try await withCollection { collection in
            for part in Self.parts(records, of: min(Self.batch, collection.limits.maxBatchSize)) {
                try await client.upsert(part, collection: collection.id, base64: collection.limits.supportsBase64)
            }
        }
    }

    public func remove(_ ids: [String]) async throws {
        try await withCollection { collection in
            for part in Self.parts(ids, of: min(Self.batch, collection.limits.maxBatchSize)) {
                try await client.delete(part, collection: collection.id)
            }
        }
    }

    public func nearest(to vector: [Float], limit: Int, filter: VectorFilter) async throws -> [VectorMatch] {
        try VectorIndexError.check(vector, dimension: dimension)
        guard limit > 0 else { return [] }
        return try await withCollection { collection in
            var matches: [ChromaMatch]
            if filter.isEmpty {
                matches = try await ask(collection, vector, limit, nil)
            } else {
                // A `where` makes the server slow, the slower the more it leaves out; several times as many answers without one
                // cost less, and are enough unless the filter is narrow.
                let asked = limit * Self.overfetch
                let all = try await ask(collection, vector, asked, nil, metadata: true)
                matches = all.filter { filter.admits(RecordContent.content(of: $0.metadata)) }
                if matches.count < limit, all.count == asked {
                    matches = try await ask(collection, vector, limit, RecordContent.condition(filter), metadata: true)
                        .filter { filter.admits(RecordContent.content(of: $0.metadata)) }
                }
            }
            return matches.map { VectorMatch(id: $0.id, similarity: max(-1, min(1, 1 - $0.distance))) }
                .sorted { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
                .prefix(limit).map { $0 }
        }
    }

    private static let page = 5_000
    private static let batch = 500
    private static let overfetch = 4

    private func ask(
        _ collection: ActiveCollection.Opened, _ vector: [Float], _ limit: Int, _ condition: ChromaFilter?,
        metadata: Bool = false
    ) async throws -> [ChromaMatch] {
        try await client.query(
            vector, limit: limit, collection: collection.id, filter: condition, metadata: metadata,
            deadline: queryDeadline)
    }

    private static func parts<Element>(_ all: [Element], of size: Int) -> some Sequence<[Element]> {
        stride(from: 0, to: all.count, by: max(1, size)).lazy.map { Array(all[$0..<min($0 + max(1, size), all.count)]) }
    }

    /// Does something with the collection in use. One that is gone, because the server was emptied or another process rebuilt it,
    /// is looked up anew, once.
    private func withCollection<Value: Sendable>(
        _ body: (ActiveCollection.Opened) async throws -> Value
    ) async throws -> Value {
        let form = try form()
        let opened = try await collections.open(form)
        do {
            return try await body(opened)
        } catch let error as ChromaError where error.code == .notFound {
            collections.forget(opened)
            return try await body(try await collections.open(form))
        }
    }

    private func form() throws(VectorIndexError) -> CollectionForm {
        let embedder = identity()
        guard !embedder.isEmpty else { throw VectorIndexError(.notReady, "the embedder is not loaded yet") }
        return CollectionForm(embedder: embedder, dimension: dimension)
    }

    /// Makes a new collection, has it filled, and puts it in the place of the one before, which is deleted. Until that moment
    /// everybody uses the old one; a rebuild that fails or is killed leaves it untouched, and what it began is swept away by the
    /// next.
    ///
    /// - Parameter fill: puts all vectors into the index that it is given.
    public func rebuild(_ fill: (ChromaVectorIndex) async throws -> Void) async throws {
        let form = try form()
        let building = try await collections.begin(form)
        let index = ChromaVectorIndex(
            client, dimension: dimension, embedder: identity, queryDeadline: queryDeadline,
            collections: ActiveCollection(client, opened: building))
        do {
            try await fill(index)
        } catch {
            try? await client.deleteCollection(building.name)
            throw error
        }
        try await collections.finish(building, form)
    }
}
