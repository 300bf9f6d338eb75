import CatalogFeeds
import Shop

/// A catalogue read from feed files, without a database.
enum CatalogInMemory {
    /// As an ingest into an empty database would give it: of records with the same id the last counts. Rejected records are
    /// told of. Throws `CommandFailure` and `FeedError`.
    static func load(_ paths: [String], version: Int = 1) async throws -> Catalog {
        let reading = FeedReading(try CatalogPaths.files(paths), title: "reading")
        defer { reading.bar.clear() }
        var products: [String: Product] = [:]
        var policies: [String: Policy] = [:]
        for source in reading.sources {
            try await source.read { batch in
                for record in batch {
                    switch record {
                    case .product(let product): products[product.id] = product
                    case .policy(let policy): policies[policy.id] = policy
                    case .rejected: break
                    }
                }
            }
        }
        if reading.rejected > 0 {
            StandardError.line("rejected: \(Price.grouped(reading.rejected)) records; the rest is searched")
        }
        return Catalog(
            version: version, products: products.values.filter { !$0.isHidden }.sorted { $0.id < $1.id },
            policies: policies.values.sorted { $0.id < $1.id })
    }
}
