public import Shop

/// Answers without a language model: sentences made of the turn's facts, each with what it cites.
///
/// Korean, or English for every other language; search results in Japanese and Chinese too. The same context gives the same
/// answer. Never throws, never empty. O(products + their text).
public struct ExtractiveAnswerer: Answerer {
    static let name = "extractive"
    public let model = Self.name
    /// The catalogue's currency: for limits of money where no product says which.
    public let currency: Currency

    public init(currency: Currency = .krw) {
        self.currency = currency
    }

    public func answer(_ context: AnswerContext) -> AsyncThrowingStream<AnswerPiece, any Error> {
        let currency = currency
        return AsyncThrowingStream { continuation in
            let task = Task {
                for piece in ExtractiveAnswer.pieces(context, currency: currency) {
                    if Task.isCancelled { break }
                    continuation.yield(piece)
                    // One at a time: who listens may send it on, or stop, before the next.
                    await Task.yield()
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

/// The whole answer at once, as pieces that carry the space between them.
enum ExtractiveAnswer {
    static func pieces(_ context: AnswerContext, currency: Currency) -> [AnswerPiece] {
        var context = context
        // Hidden products are never shown, named or counted.
        context.products.removeAll { $0.product.isHidden }
        let language = AnswerLanguage(locale: context.locale)
        return spaced(sentences(context, currency: currency, language: language), language)
    }

    private static func sentences(
        _ context: AnswerContext, currency: Currency, language: AnswerLanguage
    ) -> [AnswerPiece] {
        switch context.intent {
        case .search, .refine, .recommend: SearchAnswer.pieces(context, currency: currency, language: language)
        case .detail: DetailAnswer.pieces(context, language: language)
        case .compare: CompareAnswer.pieces(context, language: language)
        case .policy: PolicyAnswer.pieces(context, language: language)
        case .cart, .order: CartAnswer.pieces(context, language: language)
        case .clarify: ClarifyAnswer.pieces(context, language: language)
        case .smalltalk, .outOfScope: CourtesyAnswer.pieces(context, language: language)
        }
    }

    /// Empty pieces go, a space parts sentences where the language has one, and a citation stands once in a piece.
    private static func spaced(_ pieces: [AnswerPiece], _ language: AnswerLanguage) -> [AnswerPiece] {
        var out: [AnswerPiece] = []
        for piece in pieces where !piece.text.allSatisfy(\.isWhitespace) {
            var next = piece
            let parted = out.isEmpty || !language.spacesSentences || out.last?.text.last?.isNewline == true
            if !parted { next.text = " " + next.text }
            var seen: Set<Citation> = []
            next.citations = next.citations.filter { seen.insert($0).inserted }
            out.append(next)
        }
        return out
    }
}
