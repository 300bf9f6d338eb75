import ChromaClient
import Foundation
import Search
import Synchronization

/// What a collection has to hold.
struct CollectionForm: Sendable, Equatable {
    /// Of how records are written.
    static let schema = 1

    var embedder: String
    var dimension: Int
}

/// Finds the collection in use among those of one name.
///
/// A catalogue's collections are called `NAME-1`, `NAME-2` and so on, and say in their metadata whether they are whole. In use is
/// the whole one with the highest number: a rebuild fills the next number, then declares it whole, which is one call, and deletes
/// the others.
final class ActiveCollection: Sendable {
    struct Opened: Sendable, Equatable {
        var id: String
        var name: String
        var limits: ChromaClient.Limits
    }

    private let client: ChromaClient
    private let prefix: String
    private let opened: Mutex<Opened?>
    /// One that is being built is not looked up again.
    private let isFixed: Bool

    init(_ client: ChromaClient, prefix: String) {
        self.client = client
        self.prefix = prefix
        opened = Mutex(nil)
        isFixed = false
    }

    init(_ client: ChromaClient, opened: Opened) {
        self.client = client
        prefix = opened.name
        self.opened = Mutex(opened)
        isFixed = true
    }

    /// The collection in use, which is made where there is none. Throws `VectorIndexError` where it holds something else.
    func open(_ form: CollectionForm) async throws -> Opened {
        if let known = opened.withLock({ $0 }) { return known }
        let limits = try await client.limits()
        let collection: ChromaCollection
        if let active = try await all().last(where: { $0.isWhole })?.collection {
            collection = active
        } else {
            // Where another process does the same now, both get the same.
            collection = try await create(number: 1 + (try await all().last?.number ?? 0), form, isWhole: true)
        }
        try check(collection, form)
        let opened = Opened(id: collection.id, name: collection.name, limits: limits)
        self.opened.withLock { $0 = opened }
        return opened
    }

    func forget(_ gone: Opened) {
        guard !isFixed else { return }
        opened.withLock { if $0 == gone { $0 = nil } }
    }

    /// A new collection that is not in use yet.
    func begin(_ form: CollectionForm) async throws -> Opened {
        let limits = try await client.limits()
        let collection = try await create(number: 1 + (try await all().last?.number ?? 0), form, isWhole: false)
        return Opened(id: collection.id, name: collection.name, limits: limits)
    }

    /// Takes the collection into use, and deletes those before.
    func finish(_ building: Opened, _ form: CollectionForm) async throws {
        try await client.modifyCollection(id: building.id, metadata: metadata(form, isWhole: true))
        opened.withLock { $0 = building }
        let number = Self.number(of: building.name, prefix)
        // One with a higher number is being built by somebody else.
        for other in try await all() where other.number < number ?? 0 {
            try await client.deleteCollection(other.collection.name)
        }
    }

    private struct Numbered {
        var number: Int
        var collection: ChromaCollection
        var isWhole: Bool { collection.metadata[Key.state]?.string == "whole" }
    }

    private enum Key {
        static let schema = "blankspace_schema"
        static let embedder = "blankspace_embedder"
        static let dimension = "blankspace_dimension"
        static let state = "blankspace_state"
    }

    private func metadata(_ form: CollectionForm, isWhole: Bool) -> ChromaMetadata {
        [
            Key.schema: .int(CollectionForm.schema), Key.embedder: .string(form.embedder),
            Key.dimension: .int(form.dimension), Key.state: isWhole ? "whole" : "building",
        ]
    }

    private func create(number: Int, _ form: CollectionForm, isWhole: Bool) async throws -> ChromaCollection {
        try await client.createCollection(
            "\(prefix)-\(number)", metadata: metadata(form, isWhole: isWhole),
            hnsw: ChromaHNSW(space: .cosine, efConstruction: 200, efSearch: 200, maxNeighbors: 16), orGet: isWhole)
    }

    private func check(_ collection: ChromaCollection, _ form: CollectionForm) throws {
        let metadata = collection.metadata
        let found = CollectionForm(
            embedder: metadata[Key.embedder]?.string ?? "an unknown embedder",
            dimension: metadata[Key.dimension]?.int ?? collection.dimension ?? 0)
        let schema = metadata[Key.schema]?.int ?? 0
        guard found != form || schema != CollectionForm.schema else { return }
        let difference =
            found == form
            ? "is of form \(schema), and this version reads form \(CollectionForm.schema)"
            : "holds vectors of \(found.embedder.prefix(100)) with \(found.dimension) components, and the embedder in use is"
                + " \(form.embedder) with \(form.dimension)"
        throw VectorIndexError(
            .mismatch,
            "the collection \(collection.name) of \(client.server) \(difference); rebuild it with:"
                + " blankspace ingest --rebuild-vectors")
    }

    /// The catalogue's collections by their numbers.
    private func all() async throws -> [Numbered] {
        var found: [Numbered] = []
        var offset = 0
        while true {
            let page = try await client.collections(limit: 100, offset: offset)
            found += page.compactMap { collection in
                Self.number(of: collection.name, prefix).map { Numbered(number: $0, collection: collection) }
            }
            offset += page.count
            // Far more than a database has; a server that repeats itself does not keep us.
            if page.count < 100 || offset >= 100_000 { return found.sorted { $0.number < $1.number } }
        }
    }

    private static func number(of name: String, _ prefix: String) -> Int? {
        guard name.hasPrefix("\(prefix)-") else { return nil }
        return Int(name.dropFirst(prefix.count + 1)).flatMap { $0 > 0 ? $0 : nil }
    }
}
