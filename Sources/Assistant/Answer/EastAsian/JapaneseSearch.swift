import Search
import Shop

/// A search answer in Japanese.
struct JapaneseSearch: SearchWording {
    func lead(_ answer: SearchAnswer) -> String {
        let total = Price.grouped(answer.total)
        let limits = limits(answer)
        return switch answer.wanted.text {
        case let words?: "「\(words)」\(limits)の商品が\(total)件見つかりました。"
        case nil: "\(limits.nonEmpty ?? "ご希望")に合う商品が\(total)件見つかりました。"
        }
    }

    func sentence(_ product: FeaturedProduct) -> AnswerPiece {
        let facts = product.facts
        let role =
            switch product.role {
            case .cheapest: "この中で最も安い"
            case .bestRated: "この中で評価が\(facts.stars)と最も高い"
            case .mostDiscounted: "この中で割引率が最も高い"
            case nil: ""
            }
        let price = facts.price.map { $0.description + (facts.discount > 0 ? "(\(facts.discount)%オフ)" : "") }
        var citations = facts.cite("name") + (facts.price == nil ? [] : facts.priceCitations)
        if product.role == .bestRated { citations += facts.cite("rating") }
        let subject = "\(role)\(facts.name)は"
        if facts.isSoldOut {
            return AnswerPiece(
                subject + (price.map { $0 + "ですが、" } ?? "") + "現在品切れです。",
                citations: citations + facts.soldOutCitations)
        }
        let cost = price ?? "価格が記載されていない商品"
        if let point = product.point, let clause = Self.clause(point) {
            return AnswerPiece("\(subject)\(cost)で、\(clause)。", citations: citations + point.citations(facts))
        }
        return AnswerPiece("\(subject)\(cost)です。", citations: citations)
    }

    func quotation(_ sentence: String) -> String { "商品説明には“\(sentence)”とあります。" }

    func caveat(_ caveat: SearchAnswer.Caveat) -> AnswerPiece {
        switch caveat {
        case .fewLeft(let facts, let left):
            AnswerPiece("\(facts.name)は残り\(left)点です。", citations: facts.cite("name", "stock"))
        case .priceRange(let low, let high):
            AnswerPiece(
                "表示中の商品の価格は\(low.price?.description ?? "")から\(high.price?.description ?? "")までです。",
                citations: low.cite("price") + high.cite("price"))
        }
    }

    var alike: String { "似た商品も続けてご覧いただけます。" }

    func nothing(_ answer: SearchAnswer) -> [String] {
        let what = answer.wanted.text.map { "「\($0)」\(limits(answer))の商品" } ?? "ご希望の条件に合う商品"
        let names = EastAsianConstraints.names(answer.context.relaxable, EastAsianConstraints.japanese)
        let next =
            names.isEmpty
            ? "別の言葉や条件でお試しください。" : "\(names.joined(separator: "または"))の条件を外すとご案内できます。"
        return ["申し訳ありません、\(what)は現在ありません。", next]
    }

    private func limits(_ answer: SearchAnswer) -> String {
        let limits = answer.context.query.constraints
        let low = limits.priceMin.map { "\(Price($0, answer.currency))以上" }
        let high = limits.priceMax.map { "\(Price($0, answer.currency))以下" }
        return [low, high].compactMap(\.self).joined(separator: "、").nonEmpty.map { "(\($0))" } ?? ""
    }

    private static func clause(_ point: FeaturedProduct.Point) -> String? {
        switch point {
        case .rating(let rating, let reviews): "レビュー\(Price.grouped(reviews))件で評価は\(NumberText.stars(rating))です"
        case .color(let color): "カラーに\(color)があります"
        case .size(let size): "サイズ\(size)があります"
        case .material(let material): "素材は\(material)です"
        case .attribute(let attribute): attribute.text.map { "\(attribute.name)は\($0)です" }
        case .quote(let sentence): "商品説明には“\(sentence)”とあります"
        case .season: nil
        }
    }
}
