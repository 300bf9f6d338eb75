import Foundation

extension Product {
    /// The product as one JSON object of the contract, unknown members included. Absent values are left out.
    public var json: JSONValue {
        var members = extra
        members["_id"] = .string(id)
        members["name"] = .string(name)
        members["sku"] = sku.map(JSONValue.string)
        members["brand"] = brand.map { brand in
            .object(
                [String: JSONValue](
                    [("ko", brand.ko), ("en", brand.en)].compactMap { key, value in value.map { (key, .string($0)) } },
                    uniquingKeysWith: { first, _ in first }))
        }
        members["category"] = category.isEmpty ? nil : JSONValue(category)
        members["price"] = price.map { JSONValue($0) }
        members["listPrice"] = listPrice.map { JSONValue($0) }
        members["currency"] = .string(currency.code)
        members["colors"] = colors.isEmpty ? nil : JSONValue(colors)
        members["sizes"] = sizes.isEmpty ? nil : JSONValue(sizes)
        members["material"] = material.map(JSONValue.string)
        members["gender"] = gender.map { .string($0.rawValue) }
        members["season"] = season.isEmpty ? nil : JSONValue(season)
        if !attributes.isEmpty {
            members["attributes"] = .object(
                Dictionary(attributes.map { ($0.name, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
        }
        members["description"] = details.isEmpty ? nil : .string(details)
        members["tags"] = tags.isEmpty ? nil : JSONValue(tags)
        members["stock"] = stock.map { JSONValue($0) }
        members["rating"] = rating.map(JSONValue.number)
        members["reviewCount"] = JSONValue(reviewCount)
        if !reviews.isEmpty {
            members["reviews"] = .array(
                reviews.map { review in
                    var object: [String: JSONValue] = ["text": .string(review.text)]
                    object["rating"] = review.rating.map(JSONValue.number)
                    return .object(object)
                })
        }
        members["imageURL"] = imageURL.map(JSONValue.string)
        members["url"] = url.map(JSONValue.string)
        members["createdAt"] = createdAt.map { .string($0.formatted(.iso8601)) }
        members["updatedAt"] = updatedAt.map { .string($0.formatted(.iso8601)) }
        members["status"] = .string(status.rawValue)
        return .object(members)
    }

    /// Reads what `json` wrote. nil where `_id` or `name` is missing. For what shops send, dirt and all, use a feed reader.
    public init?(json: JSONValue) {
        guard var rest = json.object, let id = rest.removeValue(forKey: "_id")?.string,
            let name = rest.removeValue(forKey: "name")?.string
        else { return nil }
        func take(_ key: String) -> JSONValue? { rest.removeValue(forKey: key) }
        func texts(_ key: String) -> [String] { take(key)?.array?.compactMap(\.string) ?? [] }
        func date(_ key: String) -> Date? {
            take(key)?.string.flatMap { try? Date($0, strategy: .iso8601) }
        }
        self.init(id: id, name: name)
        sku = take("sku")?.string
        brand = take("brand").flatMap { Brand(ko: $0["ko"]?.string, en: $0["en"]?.string) }
        category = texts("category")
        price = take("price")?.integer
        listPrice = take("listPrice")?.integer
        currency = take("currency")?.string.map(Currency.init) ?? .krw
        colors = texts("colors")
        sizes = texts("sizes")
        material = take("material")?.string
        gender = take("gender")?.string.flatMap(Gender.init)
        season = texts("season")
        attributes = (take("attributes")?.object ?? [:]).compactMap { name, value in
            AttributeValue(json: value).map { Attribute(name, $0) }
        }.sorted { $0.name < $1.name }
        details = take("description")?.string ?? ""
        tags = texts("tags")
        stock = take("stock")?.integer
        rating = take("rating")?.number
        reviewCount = take("reviewCount")?.integer ?? 0
        reviews = (take("reviews")?.array ?? []).compactMap { review in
            review["text"]?.string.map { Review(rating: review["rating"]?.number, text: $0) }
        }
        imageURL = take("imageURL")?.string
        url = take("url")?.string
        createdAt = date("createdAt")
        updatedAt = date("updatedAt")
        status = take("status")?.string.flatMap(Status.init) ?? .onSale
        extra = rest
    }
}

extension Product.AttributeValue {
    public var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let value): .number(value)
        case .flag(let value): .bool(value)
        }
    }

    /// nil for null, arrays and objects.
    public init?(json: JSONValue) {
        switch json {
        case .string(let text): self = .text(text)
        case .number(let value): self = .number(value)
        case .bool(let value): self = .flag(value)
        case .null, .array, .object: return nil
        }
    }
}
