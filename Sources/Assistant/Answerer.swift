public import Search
public import Shop

/// The facts of one turn: all that an answer may state.
public struct AnswerContext: Sendable {
    public var intent: Intent
    public var message: String
    /// ko, en, ja or zh: the language to answer in.
    public var locale: String
    public var query: SearchQuery
    /// The products of this turn in the order shown: found (search, refine, recommend), or referred to (detail, compare, cart, order).
    public var products: [SearchResult.Hit]
    /// Products that fit, shown or not.
    public var total: Int
    /// Constraints, by contract name, of which dropping one would give products. Only where nothing fits.
    public var relaxable: [String]
    /// Policies that answer the question, best first.
    public var policies: [Policy]
    /// What is asked about the products of a `detail` turn, or by what a `compare` turn compares.
    public var asked: [AskedFact]
    /// What is left open in a `clarify` turn.
    public var clarification: Clarification?
    public var action: CartAction?
    /// The kind of small talk or of refusal.
    public var courtesy: Courtesy?
    /// What was said before, oldest first.
    public var history: [Exchange]

    /// A turn of the conversation.
    public struct Exchange: Sendable, Equatable {
        public var message: String
        public var answer: String

        public init(message: String, answer: String) {
            self.message = message
            self.answer = answer
        }
    }

    public init(intent: Intent, message: String, locale: String, query: SearchQuery) {
        self.intent = intent
        self.message = message
        self.locale = locale
        self.query = query
        products = []
        total = 0
        relaxable = []
        policies = []
        asked = []
        history = []
    }
}

/// A fact that a shopper asks about.
public enum AskedFact: Sendable, Hashable {
    case price, discount, stock, colors, sizes, material, rating, reviews, brand, season, overview
    /// Whether this size is offered.
    case size(String)
    /// Whether this colour is offered.
    case color(String)
    /// An attribute of the catalogue by name.
    case attribute(String)
    /// Words that no field is named by; the description may answer.
    case other([String])
}

/// What has to be known before a search makes sense, with up to four choices that the catalogue can serve.
public struct Clarification: Sendable, Equatable {
    public enum Missing: String, Sendable { case kind, recipient, animal, reference, purpose }
    public var missing: Missing
    public var choices: [String]

    public init(missing: Missing, choices: [String]) {
        self.missing = missing
        self.choices = choices
    }
}

/// Small talk by its kind, and what lies outside the shop by why it is declined.
public enum Courtesy: String, Sendable {
    case greeting, thanks, apology, farewell, acknowledgement, complaint, abuse, aboutAssistant, other
    case medical, politics, finance, weather, coding, homework, otherShop, privacy, promptInjection, unrelated
}

/// A piece of an answer, a sentence or less, with the facts that it states.
public struct AnswerPiece: Sendable, Equatable {
    public var text: String
    public var citations: [Citation]

    public init(_ text: String, citations: [Citation] = []) {
        self.text = text
        self.citations = citations
    }
}

/// Writes the answer of a turn from its facts. It states nothing that the context does not hold.
public protocol Answerer: Sendable {
    /// What `done.model` names.
    var model: String { get }
    /// The answer in order, sentence by sentence; joined by nothing, so a piece carries its own spaces and line breaks.
    /// Throws where no answer can be given; what was sent before stands.
    func answer(_ context: AnswerContext) -> AsyncThrowingStream<AnswerPiece, any Error>
    /// The same, each piece handed to `send`, which is waited for, and at the end what really wrote it.
    func answer(
        _ context: AnswerContext, _ send: @escaping @Sendable (AnswerPiece) async throws -> Void
    ) async throws -> AnswerOutcome
}

extension Answerer {
    public func answer(
        _ context: AnswerContext, _ send: @escaping @Sendable (AnswerPiece) async throws -> Void
    ) async throws -> AnswerOutcome {
        for try await piece in answer(context) {
            try Task.checkCancellation()
            try await send(piece)
        }
        return AnswerOutcome(model: model)
    }
}

/// How an answer came about.
public struct AnswerOutcome: Sendable, Equatable {
    /// What wrote it: `extractive`, or the language model's name where a sentence of the model went out.
    public var model: String
    /// What should have taken part and did not, as `done.degraded` names it.
    public var degraded: [String]
    /// What the language model's reply cost, as far as its server says; nil where none wrote.
    public var usage: ModelUsage?

    public init(model: String, degraded: [String] = [], usage: ModelUsage? = nil) {
        self.model = model
        self.degraded = degraded
        self.usage = usage
    }
}
