import Foundation
import Shop

/// What an answer may say of one product: every text made fit to be shown, every number checked.
struct ProductFacts: Sendable {
    struct Attribute: Sendable, Hashable {
        /// As the catalogue has it: what a citation names.
        var key: String
        /// As it is shown.
        var name: String
        var value: Product.AttributeValue
    }

    let product: Product
    let id: String
    let name: String
    let colors: [String]
    let sizes: [String]
    let material: String?
    let brand: String?
    let season: [String]
    let kind: String?
    let attributes: [Attribute]

    init(_ product: Product) {
        self.product = product
        id = product.id
        kind = product.category.last.flatMap { UntrustedText.label($0) }
        brand = Self.brandName(product.brand)
        name =
            UntrustedText.label(product.name, limit: 60)
            ?? [brand, kind].compactMap(\.self).joined(separator: " ").nonEmpty ?? product.sku.flatMap {
                UntrustedText.label($0)
            } ?? "상품"
        colors = product.colors.compactMap { UntrustedText.label($0) }
        sizes = product.sizes.compactMap { UntrustedText.label($0) }
        material = product.material.flatMap { UntrustedText.label($0, limit: 60) }
        season = product.season.compactMap { UntrustedText.label($0) }
        attributes = product.attributes.compactMap(Self.shown)
    }

    /// Whole sentences of the description that may be quoted.
    var sentences: [String] { UntrustedText.sentences(product.details) }

    var price: Price? { product.price.flatMap { $0 >= 0 ? Price($0, product.currency) : nil } }
    /// The list price where it is a discount's.
    var discountedFrom: Price? { discount > 0 ? product.listCost : nil }
    /// Whole per cent, 0 where there is none.
    var discount: Int {
        guard let price, let list = product.listPrice, list > price.amount else { return 0 }
        // Rounded down: no more is promised than is given. In Double, which takes any amount.
        return Int((Double(list - price.amount) / Double(list) * 100 + 1e-9).rounded(.down))
    }
    /// Stars, 0…5; nil where no review gives any.
    var rating: Double? {
        guard let rating = product.rating, rating.isFinite, (0...5).contains(rating), product.reviewCount > 0 else {
            return nil
        }
        return rating
    }
    /// The rating as it is read; empty where there is none.
    var stars: String { rating.map(NumberText.stars) ?? "" }
    var reviewCount: Int { max(product.reviewCount, 0) }
    var isSoldOut: Bool { !product.isPurchasable }
    /// Units left where that is few enough to say: 1…5.
    var fewLeft: Int? {
        guard let stock = product.stock, !isSoldOut, (1...5).contains(stock) else { return nil }
        return stock
    }

    func attribute(key: String) -> Attribute? { attributes.first { $0.key == key } }

    func cite(_ fields: String...) -> [Citation] { fields.map { Citation(kind: .product, id: id, field: $0) } }
    func cite(_ attribute: Attribute) -> [Citation] { cite("attributes." + attribute.key) }

    /// The price and, where there is one, the discount with it.
    var priceCitations: [Citation] { discount > 0 ? cite("price", "listPrice") : cite("price") }
    /// What says that it is sold out.
    var soldOutCitations: [Citation] { product.status == .onSale ? cite("stock") : cite("status") }

    private static func brandName(_ brand: Product.Brand?) -> String? {
        guard let brand else { return nil }
        let names = brand.names.compactMap { UntrustedText.label($0) }
        guard let first = names.first else { return nil }
        return names.count > 1 && names[1] != first ? "\(first)(\(names[1]))" : first
    }

    private static func shown(_ attribute: Product.Attribute) -> Attribute? {
        guard let name = UntrustedText.label(attribute.name) else { return nil }
        switch attribute.value {
        case .text(let text):
            guard let label = UntrustedText.label(text) else { return nil }
            return Attribute(key: attribute.name, name: name, value: .text(label))
        case .number(let value):
            return value.isFinite ? Attribute(key: attribute.name, name: name, value: .number(value)) : nil
        case .flag:
            return Attribute(key: attribute.name, name: name, value: attribute.value)
        }
    }
}

extension ProductFacts.Attribute {
    /// True of a flag that is set, and of text that says so; false of their opposites; nil where the value says more.
    var yes: Bool? {
        switch value {
        case .flag(let flag): flag
        case .text(let text):
            if ["있음", "가능", "예", "지원", "포함", "yes", "true"].contains(text.lowercased()) {
                true
            } else if ["없음", "불가", "아니요", "미지원", "불가능", "no", "false", "none"].contains(text.lowercased()) {
                false
            } else {
                nil
            }
        case .number: nil
        }
    }

    /// The value as read; nil where it is a plain yes or no.
    var text: String? {
        switch value {
        case .flag: nil
        case .text, .number: value.description
        }
    }
}

extension String {
    /// nil where it is empty.
    var nonEmpty: String? { isEmpty ? nil : self }
}

/// Numbers as a shopper reads them.
enum NumberText {
    /// Stars with one decimal, or two where the value has them; cut, never rounded up.
    static func stars(_ value: Double) -> String {
        let hundredths = Int((value * 100 + 1e-6).rounded(.down))
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
        return "\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
