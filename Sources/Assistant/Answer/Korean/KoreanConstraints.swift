import Hangul
import Search
import Shop

/// One constraint as the words that stand before a noun: "5만원 이하", "방수", "가죽 제외".
struct ConstraintPhrase: Equatable {
    /// The member of the `constraints` contract.
    var member: String
    var text: String
}

/// Constraints in Korean.
enum KoreanConstraints {
    /// In the order in which Korean puts them before a noun. `without` leaves members out.
    static func phrases(_ constraints: Constraints, currency: Currency, without: Set<String> = []) -> [ConstraintPhrase]
    {
        var out: [ConstraintPhrase] = []
        func add(_ member: String, _ text: String?) {
            if let text, !without.contains(member) { out.append(ConstraintPhrase(member: member, text: text)) }
        }
        // First, so that 운동화를 뺀 블랙 슬리퍼 does not become 블랙 운동화를 뺀 슬리퍼.
        add("exclude", list(constraints.exclude.things).map { Josa.object.attached(to: $0) + " 뺀" })
        add(constraints.priceMax == nil ? "priceMin" : "priceMax", price(constraints, currency, without: without))
        add("discountMin", constraints.discountMin.map { "\($0)% 이상 할인하는" })
        add("inStock", constraints.inStock ? "재고 있는" : nil)
        add("season", list(constraints.season))
        add("gender", constraints.gender.map(gender))
        add("brand", list(constraints.brand))
        for attribute in constraints.attribute { add("attribute", self.attribute(attribute)) }
        add("material", list(constraints.material).map { $0 + " 소재" })
        add("size", list(constraints.size).map { $0 + " 사이즈" })
        add("color", list(constraints.color))
        return out
    }

    /// The name of a constraint, to speak of dropping it.
    static func name(_ member: String) -> String? {
        switch member.prefix(while: { $0 != "." }) {
        case "priceMin", "priceMax": "가격"
        case "category": "종류"
        case "brand": "브랜드"
        case "color": "색상"
        case "size": "사이즈"
        case "gender": "성별"
        case "material": "소재"
        case "attribute": "기능"
        case "exclude": "제외"
        case "inStock": "재고"
        case "discountMin": "할인율"
        case "season": "계절"
        default: nil
        }
    }

    /// How the order asked for is said: "가격이 낮은 순으로".
    static func order(_ sort: SortOrder?) -> String? {
        switch sort {
        case .priceAscending: "가격이 낮은 순으로"
        case .priceDescending: "가격이 높은 순으로"
        case .rating: "별점이 높은 순으로"
        case .reviews: "후기가 많은 순으로"
        case .newest: "최근에 나온 순으로"
        case .discount: "할인율이 높은 순으로"
        case nil: nil
        }
    }

    private static func price(_ constraints: Constraints, _ currency: Currency, without: Set<String>) -> String? {
        let low = without.contains("priceMin") ? nil : constraints.priceMin.map { Price($0, currency) }
        let high = without.contains("priceMax") ? nil : constraints.priceMax.map { Price($0, currency) }
        return switch (low, high) {
        case (let low?, let high?):
            KoreanMoney.between(low, high)
        case (nil, let high?): KoreanMoney.atMost(high)
        case (let low?, nil): KoreanMoney.atLeast(low)
        case (nil, nil): nil
        }
    }

    private static func gender(_ gender: Product.Gender) -> String {
        switch gender {
        case .male, .female: gender.rawValue
        case .unisex: "남녀 공용"
        case .child: "아동"
        }
    }

    private static func attribute(_ constraint: AttributeConstraint) -> String? {
        let name = UntrustedText.label(constraint.name) ?? ""
        switch constraint.test {
        case .present: return name.nonEmpty
        case .equals(let value):
            return UntrustedText.label([name, value].filter { !$0.isEmpty }.joined(separator: " "))
        case .number(let min, let max, let unit):
            let range =
                switch (min, max) {
                case (let min?, let max?) where min == max: number(min) + unit
                case (let min?, let max?): "\(number(min))~\(number(max))\(unit)"
                case (let min?, nil): number(min) + unit + " 이상"
                case (nil, let max?): number(max) + unit + " 이하"
                case (nil, nil): unit
                }
            return UntrustedText.label([name, range].filter { !$0.isEmpty }.joined(separator: " "))
        }
    }

    private static func number(_ value: Double) -> String { Product.AttributeValue.number(value).description }

    private static func list(_ items: [String]) -> String? {
        items.compactMap { UntrustedText.label($0) }.joined(separator: "·").nonEmpty
    }
}
