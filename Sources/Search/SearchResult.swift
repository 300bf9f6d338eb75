public import Shop

/// What a search found, best first.
public struct SearchResult: Sendable {
    public struct Hit: Sendable {
        public var product: Product
        /// Higher is better; only comparable within one result.
        public var score: Double
        /// Why it fits, as facts of the product that met the query, strongest first; at most 4.
        public var reasons: [MatchReason]
        /// False for what is only a part of what was asked for, mentions it, or is alike.
        public var fits: Bool

        public init(product: Product, score: Double, reasons: [MatchReason], fits: Bool = true) {
            self.product = product
            self.score = score
            self.reasons = reasons
            self.fits = fits
        }
    }

    public var query: SearchQuery
    public var hits: [Hit]
    /// Products that fit, shown or not. Those that are only in part what was asked for are not counted.
    public var total: Int
    /// Where nothing fits: the constraints (by their contract names) of which dropping one alone would give products,
    /// the most useful first.
    public var relaxable: [String]
    public var timings: SearchTimings
    /// What did not take part: `embedder` where no query vector could be had, `vectors` while they are still being made.
    public var degraded: [String]

    public init(
        query: SearchQuery, hits: [Hit], total: Int, relaxable: [String] = [], timings: SearchTimings = .init(),
        degraded: [String] = []
    ) {
        self.query = query
        self.hits = hits
        self.total = total
        self.relaxable = relaxable
        self.timings = timings
        self.degraded = degraded
    }
}

/// A fact of the product that met the query.
public enum MatchReason: Sendable, Hashable {
    /// The product is of the kind asked for: a category or product-type word.
    case kind(String)
    /// An attribute of the product, by name, that was asked for or helps the situation.
    case attribute(String)
    case color(String)
    case size(String)
    case material(String)
    case brand(String)
    case season(String)
    case tag(String)
    /// Words of the need that stand in name or description.
    case words([String])
    /// Price lies within the limit asked for.
    case price
    /// The discount asked for is met.
    case discount
}

/// Wall times of one search, in milliseconds. The query is embedded while the words are looked up.
public struct SearchTimings: Sendable {
    public var embedMs = 0.0
    public var lexicalMs = 0.0
    public var vectorMs = 0.0
    public var rankMs = 0.0
    public init() {}
}
