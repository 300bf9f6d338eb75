import Search
import Shop

/// The query of `GET /api/llm/search`. Parameters that we do not know are ignored.
struct SearchParameters {
    var text: String
    var constraints = Constraints()
    var limit: Int

    init(_ query: QueryParameters, configuration: HTTPAPIConfiguration) throws(Problem) {
        limit = try query.integer("limit", in: 1...50) ?? 10
        constraints.priceMin = try query.integer("priceMin", in: 0 ... .max)
        constraints.priceMax = try query.integer("priceMax", in: 0 ... .max)
        constraints.color = try query.texts("color")
        constraints.brand = try query.texts("brand")
        constraints.category = try query.texts("category")
        constraints.size = try query.texts("size")
        constraints.gender = try query.choice("gender", Product.Gender.self)
        constraints.inStock = try query.flag("inStock") ?? false
        constraints.discountMin = try query.integer("discountMin", in: 1...100)
        constraints.sort = try query.choice("sort", SortOrder.self)
        if let low = constraints.priceMin, let high = constraints.priceMax, low > high {
            throw .parameter("priceMin", "may not be above `priceMax`.")
        }
        let raw = query.text("q") ?? ""
        // Constraints alone are a search too.
        let mayBeEmpty = !constraints.isEmpty && MessageText.isBlank(MessageText.clean(raw))
        text =
            mayBeEmpty
            ? "" : try MessageText.check(raw, member: "q", limit: configuration.maxMessageCharacters)
    }
}
