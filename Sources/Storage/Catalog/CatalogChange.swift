public import Shop

/// A change of one record of the catalogue.
public enum CatalogChange: Sendable, Equatable {
    /// Adds the product, or puts it in the place of the one with its id.
    case product(Product)
    case policy(Policy)
    /// By id. Nothing where there is none.
    case removeProduct(String)
    case removePolicy(String)
}

/// A place in a source that the catalogue follows, up to which everything has been taken in.
public struct CatalogBookmark: Sendable, Equatable {
    /// What is followed, in the follower's own words.
    public var source: String
    /// Where to go on, in the source's words; nil: from the start.
    public var place: String?

    public init(source: String, place: String?) {
        self.source = source
        self.place = place
    }
}

/// The two kinds of record that a catalogue is made of.
public enum CatalogKind: Sendable, Hashable, CaseIterable { case products, policies }
