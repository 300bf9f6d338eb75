public import Search
public import Shop

/// What a shopper says in one turn, checked and ready.
public struct TurnRequest: Sendable, Equatable {
    /// 1…2,000 characters, not blank.
    public var message: String
    public var conversationId: String?
    public var userId: String?
    /// BCP 47 tag of the language to answer in; nil: the language of the message.
    public var locale: String?
    /// Products to show, 1…50.
    public var limit: Int
    /// The product page that the shopper is on.
    public var productId: String?
    /// Ids that the shopper sees now, in order, where that is not what the last turn returned.
    public var shown: [String]?

    public init(
        message: String, conversationId: String? = nil, userId: String? = nil, locale: String? = nil, limit: Int = 5,
        productId: String? = nil, shown: [String]? = nil
    ) {
        self.message = message
        self.conversationId = conversationId
        self.userId = userId
        self.locale = locale
        self.limit = limit
        self.productId = productId
        self.shown = shown
    }
}

/// What the shopper wants of this turn.
public enum Intent: String, Sendable, CaseIterable {
    case search, refine, compare, detail, policy, recommend, cart, order, clarify, smalltalk
    case outOfScope = "out_of_scope"
}

/// What a turn sends, in this order: turn, products (where the turn has products), delta…, citations, action, suggestions, done.
/// `error` may stand in for what is left once something has been sent.
public enum TurnEvent: Sendable {
    case turn(TurnStart)
    case products(ProductList)
    case delta(String)
    case citations([Citation])
    case action(CartAction)
    case suggestions([String])
    case done(TurnEnd)
}

public struct TurnStart: Sendable {
    public var conversationId: String
    public var turnId: String
    public var intent: Intent
    /// The standalone query that the turn answers, resolved against the conversation.
    public var query: String
    public var constraints: Constraints
    /// ko, en, ja or zh.
    public var locale: String

    public init(
        conversationId: String, turnId: String, intent: Intent, query: String, constraints: Constraints, locale: String
    ) {
        self.conversationId = conversationId
        self.turnId = turnId
        self.intent = intent
        self.query = query
        self.constraints = constraints
        self.locale = locale
    }
}

public struct ProductList: Sendable {
    public struct Item: Sendable {
        public var product: Product
        /// One short line that says why it fits, in the answer's language; empty where there is nothing to say.
        public var why: String

        public init(product: Product, why: String) {
            self.product = product
            self.why = why
        }
    }

    public var items: [Item]
    /// Products that fit, shown or not.
    public var total: Int
    /// The constraints, by contract name, of which dropping one would give products. Only where nothing fits.
    public var relaxed: [String]

    public init(items: [Item], total: Int, relaxed: [String] = []) {
        self.items = items
        self.total = total
        self.relaxed = relaxed
    }
}

/// A fact of the catalogue that the answer states.
public struct Citation: Sendable, Hashable {
    public enum Kind: String, Sendable { case product, policy }
    public var kind: Kind
    public var id: String
    /// The member of the product or policy that was read, such as `price`, `attributes.방수` or `answer`.
    public var field: String

    public init(kind: Kind, id: String, field: String) {
        self.kind = kind
        self.id = id
        self.field = field
    }
}

/// What the shop's back end is asked to do with the cart. The assistant itself changes nothing.
public struct CartAction: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case cartAdd = "cart_add"
        case cartRemove = "cart_remove"
        case cartTotal = "cart_total"
        case order
    }

    public struct Item: Sendable, Equatable {
        public var productId: String
        /// 1…99.
        public var quantity: Int
        public var size: String?
        public var color: String?

        public init(productId: String, quantity: Int, size: String? = nil, color: String? = nil) {
            self.productId = productId
            self.quantity = quantity
            self.size = size
            self.color = color
        }
    }

    public enum Block: String, Sendable {
        case soldOut = "sold_out"
        case sizeUnavailable = "size_unavailable"
        case colorUnavailable = "color_unavailable"
        case quantityUnavailable = "quantity_unavailable"
        case unknownProduct = "unknown_product"
    }

    public var kind: Kind
    public var items: [Item]
    /// Why it cannot be carried out; nil where it can.
    public var blocked: Block?

    public init(kind: Kind, items: [Item], blocked: Block? = nil) {
        self.kind = kind
        self.items = items
        self.blocked = blocked
    }
}

public struct TurnEnd: Sendable {
    public struct Timings: Sendable {
        public var understandMs = 0.0
        public var retrieveMs = 0.0
        public var firstTokenMs = 0.0
        public var totalMs = 0.0
        public init() {}
    }

    /// The whole answer: the deltas joined.
    public var answer: String
    /// What wrote the answer: `extractive` or a language model's name.
    public var model: String
    public var degraded: [String]
    public var timings: Timings
    /// What a language model's reply cost; nil where none wrote.
    public var usage: ModelUsage?

    public init(answer: String, model: String, degraded: [String], timings: Timings, usage: ModelUsage? = nil) {
        self.answer = answer
        self.model = model
        self.degraded = degraded
        self.timings = timings
        self.usage = usage
    }
}
