public import MongoClient
public import Shop

/// A shop's MongoDB as a catalogue: its products and policies, read once from beginning to end.
public struct MongoCatalogSource: CatalogSource {
    private let client: MongoClient
    private let options: MongoCatalogOptions

    public init(client: MongoClient, options: MongoCatalogOptions) {
        self.client = client
        self.options = options
    }

    /// Throws `MongoError`. A document that cannot be read, or made into a record, is a rejected record; its line is its
    /// ordinal in the collection.
    public func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws {
        for reader in [DocumentReader(.products, options.map), DocumentReader(.policies, options.map)] {
            let collection = client.database(options.database).collection(reader.map.collection)
            let cursor = try await collection.find(
                [:], .init(projection: reader.projection, batch: min(max(options.batch, 1), 500)))
            var ordinal = 0
            while let batch = try await cursor.next() {
                try Task.checkCancellation()
                var records: [CatalogRecord] = []
                records.reserveCapacity(batch.count)
                for document in batch {
                    ordinal += 1
                    records.append(reader.record(of: document, ordinal: ordinal))
                }
                try await body(records)
            }
        }
    }
}
