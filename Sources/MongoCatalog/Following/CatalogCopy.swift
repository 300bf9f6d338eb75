internal import Foundation
internal import MongoClient
internal import Shop
internal import Storage
internal import Synchronization

/// The read copy of the catalogue, and the ways in which it is brought up to its source.
final class CatalogCopy: Sendable {
    let database: MongoDatabase
    let store: SQLiteCatalogStore
    let readers: [DocumentReader]
    let source: String
    private let options: MongoCatalogOptions
    private let client: MongoClient
    private let board: StatusBoard
    private let tell: @Sendable (FollowerEvent) -> Void

    /// What keys do not tell by themselves.
    private struct Memory {
        /// The id of a document whose id is mapped.
        var ids: [CatalogKind: [JSONValue: String]] = [:]
        /// Ids of documents that no record can be made of.
        var rejected: [CatalogKind: Set<String>] = [:]
    }
    private let memory = Mutex(Memory())

    /// Keys in one search.
    private static let chunk = 200

    init(
        client: MongoClient, options: MongoCatalogOptions, store: SQLiteCatalogStore, board: StatusBoard,
        tell: @escaping @Sendable (FollowerEvent) -> Void
    ) {
        self.client = client
        self.options = options
        self.store = store
        self.board = board
        self.tell = tell
        database = client.database(options.database)
        readers = CatalogKind.allCases.map { DocumentReader($0, options.map) }
        source = options.source(client)
    }

    func reader(of kind: CatalogKind) -> DocumentReader? { readers.first { $0.kind == kind } }

    func collection(_ reader: DocumentReader) -> MongoCollection { database.collection(reader.map.collection) }

    /// Reads everything. A collection that is empty leaves the copy of it as it is: it is more likely being filled anew.
    func readAll(_ reason: String) async throws {
        board.startsCounting()
        memory.withLock { $0 = Memory() }
        let source = MongoCatalogSource(client: client, options: options)
        let report = try await store.ingest([source], mode: .replace, name: "MongoDB")
        board.rejects(report.rejectedCount, last: report.rejected.last?.description)
        for rejected in report.rejected.prefix(20) { tell(.rejected(rejected.description)) }
        tell(.read(report, reason: reason))
    }

    /// Brings the documents of these keys: those that are there go in, the others go. `place` is set along with them.
    func bring(_ keys: [CatalogKind: Set<JSONValue>], place: JSONValue?) async throws {
        var changes: [CatalogChange] = []
        for reader in readers {
            let keys = Array(keys[reader.kind] ?? [])
            for start in stride(from: 0, to: keys.count, by: Self.chunk) {
                changes += try await self.changes(Array(keys[start..<min(start + Self.chunk, keys.count)]), reader)
            }
        }
        let bookmark = try place.map { CatalogBookmark(source: source, place: try Self.text($0)) }
        guard !changes.isEmpty || bookmark != nil else { return }
        let report = try await store.apply(changes, bookmark: bookmark)
        if report.hasChanges { tell(.applied(report, changes)) }
    }

    private func changes(_ keys: [JSONValue], _ reader: DocumentReader) async throws -> [CatalogChange] {
        let cursor = try await collection(reader).find(
            ["_id": ["$in": .json(.array(keys))]],
            .init(projection: reader.projection, batch: min(max(options.batch, 1), 500)))
        var changes: [CatalogChange] = []
        var found: Set<String> = []
        var missing = Set(keys)
        while let batch = try await cursor.next() {
            for document in batch {
                guard let key = try? document.get()["_id"] else {
                    // Without its key nobody knows which record it was: the next comparison of ids does.
                    reject(reader.record(of: document, ordinal: 0), nil, reader)
                    continue
                }
                missing.remove(key)
                let id = try? document.map(reader.id).get()
                let old = idBefore(key, reader, now: id)
                if let old, old != id { changes.append(reader.removal(of: old)) }
                switch reader.record(of: document, ordinal: 0) {
                case .product(let product): changes.append(.product(product))
                case .policy(let policy): changes.append(.policy(policy))
                case .rejected(let record):
                    reject(.rejected(record), id, reader)
                    // The copy never shows what the source no longer has.
                    if let id { changes.append(reader.removal(of: id)) }
                    continue
                }
                if let id { found.insert(id) }
            }
        }
        memory.withLock { $0.rejected[reader.kind]?.subtract(found) }
        for key in missing {
            guard let id = idBefore(key, reader, now: nil), !found.contains(id) else { continue }
            changes.append(reader.removal(of: id))
        }
        return changes
    }

    /// The id that the document had; for one whose id is not mapped always the same.
    private func idBefore(_ key: JSONValue, _ reader: DocumentReader, now: String?) -> String? {
        guard reader.hasMappedID else { return now ?? DocumentReader.text(key) }
        return memory.withLock { memory in
            defer { memory.ids[reader.kind, default: [:]][key] = now }
            return memory.ids[reader.kind]?[key]
        }
    }

    private func reject(_ record: CatalogRecord, _ id: String?, _ reader: DocumentReader) {
        guard case .rejected(let rejected) = record else { return }
        if let id { memory.withLock { _ = $0.rejected[reader.kind, default: []].insert(id) } }
        board.rejects(1, last: rejected.description)
        tell(.rejected(rejected.description))
    }

    /// Compares the ids of both sides, brings what is missing here, and removes what is gone there.
    func reconcile() async throws {
        for reader in readers {
            let cursor = try await collection(reader).find([:], .init(projection: reader.idProjection, batch: 500))
            var keys: [String: JSONValue] = [:]
            while let batch = try await cursor.next() {
                for document in batch {
                    guard let document = try? document.get(), let key = document["_id"],
                        let id = reader.id(of: document)
                    else { continue }
                    keys[id] = key
                    _ = idBefore(key, reader, now: id)
                }
            }
            guard !keys.isEmpty else { continue }
            let here = try await store.ids(of: reader.kind)
            let gone = here.filter { keys[$0] == nil }
            let rejected = memory.withLock { $0.rejected[reader.kind] ?? [] }
            let missing = keys.filter { !here.contains($0.key) && !rejected.contains($0.key) }.map(\.value)
            if !gone.isEmpty {
                let changes = gone.map(reader.removal)
                tell(.applied(try await store.apply(changes), changes))
            }
            if !missing.isEmpty { try await bring([reader.kind: Set(missing)], place: nil) }
        }
    }

    // MARK: - Places

    func savedPlace() async throws -> JSONValue? {
        guard let text = try await store.bookmark(of: source) else { return nil }
        return try? JSONValue(parsing: Data(text.utf8))
    }

    func save(_ place: JSONValue?) async throws {
        let text = try place.map(Self.text)
        try await store.apply([], bookmark: CatalogBookmark(source: source, place: text))
    }

    private static func text(_ place: JSONValue) throws -> String {
        String(decoding: try place.canonicalData(), as: UTF8.self)
    }
}
