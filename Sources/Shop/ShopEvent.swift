public import Foundation

/// What a shopper did, as the shop's back end reports it.
public struct ShopEvent: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable { case view, click, cart, purchase }

    public var kind: Kind
    public var userId: String
    public var productId: String
    public var at: Date

    public init(kind: Kind, userId: String, productId: String, at: Date) {
        self.kind = kind
        self.userId = userId
        self.productId = productId
        self.at = at
    }
}

/// Where the doings of shoppers are kept.
public protocol EventStore: Sendable {
    /// Adds events; the oldest of a shopper go where there are too many.
    func append(_ events: [ShopEvent]) async throws
}
