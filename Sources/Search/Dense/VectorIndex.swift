/// The vectors of a catalogue's products, with what can be filtered by.
///
/// Implementations: `ExactVectorIndex` in process; a vector database. All keep the same contract, which one suite checks.
public protocol VectorIndex: Sendable {
    /// What messages and `done.degraded` call it.
    var name: String { get }
    /// Components of each vector.
    var dimension: Int { get }
    /// Products that have a vector.
    func count() async throws -> Int
    /// The hashes of the texts that the stored vectors were made of, by product, of those among `ids` that are stored.
    func hashes(of ids: [String]) async throws -> [String: ContentHash]
    /// Puts entries in, each in the place of the one with its id. A vector of another dimension is an error, and nothing of the
    /// call is stored.
    func upsert(_ entries: [VectorEntry]) async throws
    /// Unknown ids are passed over.
    func remove(_ ids: [String]) async throws
    /// The nearest by cosine, nearest first, then by id: `limit` of them, fewer only where fewer pass the filter.
    func nearest(to vector: [Float], limit: Int, filter: VectorFilter) async throws -> [VectorMatch]
}

/// One product's vector.
public struct VectorEntry: Sendable, Equatable {
    /// The product's id.
    public var id: String
    /// Of length 1.
    public var vector: [Float]
    /// Of the text that was embedded.
    public var hash: ContentHash
    /// In the currency's minor unit; nil where the product has no price, which no price filter admits.
    public var price: Int?
    public var isPurchasable: Bool

    public init(id: String, vector: [Float], hash: ContentHash, price: Int?, isPurchasable: Bool) {
        self.id = id
        self.vector = vector
        self.hash = hash
        self.price = price
        self.isPurchasable = isPurchasable
    }
}

/// What a vector index can be asked to filter by. An empty filter admits all.
public struct VectorFilter: Sendable, Equatable {
    /// Bounds of the price, both included.
    public var priceMin: Int?
    public var priceMax: Int?
    public var onlyPurchasable = false

    public init(priceMin: Int? = nil, priceMax: Int? = nil, onlyPurchasable: Bool = false) {
        self.priceMin = priceMin
        self.priceMax = priceMax
        self.onlyPurchasable = onlyPurchasable
    }

    public func admits(_ entry: VectorEntry) -> Bool {
        if onlyPurchasable, !entry.isPurchasable { return false }
        if priceMin == nil, priceMax == nil { return true }
        guard let price = entry.price else { return false }
        return price >= priceMin ?? .min && price <= priceMax ?? .max
    }
}

/// A product that is near.
public struct VectorMatch: Sendable, Equatable {
    public var id: String
    /// Cosine, -1…1.
    public var similarity: Float

    public init(id: String, similarity: Float) {
        self.id = id
        self.similarity = similarity
    }
}
