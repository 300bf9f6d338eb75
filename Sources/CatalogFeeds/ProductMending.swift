import Foundation
import Shop

/// Makes one product out of the members of a record.
struct ProductMending {
    private var members: Members

    var notes: [String] { members.notes }

    init(_ members: [String: JSONValue]) {
        self.members = Members(members)
    }

    mutating func product() throws(Defect) -> Product {
        let id = try members.takeID()
        guard let name = members.takeText("name", .name, limit: Members.nameLimit) else {
            throw Defect("name is missing")
        }
        var product = Product(id: id, name: name)
        product.sku = members.takeIdentifier("sku")
        product.brand = BrandText.brand(from: members.take("brand"))
        product.category = TextList.path(members.take("category"))
        takePrices(into: &product)
        product.colors = TextList.items(members.take("colors"))
        product.sizes = TextList.items(members.take("sizes"))
        product.material = takeMaterial()
        takeGender(into: &product)
        product.season = TextList.items(members.take("season"))
        product.attributes = takeAttributes()
        product.details = members.takeText("description", .prose, limit: Members.proseLimit) ?? ""
        product.tags = TextList.tags(members.take("tags"))
        product.status = takeStatus()
        product.stock = takeStock()
        product.reviews = takeReviews()
        let hasReviewCount = members.rest["reviewCount"] != nil
        product.reviewCount = members.takeCount("reviewCount") ?? 0
        // Of a shop that sends reviews and no count.
        if !hasReviewCount { product.reviewCount = product.reviews.count }
        product.rating = takeRating(reviewCount: product.reviewCount)
        product.imageURL = members.takeAddress("imageURL")
        product.url = members.takeAddress("url")
        product.createdAt = members.takeDate("createdAt")
        product.updatedAt = members.takeDate("updatedAt")
        product.extra = members.rest
        return product
    }

    private mutating func takeMaterial() -> String? {
        guard case .array(let parts)? = members.rest["material"] else { return members.takeText("material", .line) }
        _ = members.take("material")
        let texts = TextList.items(.array(parts))
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }

    private mutating func takeGender(into product: inout Product) {
        guard let value = members.take("gender") else { return }
        let texts = TextList.items(value)
        guard !texts.isEmpty else { return }
        product.gender = Vocabulary.gender(texts)
        if product.gender == nil {
            members.keep(value, as: "genderText")
            members.note("gender \"\(texts.joined(separator: ", "))\" is none of ours and is kept as genderText")
        }
    }

    private mutating func takeStatus() -> Product.Status {
        guard let value = members.take("status") else { return .onSale }
        let text = Members.text(of: value) ?? ""
        if let status = Vocabulary.status(text) { return status }
        members.note("status \"\(text.prefix(40))\" is unknown and is taken for on_sale")
        return .onSale
    }

    private mutating func takeStock() -> Int? {
        if case .string(let text)? = members.rest["stock"], let known = Vocabulary.stock(text) {
            _ = members.take("stock")
            return known
        }
        return members.takeCount("stock")
    }

    private mutating func takeRating(reviewCount: Int) -> Double? {
        guard let value = members.take("rating") else { return nil }
        let rating: Double?
        switch value {
        case .number(let number): rating = number
        case .string(let text) where text.allSatisfy(\.isWhitespace): return nil
        case .string(let text): rating = RatingText.value(text)
        default: rating = nil
        }
        guard let rating, (0...5).contains(rating) else {
            members.note("rating is not within 0…5 and is left out")
            return nil
        }
        if rating == 0, reviewCount == 0 {
            members.note("rating is 0 without a review and is left out")
            return nil
        }
        return rating
    }

    private mutating func takeReviews() -> [Product.Review] {
        guard let value = members.take("reviews") else { return [] }
        // Some shops send the count under this name.
        if case .number = value, members.rest["reviewCount"] == nil {
            members.keep(value, as: "reviewCount")
            return []
        }
        var reviews: [Product.Review] = []
        for element in value.array ?? [value] {
            let object = element.object ?? [:]
            let raw = element.string ?? ["text", "content", "body"].lazy.compactMap { object[$0]?.string }.first
            guard let raw, let text = members.clean(raw, .prose, limit: 5000, name: "a review") else { continue }
            let stars = ["rating", "score", "stars"].lazy.compactMap { object[$0] }.first
            let rating = stars?.number ?? stars?.string.flatMap(RatingText.value)
            reviews.append(.init(rating: rating.flatMap { (0...5).contains($0) ? $0 : nil }, text: text))
        }
        return reviews
    }
}

// MARK: - Prices

extension ProductMending {
    private static let highest = 1_000_000_000_000

