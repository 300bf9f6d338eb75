import Foundation
import Hangul
import Search
import Shop

/// One turn from understanding to memory.
struct TurnPipeline: Sendable {
    let engine: SearchEngine
    let answerer: any Answerer
    let conversations: any ConversationStore
    let request: TurnRequest
    let conversation: Conversation?
    let stoodInFor: @Sendable () -> [String]

    func run(_ send: @escaping @Sendable (TurnEvent) -> Void) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        var timings = TurnEnd.Timings()
        let understood = Understanding(engine: engine).understand(request, conversation)
        timings.understandMs = (clock.now - start).milliseconds

        let conversationId = conversation?.id ?? request.conversationId ?? UUID().uuidString.lowercased()
        let turnId = UUID().uuidString.lowercased()
        let locale = locale(understood)
        let retrieval = clock.now
        let found = try await retrieve(understood)
        timings.retrieveMs = (clock.now - retrieval).milliseconds
        try Task.checkCancellation()
        let context = context(understood, found, locale)

        send(
            .turn(
                TurnStart(
                    conversationId: conversationId, turnId: turnId, intent: understood.intent,
                    query: standalone(understood.query),
                    constraints: understood.query.constraints, locale: locale)))
        if understood.intent.hasProducts {
            let items = context.products.map { hit in
                ProductList.Item(
                    product: hit.product, why: WhyLine.text(for: hit, query: understood.query, locale: locale))
            }
            send(.products(ProductList(items: items, total: context.total, relaxed: context.relaxable)))
        }

        let written = WrittenAnswer()
        let outcome = try await answerer.answer(context) { piece in
            try Task.checkCancellation()
            await written.add(piece)
            send(.delta(piece.text))
        }
        let (answer, citations) = await (written.text, written.citations)
        timings.firstTokenMs = await written.firstAt.map { ($0 - start).milliseconds } ?? 0
        if !citations.isEmpty { send(.citations(citations)) }
        if let action = context.action { send(.action(action)) }
        let suggestions = Suggestions.next(for: context)
        if !suggestions.isEmpty { send(.suggestions(suggestions)) }

        try Task.checkCancellation()
        let turn = Conversation.Turn(
            id: turnId, at: Date(), message: request.message, intent: understood.intent, query: understood.query,
            shown: shown(understood, context), answer: answer)
        try await conversations.append(turn, to: conversationId, userId: request.userId)
        timings.totalMs = (clock.now - start).milliseconds
        send(
            .done(
                TurnEnd(
                    answer: answer, model: outcome.model,
                    degraded: (found?.degraded ?? []) + outcome.degraded + stoodInFor(), timings: timings,
                    usage: outcome.usage)))
    }

    private func retrieve(_ understood: Understood) async throws -> SearchResult? {
        guard understood.intent.searches else { return nil }
        return try await engine.search(understood.query, limit: request.limit, within: understood.within)
    }

    private func context(_ understood: Understood, _ found: SearchResult?, _ locale: String) -> AnswerContext {
        var context = AnswerContext(
            intent: understood.intent, message: request.message, locale: locale, query: understood.query)
        context.courtesy = understood.courtesy
        context.clarification = understood.clarification
        context.policies = understood.policies.map(\.policy)
        context.history = (conversation?.turns ?? []).map { .init(message: $0.message, answer: $0.answer) }
        if let found {
            context.products = found.hits
            context.total = found.total
            context.relaxable = found.relaxable
        } else {
            context.products = understood.references.map { SearchResult.Hit(product: $0, score: 1, reasons: []) }
            context.total = context.products.count
        }
        if understood.intent == .detail, let product = understood.references.first {
            context.asked = AskedFacts(engine: engine).facts(in: understood.rest, about: product)
        }
        if let kind = understood.cart {
            context.action = CartRequest(engine: engine).action(
                kind, rest: understood.rest, products: understood.references)
        }
        return context
    }

    /// What the shopper sees after this turn: new results, or what was there before.
    private func shown(_ understood: Understood, _ context: AnswerContext) -> [String] {
        understood.intent.searches
            ? context.products.map(\.product.id) : request.shown ?? conversation?.turns.last?.shown ?? []
    }

    /// The query as one would ask it without the conversation.
    private func standalone(_ query: SearchQuery) -> String { query.need.isEmpty ? query.text : query.need }

    private func locale(_ understood: Understood) -> String {
        if let locale = request.locale?.split(whereSeparator: { "-_".contains($0) }).first?.lowercased(),
            SearchQuery.Language(rawValue: locale) != nil
        {
            return locale
        }
        // Hangul typed on a Latin layout is Korean.
        return SearchQuery.Language(of: understood.query.corrected ?? request.message).rawValue
    }
}

/// What has been sent of an answer.
private actor WrittenAnswer {
    private(set) var text = ""
    private(set) var citations: [Citation] = []
    private(set) var firstAt: ContinuousClock.Instant?

    func add(_ piece: AnswerPiece) {
        if firstAt == nil { firstAt = .now }
        text += piece.text
        for citation in piece.citations where !citations.contains(citation) { citations.append(citation) }
    }
}

extension Intent {
    /// Turns whose products are looked for, and not those that were spoken of.
    public var searches: Bool {
        switch self {
        case .search, .refine, .recommend: true
        case .compare, .detail, .policy, .cart, .order, .clarify, .smalltalk, .outOfScope: false
        }
    }

    /// Turns that show products.
    var hasProducts: Bool {
        switch self {
        case .search, .refine, .recommend, .compare, .detail, .cart, .order: true
        case .policy, .clarify, .smalltalk, .outOfScope: false
        }
    }
}
