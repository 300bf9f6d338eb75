import Hangul
import Search
import Shop

/// What a turn is to do, decided before anything is fetched.
struct Understood {
    var intent: Intent
    var query: SearchQuery
    /// Choose among these only.
    var within: [String]?
    /// Products spoken of, for detail, compare, cart and order.
    var references: [Product] = []
    /// The message without the words that refer.
    var rest = ""
    var courtesy: Courtesy?
    var clarification: Clarification?
    var cart: CartAction.Kind?
    var policies: [PolicyHit] = []
}

/// Decides what a shopper wants of a turn, by rules, from the message, the conversation and the catalogue. No model.
///
/// The order of the rules is their rank: attempts on the assistant first, then carts, policies and comparisons, which name
/// themselves, then questions about things in view, then searches.
struct Understanding {
    let engine: SearchEngine

    func understand(_ request: TurnRequest, _ conversation: Conversation?) -> Understood {
        let message = request.message
        let last = conversation?.turns.last
        let shown = request.shown ?? last?.shown ?? []
        let query = engine.understand(message)
        let summary = engine.summary(of: query)
        let references = References(message)
        let spoken = resolve(references, request, conversation, shown)
        let asksForThings = !summary.kinds.isEmpty && Self.isRequest(message)
        var understood = Understood(intent: .search, query: query, references: spoken, rest: references.rest)

        if let reason = OutOfScope.reason(message, asksForThings: asksForThings) {
            understood.intent = .outOfScope
            understood.courtesy = reason
            return understood
        }
        if let kind = CartRequest.kind(message) {
            if !spoken.isEmpty || !shown.isEmpty || request.productId != nil || kind == .cartTotal {
                understood.intent = kind == .order ? .order : .cart
                understood.cart = kind
                if spoken.isEmpty, kind != .cartTotal {
                    understood.references = defaultReferences(request, conversation, shown)
                }
                return understood
            }
            if kind == .cartAdd, CartRequest.namesNothing(message) {
                understood.intent = .clarify
                understood.clarification = Clarification(missing: .reference, choices: [])
                return understood
            }
        }
        if engine.mentionsPolicy(message), Self.isQuestion(message) || shown.isEmpty || SmallTalk.isAbuse(message),
            !Self.isWish(message)
        {
            let policies = engine.policies(answering: message)
            if !policies.isEmpty || summary.kinds.isEmpty {
                understood.intent = .policy
                understood.policies = policies
                return understood
            }
        }
        if let last, last.intent == .policy, !asksForThings, Self.goesOn(message), engine.touchesPolicy(message) {
            let own = engine.policies(answering: message)
            let policies = own.isEmpty ? engine.policies(answering: last.message + " " + message) : own
            if !policies.isEmpty {
                understood.intent = .policy
                understood.policies = policies
                return understood
            }
        }
        if Self.isComparison(message), spoken.count >= 2 || shown.count >= 2 {
            understood.intent = .compare
            if spoken.count < 2 { understood.references = shown.prefix(2).compactMap(engine.product(id:)) }
            return understood
        }
        if !asksForThings, let courtesy = smallTalk(message, summary, query, references, shown) {
            understood.intent = .smalltalk
            understood.courtesy = courtesy
            return understood
        }
        if let detail = detail(message, request, summary, query, references, spoken, conversation, shown) {
            understood.intent = .detail
            understood.references = detail
            return understood
        }
        return search(understood, request, summary, references, conversation, shown)
    }

    // MARK: Search, refine, clarify

    private func search(
        _ start: Understood, _ request: TurnRequest, _ summary: NeedSummary, _ references: References,
        _ conversation: Conversation?,
        _ shown: [String]
    ) -> Understood {
        var understood = start
        let previous = conversation?.turns.last {
            [.search, .refine, .clarify, .recommend].contains($0.intent) && !$0.query.text.isEmpty
        }
        if let previous, previous.intent == .clarify, !summary.isEmpty || !start.query.constraints.isEmpty,
            conversation?.turns.last?.id == previous.id
        {
            // The answer to our question: together with what was asked before it is a search.
            let asked = ContextResolver(engine: engine).refined(
                previous.query, by: start.query, message: request.message, shownPrices: [], shownBrand: nil)
            understood.query = asked.query
            return understood
        }
        if let previous, continues(request.message, summary, start.query, previous) {
            let products = shown.compactMap(engine.product(id:))
            let refined = ContextResolver(engine: engine).refined(
                previous.query, by: start.query, message: request.message, shownPrices: products.compactMap(\.price),
                shownBrand: (references.target == nil ? products.first : start.references.first)?.brand?.name)
            understood.intent = .refine
            understood.query = refined.query
            if refined.withinShown { understood.within = shown }
            return understood
        }
        if let clarification = clarification(request.message, summary, start.query, references, shown) {
            understood.intent = .clarify
            understood.clarification = clarification
        }
        return understood
    }

