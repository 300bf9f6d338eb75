import Shop

/// The cart in English.
struct EnglishCart: CartWording {
    var whichProduct: String { "I could not tell which product you mean. Could you give me its name or number?" }

    func whole(_ kind: CartAction.Kind) -> String {
        switch kind {
        case .order: "I am passing the order for what is in your cart on to the shop."
        case .cartTotal: "I am asking the shop for the total of your cart."
        case .cartAdd, .cartRemove: whichProduct
        }
    }

    func confirmation(_ kind: CartAction.Kind, _ lines: [CartAnswer.Line], total: Price?) -> String {
        let what = lines.map(item).joined(separator: ", ")
        let sum = total.map { " (\($0) in all)" } ?? ""
        return switch kind {
        case .cartAdd: "I am adding \(what) to your cart\(sum)."
        case .cartRemove: "I am taking \(what) out of your cart."
        case .cartTotal:
            total.map { "The total for \(what) is \($0)." } ?? "No total: the price of \(what) is not stated."
        case .order: "I am passing the order for \(what)\(sum) on to the shop."
        }
    }

    func chooseSize(_ line: CartAnswer.Line, among count: Int) -> String {
        "Which size would you like\(count > 1 ? " for \(line.facts.name)" : ""): \(EnglishPhrases.list(line.openSizes))?"
    }

    func blocked(_ block: CartAction.Block, _ line: CartAnswer.Line) -> String {
        let name = line.facts.name
        switch block {
        case .soldOut: return "\(name) is sold out right now, so I cannot add it."
        case .sizeUnavailable:
            let asked =
                line.item.size.flatMap { UntrustedText.label($0, limit: 20) }.map { "size " + $0 } ?? "that size"
            return "\(name) does not come in \(asked)." + choice(line.facts.sizes)
        case .colorUnavailable:
            let asked = line.item.color.flatMap { UntrustedText.label($0, limit: 20) }.map(Glossary.english)
            return "\(name) does not come in \(asked ?? "that colour")." + choice(line.facts.colors)
        case .quantityUnavailable:
            guard let stock = line.facts.product.stock, stock > 0 else {
                return "\(name) is not available in that quantity."
            }
            return "Only \(Price.grouped(stock)) of \(name) left, so I cannot add \(line.item.quantity)."
        case .unknownProduct: return whichProduct
        }
    }

    private func choice(_ items: [String]) -> String {
        items.isEmpty ? "" : " You can choose from \(EnglishPhrases.list(items))."
    }

    private func item(_ line: CartAnswer.Line) -> String {
        let color = line.item.color.flatMap { UntrustedText.label($0, limit: 20) }.map(Glossary.english)
        let size = line.item.size.flatMap { UntrustedText.label($0, limit: 20) }.map { "size " + $0 }
        let options = [color, size].compactMap(\.self).joined(separator: ", ")
        return "\(line.item.quantity) × \(line.facts.name)\(options.isEmpty ? "" : " (\(options))")"
    }
}
