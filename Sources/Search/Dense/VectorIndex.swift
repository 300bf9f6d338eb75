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
    /// What is stored, by product, without the vectors. For bringing an index up to date: O(products), in bounded pages.
    func contents() async throws -> [String: VectorContent]
    /// The vectors of those among `ids` that are stored.
    func vectors(of ids: [String]) async throws -> [String: [Float]]
    /// Puts entries in, each in the place of the one with its id; of two with one id the later counts. A vector of another
    /// dimension, or one with a component that is no number, throws `VectorIndexError`, and nothing of the call is stored.
    func upsert(_ entries: [VectorEntry]) async throws
    /// Unknown ids are passed over.
    func remove(_ ids: [String]) async throws
    /// The nearest by cosine, nearest first, then by id: `limit` of them, fewer only where fewer pass the filter. A vector that
    /// `upsert` would refuse is refused here too.
    func nearest(to vector: [Float], limit: Int, filter: VectorFilter) async throws -> [VectorMatch]
}

/// What an index knows of a product besides its vector.
public struct VectorContent: Sendable, Hashable {
    /// Of the text that was embedded.
    public var hash: ContentHash
    /// In the currency's minor unit; nil where the product has no price, which no price filter admits.
    public var price: Int?
    public var isPurchasable: Bool

    public init(hash: ContentHash, price: Int?, isPurchasable: Bool) {
        self.hash = hash
        self.price = price
        self.isPurchasable = isPurchasable
    }
}

/// One product's vector.
public struct VectorEntry: Sendable, Equatable {
    /// The product's id.
    public var id: String
    /// Of length 1.
    public var vector: [Float]
    public var content: VectorContent

    public init(id: String, vector: [Float], content: VectorContent) {
        self.id = id
        self.vector = vector
        self.content = content
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

    public var isEmpty: Bool { self == VectorFilter() }

    public func admits(_ content: VectorContent) -> Bool {
        if onlyPurchasable, !content.isPurchasable { return false }
        if priceMin == nil, priceMax == nil { return true }
        guard let price = content.price else { return false }
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

/// Why vectors were not taken.
public struct VectorIndexError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: Sendable, Hashable {
        /// The vector has another number of components than the index.
        case dimension
        /// A component is infinite or no number.
        case notFinite
        /// What is stored was made by another embedder, for another dimension, or in another form.
        case mismatch
        /// The embedder is not loaded yet, so nobody knows whose vectors are wanted.
        case notReady
        /// A file that is no snapshot, or a broken one.
        case unreadable
    }

    public var code: Code
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Throws where `vector` is not one of an index of `dimension` components.
    public static func check(_ vector: [Float], dimension: Int) throws(VectorIndexError) {
        guard vector.count == dimension else {
            throw VectorIndexError(
                .dimension, "a vector has \(vector.count) components, and those of this index have \(dimension)")
        }
        // The sum is no number, or infinite, where a component is, or where all are absurdly large.
        guard vector.reduce(0, { $0 + $1 * $1 }).isFinite else {
            throw VectorIndexError(.notFinite, "a vector has a component that is infinite or no number")
        }
    }
}