    /// Whether a message goes on with the search before: it names no new kind of thing, or the one of before again.
    private func continues(
        _ message: String, _ summary: NeedSummary, _ query: SearchQuery, _ previous: Conversation.Turn
    ) -> Bool {
        if ContextResolver.isRelative(message) { return true }
        let before = engine.summary(of: previous.query)
        let earlier = before.kinds + previous.query.need.split(separator: " ").map(String.init)
        let new = summary.kinds.filter { kind in
            let words = Set(engine.otherWords(for: kind))
            return !earlier.contains { old in
                old.contains(kind) || kind.contains(old) && old.unicodeScalars.count >= 2 || words.contains(old)
                    || !words.isDisjoint(with: engine.otherWords(for: old))
            }
        }
        if new.isEmpty {
            return summary.kinds.isEmpty ? !(summary.isSituation && Self.isFreshSituation(message)) : true
        }
        if new.count < summary.kinds.count, ContextResolver.hasMarker(message) { return true }
        // 노트북 들어가는 걸로, 닭 알레르기가 있어: a thing mentioned on the way, not the thing asked for.
        return !Self.isRequest(message) && !Self.names(new, lastIn: message)
    }

    /// The message ends with one of these words, a particle or 요 behind it apart.
    private static func names(_ kinds: [String], lastIn message: String) -> Bool {
        guard let last = TextFolding.folded(message).split(separator: " ").last else { return false }
        let bare = last.filter { $0.isLetter || $0.isNumber }
        return KoreanWords.readings(bare).contains { reading in
            kinds.contains { reading.hasSuffix($0) || $0.hasSuffix(reading) }
        }
    }

    /// A whole new errand told: `그럼 엄마 선물 추천해줘`.
    private static func isFreshSituation(_ message: String) -> Bool {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        return ["선물", "gift"].contains { compact.contains($0) }
            && ["추천", "뭐가", "좋은", "보여"].contains { compact.contains($0) }
    }

    private func clarification(
        _ message: String, _ summary: NeedSummary, _ query: SearchQuery, _ references: References, _ shown: [String]
    ) -> Clarification? {
        if references.target != nil, shown.isEmpty, summary.kinds.isEmpty {
            return Clarification(missing: .reference, choices: [])
        }
        var unbound = query.constraints
        unbound.sort = nil
        let open = unbound.isEmpty || unbound.names.allSatisfy { ["size", "color", "gender"].contains($0) }
        // 제일 비싼 게 뭐야: an order over the whole shop is enough to go by.
        if open, GeneralWords.only(query.need), query.constraints.sort == nil || !query.need.isEmpty {
            let compact = TextFolding.folded(message).filter { $0 != " " }
            if ["선물", "gift"].contains(where: compact.contains) {
                let isKorean = query.language == .ko
                return Clarification(
                    missing: .recipient,
                    choices: isKorean ? ["부모님", "친구", "연인", "아이"] : ["parents", "a friend", "a partner", "a child"])
            }
            return Clarification(missing: .kind, choices: engine.mainCategories(limit: 4))
        }
        if summary.kinds.count == 1, summary.properties.isEmpty, summary.unknown.isEmpty, unbound.isEmpty,
            !summary.isSituation, !summary.openChoices.isEmpty
        {
            return Clarification(missing: summary.isOpenByAnimal ? .animal : .kind, choices: summary.openChoices)
        }
        return nil
    }

    // MARK: Questions about things in view

    private func detail(
        _ message: String, _ request: TurnRequest, _ summary: NeedSummary, _ query: SearchQuery,
        _ references: References,
        _ spoken: [Product], _ conversation: Conversation?, _ shown: [String]
    ) -> [Product]? {
        if !spoken.isEmpty {
            // 첫 번째랑 비슷한 거 is a search; 그 브랜드 러닝화만 too.
            return ContextResolver.isRelative(message) ? nil : Array(spoken.prefix(3))
        }
        let inView =
            request.productId.flatMap(engine.product(id:)).map { [$0] }
            ?? defaultReferences(request, conversation, shown)
        guard let product = inView.first else { return nil }
        if request.productId != nil, Self.isQuestion(message), summary.kinds.isEmpty || !Self.isRequest(message) {
            return [product]
        }
        // 밝기 조절돼?: a question whether it does, about nothing else.
        guard Self.isCapabilityQuestion(message), summary.kinds.isEmpty, query.constraints.priceMax == nil,
            query.constraints.priceMin == nil,
            !summary.isSituation
        else { return nil }
        return [product]
    }

    private func resolve(
        _ references: References, _ request: TurnRequest, _ conversation: Conversation?, _ shown: [String]
    ) -> [Product] {
        let focus = focus(request, conversation)
        let ids = references.resolve(shown: shown, focus: focus) { engine.product(id: $0)?.price }
        return ids.compactMap(engine.product(id:))
    }