    private mutating func takePrices(into product: inout Product) {
        let stated = takeCurrency()
        var price = takeAmount("price", default: stated ?? .krw)
        var list = takeAmount("listPrice", default: stated ?? .krw)
        if let sale = takeAmount("salePrice", default: stated ?? price?.currency ?? .krw) {
            // A sale price makes the ordinary one the price before the discount.
            list = list ?? price
            price = sale
        }
        product.currency = price?.currency ?? list?.currency ?? stated ?? .krw
        if let stated, stated != product.currency {
            members.note("the price is in \(product.currency.code), not in \(stated.code) as currency says")
        }
        product.price = price?.amount
        guard let list else { return }
        if list.currency != product.currency {
            members.note("listPrice is in another currency and is left out")
        } else if let price, list.amount < price.amount {
            members.note("listPrice is below price and is left out")
        } else {
            product.listPrice = list.amount
        }
    }

    private mutating func takeCurrency() -> Currency? {
        guard let value = members.take("currency") else { return nil }
        guard let text = value.string, !text.isEmpty else { return nil }
        let currency = AmountText.currency(text)
        if currency == nil { members.note("currency \"\(text.prefix(20))\" is unknown, KRW is taken") }
        return currency
    }

    private mutating func takeAmount(_ key: String, default currency: Currency) -> Price? {
        guard var value = members.take(key) else { return nil }
        var currency = currency
        // {amount, currency} of some shop systems.
        if case .object(let parts) = value, let inner = parts["amount"] ?? parts["value"] {
            currency = (parts["currency"] ?? parts["currencyCode"])?.string.flatMap(AmountText.currency) ?? currency
            value = inner
        }
        let price: Price
        switch value {
        case .number(let number):
            guard let whole = wholeAmount(number, key, currency) else { return nil }
            price = Price(whole, currency)
        case .string(let text) where text.allSatisfy(\.isWhitespace): return nil
        case .string(let text):
            guard let parsed = AmountText(text, default: currency) else {
                members.note("\(key) \"\(text.prefix(40))\" is not one amount and is left out")
                return nil
            }
            price = Price(parsed.amount, parsed.currency)
        default:
            members.note("\(key) is not an amount and is left out")
            return nil
        }
        guard (1...ProductMending.highest).contains(price.amount) else {
            members.note(
                price.amount == 0
                    ? "\(key) is 0, which means unknown" : "\(key) is below 0 or above 10^12 and is left out")
            return nil
        }
        return price
    }

    private mutating func wholeAmount(_ number: Double, _ key: String, _ currency: Currency) -> Int? {
        let rounded = number.rounded()
        guard rounded.magnitude < 1e15 else {
            members.note("\(key) is below 0 or above 10^12 and is left out")
            return nil
        }
        // Sums of Doubles miss a whole number by a hair.
        guard abs(number - rounded) > 1e-6 else { return Int(rounded) }
        if currency.minorUnitDigits == 0 {
            members.note("\(key) is rounded to \(Int(rounded))")
            return Int(rounded)
        }
        members.note(
            "\(key) \(number) is not a whole number of minor units and is left out; "
                + "send minor units, or text with the currency")
        return nil
    }
}

// MARK: - Attributes

extension ProductMending {
    /// Sorted by name. Nested objects are flattened with dots, arrays joined.
    private mutating func takeAttributes() -> [Product.Attribute] {
        guard let value = members.take("attributes") else { return [] }
        var found: [String: Product.AttributeValue] = [:]
        switch value {
        case .object(let members):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { collect(value, name, into: &found) }
        case .array(let elements):
            for element in elements {
                guard let name = ["name", "key", "label"].lazy.compactMap({ element[$0]?.string }).first,
                    let value = element["value"]
                else { continue }
                collect(value, name, into: &found)
            }
        case .string(let text):
            for item in TextList.items(.string(text)) {
                let parts = item.split(separator: ":", maxSplits: 1).map(String.init)
                if parts.count == 2 { collect(.string(parts[1]), parts[0], into: &found) }
            }
        default: members.note("attributes are not an object and are left out")
        }
        return found.map { Product.Attribute($0.key, $0.value) }.sorted { $0.name < $1.name }
    }

    private mutating func collect(
        _ value: JSONValue, _ rawName: String, into found: inout [String: Product.AttributeValue]
    ) {
        guard let name = members.clean(rawName, .line, limit: 200, name: "an attribute's name") else { return }
        let read: Product.AttributeValue?
        switch value {
        case .null: return
        case .object(let inner):
            for (key, value) in inner.sorted(by: { $0.key < $1.key }) { collect(value, name + "." + key, into: &found) }
            return
        case .array:
            let texts = TextList.items(value)
            read = texts.isEmpty ? nil : .text(texts.joined(separator: ", "))
        case .string(let text):
            read = members.clean(text, .line, limit: Members.proseLimit, name: name).map(Product.AttributeValue.text)
        case .number, .bool: read = Product.AttributeValue(json: value)
        }
        // Of two names that differ in dirt only the first stands.
        if found[name] == nil, let read { found[name] = read }
    }
}
