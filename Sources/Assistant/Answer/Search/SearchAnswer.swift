import Search
import Shop

/// What a search, a refinement or a recommendation found: what fits, the first products and why, what to be aware of.
/// Three to five sentences.
struct SearchAnswer {
    let context: AnswerContext
    let currency: Currency
    let wanted: WantedThing
    let featured: [FeaturedProduct]
    /// Products that fit; at least one where anything was found.
    let total: Int
    /// Those among the shown that fit.
    private let fitting: [SearchResult.Hit]

    init(_ context: AnswerContext, currency: Currency) {
        self.context = context
        self.currency = context.products.first?.product.currency ?? currency
        wanted = WantedThing(query: context.query, hits: context.products)
        let fitting = context.products.filter(\.fits)
        self.fitting = fitting.isEmpty ? context.products : fitting
        featured = FeaturedProduct.choose(from: self.fitting, query: context.query, wanted: wanted)
        total = max(context.total, self.fitting.count)
    }

    static func pieces(_ context: AnswerContext, currency: Currency, language: AnswerLanguage) -> [AnswerPiece] {
        let answer = SearchAnswer(context, currency: currency)
        let wording: any SearchWording =
            switch language {
            case .ko: KoreanSearch()
            case .en: EnglishSearch()
            case .ja: JapaneseSearch()
            case .zh: ChineseSearch()
            }
        return answer.pieces(wording)
    }

    private func pieces(_ wording: any SearchWording) -> [AnswerPiece] {
        guard !context.products.isEmpty else { return wording.nothing(self).map { AnswerPiece($0) } }
        var out = [AnswerPiece(wording.lead(self))]
        for product in featured { out.append(wording.sentence(product)) }
        if let first = featured.first, let quoted = first.quotation, !first.facts.isSoldOut {
            // Behind the first product's sentence, where what it speaks of stays clear.
            let piece = AnswerPiece(wording.quotation(quoted), citations: first.facts.cite("description"))
            out.insert(piece, at: min(2, out.count))
        }
        if out.count < 5, let caveat { out.append(wording.caveat(caveat)) }
        if out.count < 5, fitting.count < context.products.count { out.append(AnswerPiece(wording.alike)) }
        return out
    }

    /// What to be aware of.
    enum Caveat {
        case fewLeft(ProductFacts, Int)
        /// Lowest and highest price of the products shown.
        case priceRange(low: ProductFacts, high: ProductFacts)
    }

    private var caveat: Caveat? {
        for product in featured {
            if let left = product.facts.fewLeft { return .fewLeft(product.facts, left) }
        }
        let shown = context.products.map { ProductFacts($0.product) }
        let limits = context.query.constraints
        guard shown.count > 3, limits.priceMax == nil, limits.priceMin == nil,
            shown.allSatisfy({ $0.price != nil && $0.product.currency == currency }),
            let low = shown.min(by: { ($0.price?.amount ?? 0) < ($1.price?.amount ?? 0) }),
            let high = shown.max(by: { ($0.price?.amount ?? 0) < ($1.price?.amount ?? 0) }), low.price != high.price
        else { return nil }
        return .priceRange(low: low, high: high)
    }
}

/// The sentences of a search answer in one language. Sentences carry no space around them.
protocol SearchWording {
    func lead(_ answer: SearchAnswer) -> String
    func sentence(_ product: FeaturedProduct) -> AnswerPiece
    /// A sentence that quotes the description.
    func quotation(_ sentence: String) -> String
    func caveat(_ caveat: SearchAnswer.Caveat) -> AnswerPiece
    /// That products follow which are only alike.
    var alike: String { get }
    func nothing(_ answer: SearchAnswer) -> [String]
}
