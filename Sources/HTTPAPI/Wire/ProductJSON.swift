import Search
import Shop

extension Product {
    /// The product as events and searches carry it: all members are there, null where the shop states nothing.
    func summary(why: String) -> JSONValue {
        .object([
            "id": .string(id),
            "name": .string(name),
            "brand": .optional(brand?.name),
            "category": JSONValue(category),
            "price": .optional(price),
            "listPrice": .optional(listPrice),
            "currency": .string(currency.code),
            "discountPercent": JSONValue(discountPercent),
            "colors": JSONValue(colors),
            "sizes": JSONValue(sizes),
            "stock": .optional(stock),
            "rating": .optional(rating),
            "reviewCount": JSONValue(reviewCount),
            "imageURL": .optional(imageURL),
            "url": .optional(url),
            "status": .string(status.rawValue),
            "why": .optional(why.isEmpty ? nil : why),
        ])
    }
}

extension SearchResult.Hit {
    /// The facts that met the query, in the catalogue's own words: `러닝화 · 방수 · 블랙`.
    var why: String {
        reasons.compactMap { reason -> String? in
            switch reason {
            case .kind(let text), .attribute(let text), .color(let text), .size(let text), .material(let text),
                .brand(let text), .season(let text), .tag(let text):
                text
            case .words(let words): words.joined(separator: " ")
            case .price: product.cost?.description
            case .discount: "-\(product.discountPercent)%"
            }
        }.joined(separator: " · ")
    }
}
