import Search
import Shop

/// A search answer in Chinese (simplified).
struct ChineseSearch: SearchWording {
    func lead(_ answer: SearchAnswer) -> String {
        let total = Price.grouped(answer.total)
        let limits = limits(answer)
        return switch answer.wanted.text {
        case let words?: "为您找到\(total)件“\(words)”相关商品\(limits)。"
        case nil: "为您找到\(total)件符合条件的商品\(limits)。"
        }
    }

    func sentence(_ product: FeaturedProduct) -> AnswerPiece {
        let facts = product.facts
        let role =
            switch product.role {
            case .cheapest: "其中最便宜的是"
            case .bestRated: "其中评分最高(\(facts.stars))的是"
            case .mostDiscounted: "其中折扣最大的是"
            case nil: ""
            }
        let price = facts.price.map { "售价\($0)" + (facts.discount > 0 ? "(优惠\(facts.discount)%)" : "") }
        var citations = facts.cite("name") + (facts.price == nil ? [] : facts.priceCitations)
        if product.role == .bestRated { citations += facts.cite("rating") }
        var parts = [role + facts.name, price ?? "价格未标明"]
        if facts.isSoldOut {
            parts.append("目前已售罄")
            citations += facts.soldOutCitations
        } else if let point = product.point, let clause = Self.clause(point) {
            parts.append(clause)
            citations += point.citations(facts)
        }
        return AnswerPiece(parts.joined(separator: "，") + "。", citations: citations)
    }

    func quotation(_ sentence: String) -> String { "商品说明写道：“\(sentence)”。" }

    func caveat(_ caveat: SearchAnswer.Caveat) -> AnswerPiece {
        switch caveat {
        case .fewLeft(let facts, let left):
            AnswerPiece("\(facts.name)仅剩\(left)件。", citations: facts.cite("name", "stock"))
        case .priceRange(let low, let high):
            AnswerPiece(
                "所示商品的价格在\(low.price?.description ?? "")到\(high.price?.description ?? "")之间。",
                citations: low.cite("price") + high.cite("price"))
        }
    }

    var alike: String { "后面还列出了相似的商品。" }

    func nothing(_ answer: SearchAnswer) -> [String] {
        let what = answer.wanted.text.map { "“\($0)”相关的商品\(limits(answer))" } ?? "符合条件的商品"
        let names = EastAsianConstraints.names(answer.context.relaxable, EastAsianConstraints.chinese)
        let next = names.isEmpty ? "请换个说法或条件，我再为您查找。" : "去掉\(names.joined(separator: "或"))条件后可以为您推荐。"
        return ["抱歉，目前没有\(what)。", next]
    }

    private func limits(_ answer: SearchAnswer) -> String {
        let limits = answer.context.query.constraints
        let low = limits.priceMin.map { "\(Price($0, answer.currency))以上" }
        let high = limits.priceMax.map { "\(Price($0, answer.currency))以下" }
        return [low, high].compactMap(\.self).joined(separator: "、").nonEmpty.map { "(\($0))" } ?? ""
    }

    private static func clause(_ point: FeaturedProduct.Point) -> String? {
        switch point {
        case .rating(let rating, let reviews): "\(Price.grouped(reviews))条评价，评分\(NumberText.stars(rating))"
        case .color(let color): "有\(color)色"
        case .size(let size): "有\(size)尺码"
        case .material(let material): "材质为\(material)"
        case .attribute(let attribute): attribute.text.map { "\(attribute.name)：\($0)" }
        case .quote(let sentence): "商品说明写道“\(sentence)”"
        case .season: nil
        }
    }
}

/// Names of constraints, to speak of dropping one.
enum EastAsianConstraints {
    static let japanese = [
        "priceMin": "価格", "priceMax": "価格", "category": "カテゴリー", "brand": "ブランド", "color": "カラー", "size": "サイズ",
        "gender": "性別", "material": "素材", "attribute": "機能", "exclude": "除外", "inStock": "在庫", "discountMin": "割引率",
        "season": "季節",
    ]
    static let chinese = [
        "priceMin": "价格", "priceMax": "价格", "category": "类别", "brand": "品牌", "color": "颜色", "size": "尺码",
        "gender": "性别",
        "material": "材质", "attribute": "功能", "exclude": "排除", "inStock": "库存", "discountMin": "折扣", "season": "季节",
    ]

    /// At most three, each once, in order.
    static func names(_ members: [String], _ table: [String: String]) -> [String] {
        var out: [String] = []
        for member in members {
            if let name = table[String(member.prefix { $0 != "." })], !out.contains(name) { out.append(name) }
        }
        return Array(out.prefix(3))
    }
}
