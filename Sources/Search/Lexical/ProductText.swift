import Hangul
import Shop

/// What of a product can be searched, as folded text per field.
struct ProductText {
    /// Folded text of a field, in the order of the product.
    var fields: [(field: IndexedField, text: String)] = []

    init(_ product: Product) {
        add(.name, product.name)
        for (depth, name) in product.category.enumerated() {
            // The narrowest category is said last, so that the head of the field is the head of the path.
            let isWide = depth < product.category.count - 1 && CategoryName.parts(of: name).count > 1
            add(isWide ? .wideCategory : .category, name)
            if depth == product.category.count - 1 { leaf = TextFolding.folded(name) }
        }
        product.tags.forEach { add(.tags, $0) }
        product.brand?.names.forEach { add(.brand, $0) }
        product.material.map { add(.material, $0) }
        product.colors.forEach { add(.attributes, $0) }
        product.season.forEach { add(.attributes, $0) }
        for attribute in product.attributes where attribute.isAffirmed {
            add(.attributes, attribute.name)
            switch attribute.value {
            case .text(let text): add(.attributes, text)
            case .number, .flag: break
            }
        }
        add(.details, Denial.withoutDenied(String(product.details.prefix(2_000))))
        for review in product.reviews.prefix(5) { add(.reviews, String(review.text.prefix(200))) }
        product.sku.map { add(.sku, $0) }
    }

    private(set) var leaf = ""

    private mutating func add(_ field: IndexedField, _ text: String) {
        let folded = TextFolding.folded(text)
        if !folded.isEmpty { fields.append((field, folded)) }
    }
}

extension Product.Attribute {
    /// The attribute says yes: it is there and not false, 없음, 불가 or the like.
    var isAffirmed: Bool {
        switch value {
        case .flag(let flag): flag
        case .number: true
        case .text(let text): !Product.Attribute.isNegative(text)
        }
    }

    /// Values by which shops say that something is not there.
    static func isNegative(_ text: String) -> Bool {
        let folded = TextFolding.folded(text)
        let negative: Set<String> = [
            "", "없음", "불가", "불가능", "무", "아니오", "아니요", "해당없음", "미포함", "미적용", "x", "no", "none", "n", "false", "n/a",
            "not available", "무첨가",
        ]
        return negative.contains(folded)
    }
}
