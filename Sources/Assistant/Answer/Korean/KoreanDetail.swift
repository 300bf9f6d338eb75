import Foundation
import Hangul
import Shop

/// What the catalogue says about a product, in Korean.
struct KoreanDetail: DetailWording {
    var whichProduct: String { "어떤 상품을 말씀하시는지 알려주세요. 상품 이름이나 번호로 말씀해 주시면 바로 확인해 드릴게요." }

    func sentence(_ finding: Finding, subject: String?) -> String {
        let topic = subject.map { Josa.topic.attached(to: $0) + " " } ?? ""
        // One topic a sentence: "행거는 소재가 철제예요", but "소재는 철제예요".
        let marker: Josa = subject == nil ? .topic : .subject
        switch finding {
        case .price(let price, let from?, let percent):
            return "\(topic)정가 \(from)에서 \(percent)% 할인해 지금 \(Josa.copula.attached(to: price.description))."
        case .price(let price, nil, _):
            return subject == nil
                ? "가격은 \(Josa.copula.attached(to: price.description))."
                : topic + Josa.copula.attached(to: price.description) + "."
        case .noDiscount(let price):
            return "\(topic)지금은 할인하고 있지 않고, 가격은 \(Josa.copula.attached(to: price.description))."
        case .soldOut: return topic + "지금 품절이에요."
        case .stock(let count):
            return count <= 5
                ? "\(topic)얼마 남지 않았어요(\(count)개)." : "\(topic)지금 \(Price.grouped(count))개 남아 있어요."
        case .available: return "\(topic)지금 구매하실 수 있어요. 남은 수량은 상품 정보에 나와 있지 않아요."
        case .colors(let colors): return topic + choice(marker.attached(to: "색상"), colors)
        case .sizes(let sizes): return topic + choice(marker.attached(to: "사이즈"), sizes)
        case .sizeOffered(let sizes, let soldOut): return offered(topic, sizes, "사이즈", soldOut: soldOut)
        case .colorOffered(let colors, let soldOut): return offered(topic, colors, "색상", soldOut: soldOut)
        case .sizeMissing(let asked, let sizes): return missing(topic, asked, sizes, "사이즈", marker)
        case .colorMissing(let asked, let colors): return missing(topic, asked, colors, "색상", marker)
        case .material(let material):
            return "\(topic)\(marker.attached(to: "소재")) \(Josa.copula.attached(to: material))."
        case .rating(let rating, let reviews):
            return "\(topic)후기 \(Price.grouped(reviews))개에 별점 \(NumberText.stars(rating))점이에요."
        case .noReviews: return topic + "아직 후기와 별점이 없어요."
        case .reviewQuote(let text): return topic + "「\(text)」라는 후기가 있어요."
        case .brand(let brand): return "\(topic)\(brand) 브랜드 상품이에요."
        case .season(let seasons): return "\(topic)\(KoreanPhrases.season(seasons)) 상품이에요."
        case .attribute(let attribute, let exact): return self.attribute(topic, attribute, exact: exact)
        case .quote(let sentence): return "\(topic)상품 설명에 따르면 “\(sentence)”라고 해요."
        case .traits(let attributes, let material):
            let clauses =
                attributes.map { KoreanAttribute.clause($0, marker: marker) }
                + (material.map { [KoreanClause.be(marker.attached(to: "소재") + " " + $0)] } ?? [])
            guard let last = clauses.last else { return "" }
            return topic + (clauses.dropLast().map(\.connective) + [last.sentence]).joined(separator: ", ")
        case .notStated(let asked): return notStated(asked, subject)
        }
    }

    private func attribute(_ topic: String, _ attribute: ProductFacts.Attribute, exact: Bool) -> String {
        let clause = KoreanAttribute.clause(attribute, marker: topic.isEmpty ? .topic : .subject)
        // Of "없음" as text a yes would be as unclear as a no.
        guard exact, case .flag(let yes) = attribute.value else { return topic + clause.sentence }
        return (yes ? "네, " : "아니요, ") + topic + clause.sentence
    }

    private func choice(_ noun: String, _ items: [String]) -> String {
        items.count == 1
            ? "\(noun) \(items[0]) 한 가지예요." : "\(noun) \(KoreanList.text(items)) \(KoreanList.kinds(items.count))예요."
    }

    private func offered(_ topic: String, _ items: [String], _ noun: String, soldOut: Bool) -> String {
        let having = Josa.subject.attached(to: "\(KoreanList.text(items)) \(noun)")
        return soldOut ? "\(topic)\(having) 나오는 상품이지만 지금은 품절이에요." : "네, \(topic)\(having) 있어요."
    }

    private func missing(
        _ topic: String, _ asked: String, _ items: [String], _ noun: String, _ marker: Josa
    ) -> String {
        let wanted = UntrustedText.label(asked, limit: 20).map {
            $0.hasSuffix(noun) || $0.hasSuffix("색") ? $0 : "\($0) \(noun)"
        }
        let none = marker.attached(to: wanted ?? "그 \(noun)")
        let have = Josa.subject.attached(to: KoreanList.text(items))
        return "아니요, \(topic)\(none) 없고 \(have) 있어요."
    }

    private func notStated(_ asked: AskedFact, _ subject: String?) -> String {
        guard let what = what(asked) else {
            return (subject.map { $0 + " " } ?? "") + "상품 정보에는 물어보신 내용이 나와 있지 않아요."
        }
        return (subject.map { $0 + "의 " } ?? "") + Josa.topic.attached(to: what) + " 상품 정보에 나와 있지 않아요."
    }

    /// nil where what is asked has no name to repeat.
    private func what(_ asked: AskedFact) -> String? {
        switch asked {
        case .price: "가격"
        case .discount: "가격과 할인"
        case .stock: "재고"
        case .colors, .color: "색상"
        case .sizes, .size: "사이즈"
        case .material: "소재"
        case .rating, .reviews: "별점"
        case .brand: "브랜드"
        case .season: "계절"
        case .overview: "자세한 설명"
        case .attribute(let name): UntrustedText.label(name, limit: 20)
        case .other: nil
        }
    }
}
