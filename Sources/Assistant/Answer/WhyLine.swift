public import Search
import Shop

/// Why a product fits, on one short line for its card.
public enum WhyLine {
    /// Longest line, in characters.
    private static let limit = 40

    /// "방수 · 미끄럼방지 · 5만원 이하": what of the product met the query, strongest first, at most 40 characters. Only what
    /// the product states; where nothing met it, what its buyers say or its discount; empty where there is nothing to say, and
    /// for a hidden product.
    public static func text(for hit: SearchResult.Hit, query: SearchQuery, locale: String) -> String {
        guard !hit.product.isHidden else { return "" }
        let facts = ProductFacts(hit.product)
        let language = AnswerLanguage(locale: locale)
        var parts: [String] = []
        for reason in hit.reasons {
            guard let part = part(reason, facts, query, language), !parts.contains(part) else { continue }
            let line = (parts + [part]).joined(separator: " · ")
            if line.count <= limit { parts.append(part) }
        }
        if parts.isEmpty { parts = fallback(facts, language) }
        return parts.joined(separator: " · ")
    }

    private static func part(
        _ reason: MatchReason, _ facts: ProductFacts, _ query: SearchQuery, _ language: AnswerLanguage
    ) -> String? {
        switch reason {
        case .attribute(let name):
            return facts.attribute(key: name).flatMap { $0.yes == false ? nil : attribute($0, language) }
        case .color(let color):
            return ColorMatch.matches(color, in: facts.colors).first.map { word($0, language) }
        case .size(let size):
            return SizeMatch.matches(size, in: facts.sizes).first.map { self.size($0, language) }
        case .material(let material):
            // The material as asked for, where the catalogue's own words hold it; they can be long.
            guard let own = facts.material else { return nil }
            let asked = UntrustedText.label(material, limit: 20) ?? own
            return word(own.contains(asked) ? asked : UntrustedText.clipped(own, to: 20), language)
        case .brand: return facts.brand
        case .season(let season): return facts.season.contains(season) ? word(season, language) : nil
        case .tag(let tag):
            return facts.product.tags.contains(tag) ? UntrustedText.label(tag, limit: 15) : nil
        case .words(let words):
            let shown = words.filter { $0.count > 1 }.compactMap { UntrustedText.label($0, limit: 12) }.prefix(2)
            return shown.isEmpty ? nil : shown.joined(separator: " · ")
        case .price: return price(facts, query.constraints, language)
        case .discount: return discount(facts, language)
        case .kind: return nil
        }
    }

    private static func attribute(_ attribute: ProductFacts.Attribute, _ language: AnswerLanguage) -> String {
        guard language != .en else {
            return EnglishPhrases.label(attribute)
        }
        return attribute.yes == true ? attribute.name : KoreanAttribute.label(attribute)
    }

    private static func word(_ text: String, _ language: AnswerLanguage) -> String {
        language == .en ? Glossary.english(text) : text
    }

    private static func size(_ size: String, _ language: AnswerLanguage) -> String {
        switch language {
        case .ko: size + " 사이즈"
        case .en: "size " + size
        case .ja: "サイズ" + size
        case .zh: "尺码" + size
        }
    }

    private static func price(
        _ facts: ProductFacts, _ constraints: Constraints, _ language: AnswerLanguage
    ) -> String? {
        guard let price = facts.price else { return nil }
        if let max = constraints.priceMax, price.amount <= max {
            let limit = Price(max, price.currency)
            switch language {
            case .ko: return KoreanMoney.atMost(limit)
            case .en: return "up to \(limit)"
            case .ja: return "\(limit)以下"
            case .zh: return "\(limit)以下"
            }
        }
        return price.description
    }

    private static func discount(_ facts: ProductFacts, _ language: AnswerLanguage) -> String? {
        guard facts.discount > 0 else { return nil }
        switch language {
        case .ko: return "\(facts.discount)% 할인"
        case .en: return "\(facts.discount)% off"
        case .ja: return "\(facts.discount)%オフ"
        case .zh: return "优惠\(facts.discount)%"
        }
    }

    private static func fallback(_ facts: ProductFacts, _ language: AnswerLanguage) -> [String] {
        if let rating = facts.rating, rating >= 4.5, facts.reviewCount >= 10 {
            let stars = NumberText.stars(rating)
            let count = Price.grouped(facts.reviewCount)
            switch language {
            case .ko: return ["별점 \(stars)", "후기 \(count)개"]
            case .en: return ["rated \(stars)", "\(count) reviews"]
            case .ja: return ["評価\(stars)", "レビュー\(count)件"]
            case .zh: return ["评分\(stars)", "\(count)条评价"]
            }
        }
        return facts.discount >= 20 ? [discount(facts, language)].compactMap(\.self) : []
    }
}
