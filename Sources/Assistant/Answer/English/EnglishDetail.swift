import Shop

/// What the catalogue says about a product, in English.
struct EnglishDetail: DetailWording {
    var whichProduct: String { "Which product do you mean? Tell me its name or its number in the list." }

    func sentence(_ finding: Finding, subject: String?) -> String {
        let it = subject ?? "It"
        switch finding {
        case .price(let price, let from?, let percent):
            return "\(it) costs \(price), \(percent)% off the list price of \(from)."
        case .price(let price, nil, _): return "\(it) costs \(price)."
        case .noDiscount(let price): return "\(it) is not discounted right now; the price is \(price)."
        case .soldOut: return "\(it) is sold out right now."
        case .stock(let count):
            return count <= 5
                ? "\(it) is almost gone: \(count) left." : "\(it) is in stock: \(Price.grouped(count)) left."
        case .available: return "\(it) is available; the shop does not state how many are left."
        case .colors(let colors): return "\(it) comes in \(EnglishPhrases.list(colors))."
        case .sizes(let sizes):
            return "\(it) comes in \(sizes.count == 1 ? "size" : "sizes") \(EnglishPhrases.list(sizes))."
        case .sizeOffered(let sizes, let soldOut): return offered(it, "size " + EnglishPhrases.list(sizes), soldOut)
        case .colorOffered(let colors, let soldOut): return offered(it, EnglishPhrases.list(colors), soldOut)
        case .sizeMissing(let asked, let sizes): return missing(it, "size ", asked, sizes)
        case .colorMissing(let asked, let colors): return missing(it, "", asked, colors)
        case .material(let material): return "\(it) is made of \(Glossary.english(material))."
        case .rating(let rating, let reviews):
            return "\(it) is rated \(NumberText.stars(rating)) of 5 in \(EnglishPhrases.reviews(reviews))."
        case .noReviews: return "\(it) has no reviews yet."
        case .reviewQuote(let text): return "One review says 「\(text)」."
        case .brand(let brand): return "\(it) is by \(brand)."
        case .season(let seasons): return "\(it) is for \(EnglishPhrases.list(seasons))."
        case .attribute(let attribute, let exact): return self.attribute(subject, attribute, exact: exact)
        case .quote(let sentence):
            return (subject.map { "The description of \($0) says" } ?? "The description says") + ": “\(sentence)”."
        case .traits(let attributes, let material):
            let traits =
                attributes.map(EnglishPhrases.label) + (material.map { ["made of " + Glossary.english($0)] } ?? [])
            return "\(it) is listed with these facts: \(traits.joined(separator: ", "))."
        case .notStated(let asked):
            return "The shop does not state \(what(asked)) \(subject.map { "of \($0)" } ?? "here")."
        }
    }

    private func attribute(_ subject: String?, _ attribute: ProductFacts.Attribute, exact: Bool) -> String {
        guard case .flag(let yes) = attribute.value else {
            let name = Glossary.english(attribute.name)
            return "The \(name)\(subject.map { " of \($0)" } ?? "") is \(EnglishPhrases.value(attribute))."
        }
        let listed = "is listed as \(EnglishPhrases.label(attribute))."
        return exact ? "\(yes ? "Yes" : "No"), \(subject ?? "it") \(listed)" : "\(subject ?? "It") \(listed)"
    }

    private func offered(_ it: String, _ what: String, _ soldOut: Bool) -> String {
        soldOut
            ? "\(it) is made in \(what) but is sold out right now." : "Yes, \(it == "It" ? "it" : it) comes in \(what)."
    }

    private func missing(_ it: String, _ noun: String, _ asked: String, _ items: [String]) -> String {
        let wanted = UntrustedText.label(asked, limit: 20).map { noun + Glossary.english($0) } ?? "that"
        return "No, \(it == "It" ? "it" : it) does not come in \(wanted); it comes in \(EnglishPhrases.list(items))."
    }

    private func what(_ asked: AskedFact) -> String {
        switch asked {
        case .price: return "the price"
        case .discount: return "the price or a discount"
        case .stock: return "the stock"
        case .colors, .color: return "the colours"
        case .sizes, .size: return "the sizes"
        case .material: return "the material"
        case .rating, .reviews: return "the rating"
        case .brand: return "the brand"
        case .season: return "the season"
        case .overview: return "any details"
        case .attribute(let name):
            return UntrustedText.label(name, limit: 20).map { "“\(Glossary.english($0))”" } ?? "that"
        case .other(let words):
            return UntrustedText.label(words.joined(separator: " "), limit: 20).map { "anything about “\($0)”" }
                ?? "that"
        }
    }
}
