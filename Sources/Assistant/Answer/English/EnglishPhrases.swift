import Search
import Shop

/// Phrases that several English answers use.
enum EnglishPhrases {
    static func price(_ facts: ProductFacts) -> String? {
        facts.price.map { $0.description + (facts.discount > 0 ? " (\(facts.discount)% off)" : "") }
    }

    static func products(_ count: Int) -> String { count == 1 ? "1 product" : "\(Price.grouped(count)) products" }
    static func reviews(_ count: Int) -> String { count == 1 ? "1 review" : "\(Price.grouped(count)) reviews" }

    /// Short, for a line of facts: "waterproof", "not waterproof", "weight 280g".
    static func label(_ attribute: ProductFacts.Attribute) -> String {
        let name = Glossary.english(attribute.name)
        if case .flag(let yes) = attribute.value { return yes ? name : "not " + name }
        return name + " " + value(attribute)
    }

    static func value(_ attribute: ProductFacts.Attribute) -> String { Glossary.english(attribute.text ?? "") }

    static func list(_ items: [String], limit: Int = 12) -> String {
        let shown = items.prefix(limit).map(Glossary.english).joined(separator: ", ")
        return items.count > limit ? shown + " and more" : shown
    }
}

/// Constraints in English.
enum EnglishConstraints {
    static func phrases(_ constraints: Constraints, currency: Currency, without: Set<String> = []) -> [String] {
        var out: [String] = []
        func add(_ member: String, _ text: String?) {
            if let text, !without.contains(member) { out.append(text) }
        }
        add("priceMin", constraints.priceMin.map { "from \(Price($0, currency))" })
        add("priceMax", constraints.priceMax.map { "up to \(Price($0, currency))" })
        add("discountMin", constraints.discountMin.map { "at least \($0)% off" })
        add("inStock", constraints.inStock ? "in stock" : nil)
        add("season", list(constraints.season))
        add("gender", constraints.gender.map { Glossary.english($0.rawValue) })
        add("brand", list(constraints.brand))
        add("attribute", list(constraints.attribute.map(\.name)))
        add("material", list(constraints.material))
        add("size", list(constraints.size).map { "size " + $0 })
        add("color", list(constraints.color))
        add("exclude", list(constraints.exclude.things).map { "no " + $0 })
        return out
    }

    static func name(_ member: String) -> String? {
        switch member.prefix(while: { $0 != "." }) {
        case "priceMin", "priceMax": "price"
        case "category": "category"
        case "brand": "brand"
        case "color": "colour"
        case "size": "size"
        case "gender": "gender"
        case "material": "material"
        case "attribute": "feature"
        case "exclude": "exclusion"
        case "inStock": "stock"
        case "discountMin": "discount"
        case "season": "season"
        default: nil
        }
    }

    static func order(_ sort: SortOrder?) -> String? {
        switch sort {
        case .priceAscending: "cheapest first"
        case .priceDescending: "dearest first"
        case .rating: "best rated first"
        case .reviews: "most reviewed first"
        case .newest: "newest first"
        case .discount: "biggest discount first"
        case nil: nil
        }
    }

    private static func list(_ items: [String]) -> String? {
        items.compactMap { UntrustedText.label($0) }.map(Glossary.english).joined(separator: "/").nonEmpty
    }
}

/// English for the Korean words that shops use most for attributes, colours and seasons. A word that is not here stays as the
/// catalogue has it.
enum Glossary {
    static func english(_ word: String) -> String { words[word] ?? word }

    private static let words = [
        "방수": "waterproof", "생활방수": "splash-proof", "방수등급": "water resistance rating", "발수": "water-repellent",
        "방풍": "windproof", "무선": "wireless", "무선충전": "wireless charging", "접이식": "foldable", "휴대용": "portable",
        "무게": "weight", "중량": "net weight", "용량": "capacity", "두께": "thickness", "두께감": "thickness", "크기": "dimensions",
        "폭": "width", "길이": "length", "높이": "height", "높이조절": "height adjustable", "온도조절": "temperature control",
        "밝기조절": "dimmable", "식기세척기": "dishwasher safe", "전자레인지": "microwave safe", "인덕션": "induction compatible",
        "세탁기사용": "machine washable", "선물포장": "gift wrapping", "커버분리": "removable cover", "미끄럼방지": "non-slip",
        "구김방지": "wrinkle resistant", "자외선차단": "UV protection", "항균": "antibacterial", "저자극테스트": "hypoallergenic tested",
        "피부타입": "skin type", "성분": "ingredients", "기능": "function", "기능성": "function", "향": "scent", "구성": "contents",
        "용도": "use", "소음": "noise", "배터리용량": "battery capacity", "재생시간": "playing time", "사용시간": "running time",
        "블루투스": "Bluetooth", "노이즈캔슬링": "noise cancelling", "출력": "power output", "신축성": "stretch",
        "통기성": "breathability", "핏": "fit", "밑창": "sole", "굽높이": "heel height", "발볼": "foot width", "안감": "lining",
        "충전재": "filling", "냉감": "cooling", "기모": "fleece-lined", "쿠션": "cushioning", "여밈": "closure", "형태": "shape",
        "디자인": "design", "구조": "structure", "코팅": "coating", "암막": "blackout", "속건": "quick-drying", "주머니": "pockets",
        "높음": "high", "낮음": "low", "넓음": "wide", "두꺼움": "thick", "얇음": "thin", "강함": "strong", "약함": "weak",
        "부드러움": "soft", "없음": "none", "무첨가": "none added", "많음": "much", "적음": "little",
        "블랙": "black", "화이트": "white", "그레이": "grey", "네이비": "navy", "블루": "blue", "스카이블루": "sky blue",
        "레드": "red", "핑크": "pink", "브라운": "brown", "그린": "green", "옐로우": "yellow", "오렌지": "orange",
        "퍼플": "purple", "실버": "silver", "골드": "gold", "베이지": "beige", "아이보리": "ivory", "크림": "cream",
        "카키": "khaki", "민트": "mint", "우드": "wood", "차콜": "charcoal", "버건디": "burgundy", "라벤더": "lavender",
        "봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter", "사계절": "all seasons",
        "남성": "men", "여성": "women", "공용": "unisex", "아동": "children",
        "소가죽": "cowhide", "면": "cotton", "코튼": "cotton", "린넨": "linen", "나일론": "nylon", "폴리에스터": "polyester",
        "스테인리스": "stainless steel", "유리": "glass", "철제": "steel", "원목": "solid wood", "캔버스": "canvas",
        "실리콘": "silicone", "플라스틱": "plastic", "울": "wool", "캐시미어": "cashmere", "극세사": "microfibre",
    ]
}
