import Search
import Shop

/// A search answer in English.
struct EnglishSearch: SearchWording {
    func lead(_ answer: SearchAnswer) -> String {
        let what = what(answer)
        let order = EnglishConstraints.order(answer.context.query.constraints.sort).map { ", " + $0 } ?? ""
        let count = EnglishPhrases.products(answer.total)
        if answer.context.intent == .recommend, answer.wanted == .unsaid { return "Here is what I would recommend." }
        let again = answer.context.intent == .refine ? "Searching again, I found" : "I found"
        return "\(again) \(count)\(what.nonEmpty.map { " " + $0 } ?? "")\(order)."
    }

    func sentence(_ product: FeaturedProduct) -> AnswerPiece {
        let facts = product.facts
        let role =
            switch product.role {
            case .cheapest: "The cheapest of these, "
            case .bestRated: "The best rated of these at \(facts.stars), "
            case .mostDiscounted: "The most discounted of these, "
            case nil: ""
            }
        let subject = role + facts.name + (role.isEmpty ? " " : ", ")
        let price = EnglishPhrases.price(facts).map { "costs " + $0 } ?? "has no price stated"
        var citations = facts.cite("name") + (facts.price == nil ? [] : facts.priceCitations)
        if product.role == .bestRated { citations += facts.cite("rating") }
        if facts.isSoldOut {
            return AnswerPiece(
                subject + price + " but is sold out right now.", citations: citations + facts.soldOutCitations)
        }
        guard let point = product.point else { return AnswerPiece(subject + price + ".", citations: citations) }
        return AnswerPiece(
            subject + price + Self.clause(point) + ".", citations: citations + point.citations(facts))
    }

    func quotation(_ sentence: String) -> String { "The description says: “\(sentence)”." }

    func caveat(_ caveat: SearchAnswer.Caveat) -> AnswerPiece {
        switch caveat {
        case .fewLeft(let facts, let left):
            AnswerPiece(
                "Only \(left) of \(facts.name) \(left == 1 ? "is" : "are") left.",
                citations: facts.cite("name", "stock"))
        case .priceRange(let low, let high):
            AnswerPiece(
                "Prices of the products shown run from \(low.price?.description ?? "") to \(high.price?.description ?? "").",
                citations: low.cite("price") + high.cite("price"))
        }
    }

    var alike: String { "Similar products follow." }

    func nothing(_ answer: SearchAnswer) -> [String] {
        let what = what(answer)
        let first = "There is nothing" + (what.nonEmpty.map { " " + $0 } ?? " that fits") + " right now."
        var names: [String] = []
        for name in answer.context.relaxable.filter({ $0 != "inStock" }).compactMap(EnglishConstraints.name)
        where !names.contains(name) {
            names.append(name)
        }
        if !names.isEmpty {
            return [
                first,
                "I can show you something without the \(names.prefix(3).joined(separator: " or the ")) condition.",
            ]
        }
        if answer.context.relaxable.contains("inStock") {
            return [first, "I can show you products that are sold out."]
        }
        return [first, "Try another name or other conditions and I will search again."]
    }

    private func what(_ answer: SearchAnswer) -> String {
        let words = answer.wanted.text.map { "for “\($0)”" }
        let limits = EnglishConstraints.phrases(answer.context.query.constraints, currency: answer.currency)
        return ([words].compactMap(\.self) + (limits.isEmpty ? [] : ["(\(limits.joined(separator: ", ")))"]))
            .joined(separator: " ")
    }

    private static func clause(_ point: FeaturedProduct.Point) -> String {
        switch point {
        case .attribute(let attribute):
            attribute.text != nil
                ? " and its \(Glossary.english(attribute.name)) is \(EnglishPhrases.value(attribute))"
                : " and is listed as \(EnglishPhrases.label(attribute))"
        case .material(let material): " and is made of " + Glossary.english(material)
        case .color(let color): " and comes in " + Glossary.english(color)
        case .size(let size): " and comes in size " + size
        case .season(let seasons): " and is for " + EnglishPhrases.list(seasons)
        case .rating(let rating, let reviews):
            " and is rated \(NumberText.stars(rating)) of 5 in \(EnglishPhrases.reviews(reviews))"
        case .quote(let sentence): "; its description says “\(sentence)”"
        }
    }
}
