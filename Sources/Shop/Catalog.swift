/// One record as a source yields it.
public enum CatalogRecord: Sendable, Equatable {
    case product(Product)
    case policy(Policy)
    /// A record that could not be made into a product or a policy. The rest of the source is still read.
    case rejected(RejectedRecord)
}

/// Where a record stood that could not be taken in, and why, in words that help to mend it.
public struct RejectedRecord: Sendable, Equatable, CustomStringConvertible {
    /// A file name or a collection.
    public var source: String
    /// The line of a text file, 1-based, or the ordinal of a record.
    public var line: Int
    public var reason: String

    public init(source: String, line: Int, reason: String) {
        self.source = source
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(source):\(line): \(reason)" }
}

/// Where a catalogue comes from: files, a database, a feed.
public protocol CatalogSource: Sendable {
    /// Reads everything once, in order. `body` gets batches of 1…500 records and is waited for, so a slow taker slows the
    /// reader and nothing piles up. Throws what `body` throws, and an error of its own where the source as a whole cannot be
    /// read; then nothing of what came before may be taken for complete.
    func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws
}

/// A whole catalogue at one moment: what searches see until the next one is complete.
public struct Catalog: Sendable {
    /// Grows by one with each completed change of the catalogue.
    public var version: Int
    /// Sorted by id; hidden products are left out.
    public var products: [Product]
    /// Sorted by id.
    public var policies: [Policy]

    public init(version: Int, products: [Product], policies: [Policy]) {
        self.version = version
        self.products = products
        self.policies = policies
    }
}

/// Where the catalogue is kept. Readers see the last completed version, whole, whatever a writer is doing.
public protocol CatalogStore: Sendable {
    /// The version of the last completed change; 0 where there was none.
    func catalogVersion() async throws -> Int
    /// Reads the whole of the last completed version. O(catalogue).
    func loadCatalog() async throws -> Catalog
    /// One product of the last completed version; nil where it is unknown or hidden.
    func product(id: String) async throws -> Product?
}
