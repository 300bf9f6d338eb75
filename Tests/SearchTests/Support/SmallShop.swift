import Search
import Shop

/// A dozen invented products, enough for every rule to have something to choose between.
enum SmallShop {
    static let products: [Product] = [
        make(
            "s1", "모아별 초경량 러닝화", ["신발", "운동화", "러닝화"], 59_000, list: 79_000, colors: ["블랙", "화이트"],
            sizes: ["250", "260", "270"], flags: ["방수"]),
        make(
            "s2", "달무리 쿠션 러닝화", ["신발", "운동화", "러닝화"], 32_000, colors: ["네이비"], sizes: ["230", "240", "250"],
            brand: ("달무리", "Dalmuri")),
        make(
            "s3", "달무리 첼시 레인부츠", ["신발", "부츠", "레인부츠"], 45_000, colors: ["카키"], sizes: ["240", "250"], flags: ["방수"],
            tags: ["비오는날"], brand: ("달무리", "Dalmuri")),
        make("s4", "포실 구스 이불", ["침구", "이불", "이불"], 180_000, colors: ["화이트"], sizes: ["Q", "K"], material: "면 100%"),
        make(
            "s5", "포실 냉감 이불", ["침구", "이불", "이불"], 49_000, list: 98_000, colors: ["블루"], sizes: ["SS", "Q"],
            flags: ["냉감"]),
        make(
            "s6", "온결 울 니트", ["여성의류", "상의", "니트"], 54_000, colors: ["아이보리", "차콜"], sizes: ["S", "M"], material: "울 혼방",
            gender: .female),
        make(
            "s7", "온결 코튼 니트", ["여성의류", "상의", "니트"], 39_000, colors: ["핑크"], sizes: ["S", "M", "L"], material: "면 100%",
            gender: .female),
        make("s8", "든든 진공 텀블러", ["주방", "컵/보틀", "텀블러"], 18_500, colors: ["블랙"], flags: ["식기세척기"]),
        make("s9", "든든 원터치 텀블러", ["주방", "컵/보틀", "텀블러"], 26_000, colors: ["실버"], stock: 0),
        make("s10", "숨은 텀블러", ["주방", "컵/보틀", "텀블러"], 1_000, status: .hidden),
        make("s11", "소곤 무선 이어폰", ["디지털", "음향", "이어폰"], 89_000, list: 129_000, flags: ["무선", "노이즈캔슬링"]),
        make("s12", "알뜰 손목시계", ["잡화", "시계", "손목시계"], 25_000),
    ].sorted { $0.id < $1.id }

    static let policies = [
        Policy(id: "p1", topic: "배송", question: "배송비는 얼마인가요?", answer: "배송비는 3,000원이고 5만원부터 무료예요."),
        Policy(id: "p2", topic: "반품", question: "반품은 며칠 안에 해야 하나요?", answer: "받은 날부터 7일 안에 신청해 주세요."),
    ]

    static func engine(embedder: (any Embedder)? = nil) -> SearchEngine {
        let engine = SearchEngine(embedder: embedder)
        engine.load(Catalog(version: 1, products: products, policies: policies))
        return engine
    }

    private static func make(
        _ id: String, _ name: String, _ category: [String], _ price: Int, list: Int? = nil, colors: [String] = [],
        sizes: [String] = [], flags: [String] = [], tags: [String] = [], material: String? = nil,
        gender: Product.Gender? = nil, brand: (String, String)? = nil, stock: Int = 10,
        status: Product.Status = .onSale
    ) -> Product {
        var product = Product(id: id, name: name)
        product.category = category
        product.price = price
        product.listPrice = list
        product.colors = colors
        product.sizes = sizes
        product.attributes = flags.sorted().map { .init($0, .flag(true)) }
        product.tags = tags
        product.material = material
        product.gender = gender
        product.brand = brand.flatMap { Product.Brand(ko: $0.0, en: $0.1) }
        product.stock = stock
        product.status = status
        return product
    }
}