    /// What the turn before spoke of, read from its message anew.
    private func focus(_ request: TurnRequest, _ conversation: Conversation?) -> [String] {
        if let productId = request.productId { return [productId] }
        guard let last = conversation?.turns.last, [.detail, .compare, .cart].contains(last.intent) else { return [] }
        let earlier = conversation?.turns.dropLast().last?.shown ?? last.shown
        return References(last.message).resolve(shown: last.shown.isEmpty ? earlier : last.shown, focus: []) {
            engine.product(id: $0)?.price
        }
    }

    private func defaultReferences(_ request: TurnRequest, _ conversation: Conversation?, _ shown: [String])
        -> [Product]
    {
        let focus = focus(request, conversation)
        return (focus.isEmpty ? Array(shown.prefix(1)) : focus).compactMap(engine.product(id:))
    }

    private func smallTalk(
        _ message: String, _ summary: NeedSummary, _ query: SearchQuery, _ references: References, _ shown: [String]
    ) -> Courtesy? {
        if SmallTalk.isAbuse(message) { return .abuse }
        guard references.target == nil, query.constraints.isEmpty, let kind = SmallTalk.kind(message) else {
            return nil
        }
        return summary.kinds.isEmpty ? kind : nil
    }

    // MARK: Forms of speech

    private static func compact(_ message: String) -> String { TextFolding.folded(message).filter { $0 != " " } }

    private static func isRequest(_ message: String) -> Bool {
        let text = compact(message)
        return [
            "보여", "추천", "찾", "있어?", "있나", "있을까", "살만한", "사려", "사고싶", "뭐있", "뭐가좋", "골라", "show", "recommend",
            "lookingfor", "find",
        ].contains { text.contains($0) }
    }

    private static func isQuestion(_ message: String) -> Bool {
        let text = compact(message)
        return text.hasSuffix("?")
            || [
                "나요", "가요", "까요", "어요", "돼요", "되나", "되요", "얼마", "언제", "어떻게", "뭐예요", "뭐야", "인가", "는지", "어디", "알려", "할거야",
                "는데", "어떡", "궁금", "하고싶", "싶어", "하려면",
            ].contains { text.contains($0) }
    }

    /// 선물할 거라 포장되는 거: a property wished for, not a question of policy.
    private static func isWish(_ message: String) -> Bool {
        let text = compact(message)
        return ["되는거", "되는걸로", "되는것", "가능한거", "가능한걸로", "있는걸로", "으로보여", "만보여"].contains {
            text.hasSuffix($0) || text.contains($0 + "보여") || text.contains($0 + "만")
        }
    }

    /// 제주도는?, 그럼 주말은요?: the question before, of something else.
    private static func goesOn(_ message: String) -> Bool {
        let words = TextFolding.folded(message).split(separator: " ")
        guard let last = words.last?.filter({ $0.isLetter || $0.isNumber }), words.count <= 3 else { return false }
        return ["은", "는", "도", "은요", "는요", "도요", "이면", "면요"].contains { last.hasSuffix($0) && last != $0 }
    }

    private static func isComparison(_ message: String) -> Bool {
        let text = compact(message)
        return [
            "비교", "차이", "뭐가달라", "뭐가더나", "뭐가나아", "어느게나", "어떤게나", "둘중", "compare", "difference", "whichisbetter", " vs ",
        ].contains { text.contains($0) }
    }

    private static func isCapabilityQuestion(_ message: String) -> Bool {
        let text = compact(message)
        return [
            "돼?", "돼요?", "되나?", "해?", "야?", "예요?", "이에요?", "않아?", "을까?", "있는거야?", "되나요", "됩니까", "될까", "가능한가", "인가요",
            "한가요", "않나요", "나요",
        ].contains { text.hasSuffix($0) || text.hasSuffix($0 + "?") }
    }
}

/// Words so wide that a search by them alone would show anything.
enum GeneralWords {
    private static let words: Set<String> = [
        "옷", "물건", "상품", "제품", "아이템", "선물", "사이즈", "큰", "작은", "예쁜", "이쁜", "좋은", "clothes", "something", "gift", "size",
        "big", "크", "큰거", "작은거",
    ]

    static func only(_ need: String) -> Bool {
        need.split(separator: " ").allSatisfy { word in
            words.contains(String(word)) || KoreanWords.readings(word).contains { words.contains($0) }
                || StopWordsOfAsking.contains(String(word))
        }
    }
}

enum StopWordsOfAsking {
    private static let words: Set<String> = [
        "거", "것", "하나", "좀", "있나요", "있어", "있어요", "사려고", "사고", "보여줘", "추천", "추천해줘", "뭐", "살", "찾아요", "찾아줘", "사려는데",
    ]
    static func contains(_ word: String) -> Bool { words.contains(word) }
}
