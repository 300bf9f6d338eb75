import Hangul
import Search
import Shop

/// What a shopper could say next.
public enum Suggestions {
    /// Up to three phrases, each one that the assistant can serve from what the turn holds, in Korean or, for other locales,
    /// English. Empty where the turn gives no ground for any.
    public static func next(for context: AnswerContext) -> [String] {
        var context = context
        context.products.removeAll { $0.product.isHidden }
        let korean = AnswerLanguage(locale: context.locale).isKorean
        let all: [String] =
            switch context.intent {
            case .search, .refine, .recommend:
                context.products.isEmpty ? relaxed(context, korean) : found(context, korean)
            case .detail: detail(context, korean)
            case .compare: compared(context, korean)
            case .policy: otherPolicies(context)
            case .cart: cart(context, korean)
            case .order:
                korean ? ["배송은 얼마나 걸려요?", "주문 취소는 어떻게 해요?"] : ["How long is delivery?", "How do I cancel an order?"]
            case .clarify: choices(context)
            case .smalltalk, .outOfScope:
                korean
                    ? ["인기 상품 추천해줘", "할인하는 상품 보여줘", "배송비는 얼마예요?"]
                    : ["Recommend something popular", "Show me products on sale", "How much is delivery?"]
            }
        var out: [String] = []
        for phrase in all
        where out.count < 3 && phrase.count <= 60 && phrase != context.message && !out.contains(phrase) {
            out.append(phrase)
        }
        return out
    }

    private static func found(_ context: AnswerContext, _ korean: Bool) -> [String] {
        let products = context.products.map { ProductFacts($0.product) }
        var out: [String] = []
        if products.count > 1 { out.append(korean ? "1번이랑 2번 비교해줘" : "Compare 1 and 2") }
        if let color = color(products, context.query.constraints) {
            out.append(korean ? Josa.toward.attached(to: color) + " 보여줘" : "Show me \(Glossary.english(color)) ones")
        }
        let cheapestFirst = context.query.constraints.sort == .priceAscending
        if context.total > products.count, !cheapestFirst, products.contains(where: { $0.price != nil }) {
            out.append(korean ? "더 싼 거 있어?" : "Anything cheaper?")
        }
        if let first = products.first {
            if first.reviewCount > 0 { out.append(korean ? "첫 번째 거 후기 어때?" : "How are the reviews of the first one?") }
            if !first.sizes.isEmpty { out.append(korean ? "첫 번째 거 사이즈 뭐 있어?" : "What sizes does the first one have?") }
            out.append(korean ? "첫 번째 거 자세히 알려줘" : "Tell me more about the first one")
        }
        return out
    }

    /// A colour that some of the products are offered in and others are not, and that is not asked for yet.
    private static func color(_ products: [ProductFacts], _ constraints: Constraints) -> String? {
        guard constraints.color.isEmpty, products.count > 2 else { return nil }
        var counts: [String: Int] = [:]
        for product in products {
            for color in Set(product.colors) { counts[color, default: 0] += 1 }
        }
        let telling = counts.filter { $0.value > 1 && $0.value < products.count && $0.key.count <= 10 }
        return telling.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// The search again without one of the conditions that stand in the way.
    private static func relaxed(_ context: AnswerContext, _ korean: Bool) -> [String] {
        let query = context.query
        let wanted = WantedThing(query: query, hits: [])
        // "어떤 “…”에 맞는 상품" is no phrase to send: without a thing to name there is nothing to repeat.
        guard let thing = wanted.text else { return [] }
        return context.relaxable.prefix(3).map { member in
            let dropped: Set = [String(member.prefix { $0 != "." })]
            let currency = context.products.first?.product.currency ?? .krw
            if korean {
                let kept = KoreanConstraints.phrases(query.constraints, currency: currency, without: dropped)
                    .map(\.text).filter { !thing.contains($0) }
                return (kept + [thing, "보여줘"]).joined(separator: " ")
            }
            let kept = EnglishConstraints.phrases(query.constraints, currency: currency, without: dropped)
            return (["Show me", thing] + kept).joined(separator: " ")
        }
    }

    private static func detail(_ context: AnswerContext, _ korean: Bool) -> [String] {
        guard let first = context.products.first.map({ ProductFacts($0.product) }) else { return [] }
        let asked = Set(context.asked)
        var out: [String] = []
        func offer(_ fact: AskedFact, _ there: Bool, _ ko: String, _ en: String) {
            if there, !asked.contains(fact) { out.append(korean ? ko : en) }
        }
        if !first.isSoldOut { out.append(korean ? "이거 담아줘" : "Add it to my cart") }
        offer(.reviews, first.reviewCount > 0 && !asked.contains(.rating), "후기는 어때?", "How are the reviews?")
        let sizeAsked = context.asked.contains { if case .size = $0 { true } else { false } }
        offer(.sizes, !first.sizes.isEmpty && !sizeAsked, "사이즈는 뭐 있어?", "What sizes are there?")
        offer(.colors, first.colors.count > 1, "색상은 뭐 있어?", "What colours are there?")
        offer(.material, first.material != nil, "소재가 뭐야?", "What is it made of?")
        offer(.price, first.price != nil, "가격은 얼마야?", "How much is it?")
        if first.isSoldOut { out.insert(korean ? "비슷한 상품 보여줘" : "Show me similar products", at: 0) }
        return out
    }

    private static func compared(_ context: AnswerContext, _ korean: Bool) -> [String] {
        let products = context.products.map { ProductFacts($0.product) }
        guard products.count > 1 else { return detail(context, korean) }
        var out: [String] = []
        if Comparison(products, asked: []).cheapest != nil {
            out.append(korean ? "더 싼 쪽으로 담아줘" : "Add the cheaper one to my cart")
        }
        out.append(korean ? "첫 번째 거 자세히 알려줘" : "Tell me more about the first one")
        out.append(korean ? "두 번째 거 자세히 알려줘" : "Tell me more about the second one")
        return out
    }

    /// Questions that the other policies found answer.
    private static func otherPolicies(_ context: AnswerContext) -> [String] {
        context.policies.dropFirst().compactMap { UntrustedText.label($0.question, limit: 40) }
    }

    private static func cart(_ context: AnswerContext, _ korean: Bool) -> [String] {
        guard let action = context.action, let item = action.items.first,
            let facts = context.products.first(where: { $0.product.id == item.productId }).map({
                ProductFacts($0.product)
            })
        else { return [] }
        if action.blocked == nil, action.kind == .cartAdd {
            if item.size == nil, facts.sizes.count > 1 {
                return facts.sizes.prefix(3).map {
                    korean ? Josa.toward.attached(to: $0) + " 담아줘" : "Size \($0), please"
                }
            }
            return korean
                ? ["주문할게요", "장바구니 합계 얼마야?", "배송비는 얼마예요?"]
                : ["Place the order", "What is my cart total?", "How much is delivery?"]
        }
        if action.blocked == .sizeUnavailable {
            return facts.sizes.prefix(3).map { korean ? Josa.toward.attached(to: $0) + " 담아줘" : "Size \($0), please" }
        }
        if action.blocked == .colorUnavailable {
            return facts.colors.prefix(3).map {
                korean ? Josa.toward.attached(to: $0) + " 담아줘" : "In \(Glossary.english($0)), please"
            }
        }
        return action.blocked == nil ? [] : [korean ? "비슷한 상품 보여줘" : "Show me similar products"]
    }

    private static func choices(_ context: AnswerContext) -> [String] {
        (context.clarification?.choices ?? []).compactMap { UntrustedText.label($0, limit: 30) }
    }
}
