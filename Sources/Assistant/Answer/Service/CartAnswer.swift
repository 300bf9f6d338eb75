import Shop

/// Confirms what is passed on to the shop's cart, or says why it cannot be.
enum CartAnswer {
    /// One item of the action with its product.
    struct Line {
        var facts: ProductFacts
        var item: CartAction.Item

        /// Price times quantity; nil where no price is stated or the amount is beyond reason.
        var total: Price? {
            guard let price = facts.price else { return nil }
            let (amount, overflow) = price.amount.multipliedReportingOverflow(by: item.quantity)
            return overflow ? nil : Price(amount, price.currency)
        }

        /// Sizes to choose from, where there is a choice and none was made.
        var openSizes: [String] { item.size == nil && facts.sizes.count > 1 ? facts.sizes : [] }
        var openColors: [String] { item.color == nil && facts.colors.count > 1 ? facts.colors : [] }
    }

    static func pieces(_ context: AnswerContext, language: AnswerLanguage) -> [AnswerPiece] {
        let wording: any CartWording = language.isKorean ? KoreanCart() : EnglishCart()
        guard let action = context.action else { return [AnswerPiece(wording.whichProduct)] }
        let products = context.products.map { ProductFacts($0.product) }
        let lines = action.items.compactMap { item in
            products.first { $0.id == item.productId }.map { Line(facts: $0, item: item) }
        }
        if let block = action.blocked { return blocked(block, lines, wording) }
        if lines.isEmpty {
            let general = action.kind == .cartAdd || action.kind == .cartRemove || !action.items.isEmpty
            return [AnswerPiece(general ? wording.whichProduct : wording.whole(action.kind))]
        }
        var pieces = [
            AnswerPiece(wording.confirmation(action.kind, lines, total: total(lines)), citations: citations(lines))
        ]
        if action.kind == .cartAdd || action.kind == .order, let open = lines.first(where: { !$0.openSizes.isEmpty }) {
            pieces.append(
                AnswerPiece(wording.chooseSize(open, among: lines.count), citations: open.facts.cite("sizes")))
        }
        return pieces
    }

    /// nil where a line has none, or currencies differ.
    private static func total(_ lines: [Line]) -> Price? {
        let totals = lines.compactMap(\.total)
        guard totals.count == lines.count, let currency = totals.first?.currency,
            totals.allSatisfy({ $0.currency == currency })
        else { return nil }
        var sum = 0
        for total in totals {
            let (next, overflow) = sum.addingReportingOverflow(total.amount)
            if overflow { return nil }
            sum = next
        }
        return Price(sum, currency)
    }

    private static func citations(_ lines: [Line]) -> [Citation] {
        lines.flatMap { $0.facts.price == nil ? $0.facts.cite("name") : $0.facts.cite("name", "price") }
    }

    private static func blocked(
        _ block: CartAction.Block, _ lines: [Line], _ wording: any CartWording
    ) -> [AnswerPiece] {
        guard let line = lines.first(where: { isCause(block, $0) }) ?? lines.first, block != .unknownProduct else {
            return [AnswerPiece(wording.whichProduct)]
        }
        let facts = line.facts
        let fields: [Citation] =
            switch block {
            case .soldOut: facts.soldOutCitations
            case .sizeUnavailable: facts.sizes.isEmpty ? [] : facts.cite("sizes")
            case .colorUnavailable: facts.colors.isEmpty ? [] : facts.cite("colors")
            case .quantityUnavailable: facts.product.stock == nil ? [] : facts.cite("stock")
            case .unknownProduct: []
            }
        return [AnswerPiece(wording.blocked(block, line), citations: facts.cite("name") + fields)]
    }

    private static func isCause(_ block: CartAction.Block, _ line: Line) -> Bool {
        switch block {
        case .soldOut: line.facts.isSoldOut
        case .sizeUnavailable: line.item.size.map { SizeMatch.matches($0, in: line.facts.sizes).isEmpty } ?? false
        case .colorUnavailable: line.item.color.map { ColorMatch.matches($0, in: line.facts.colors).isEmpty } ?? false
        case .quantityUnavailable: line.facts.product.stock.map { $0 < line.item.quantity } ?? false
        case .unknownProduct: false
        }
    }
}

/// The sentences about the cart in one language.
protocol CartWording {
    var whichProduct: String { get }
    /// Of an action that names no item: the whole cart.
    func whole(_ kind: CartAction.Kind) -> String
    func confirmation(_ kind: CartAction.Kind, _ lines: [CartAnswer.Line], total: Price?) -> String
    func chooseSize(_ line: CartAnswer.Line, among count: Int) -> String
    func blocked(_ block: CartAction.Block, _ line: CartAnswer.Line) -> String
}
