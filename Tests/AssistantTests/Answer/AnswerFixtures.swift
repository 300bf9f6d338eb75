import Assistant
import Foundation
import Search
import Shop

/// Products and contexts that the tests of the extractive answers share.
enum Fixture {
    /// States every fact.
    static let backpack: Product = {
        var product = Product(id: "p-bag", name: "[한들] 데일리 백팩 (방수)")
        product.brand = Product.Brand(ko: "한들", en: "Handle")
        product.category = ["가방", "백팩"]
        product.price = 54_900
        product.listPrice = 78_000
        product.colors = ["블랙", "다크네이비", "화이트"]
        product.sizes = ["M(230~250)", "270", "2XL"]
        product.material = "나일론 100%"
        product.gender = .unisex
        product.season = ["봄", "가을"]
        product.attributes = [
            .init("방수", .flag(true)), .init("무게", .text("620g")), .init("식기세척기", .flag(false)),
            .init("두께감", .text("얇음")), .init("주머니수", .number(7)), .init("선물포장", .flag(true)),
        ]
        product.details =
            "출근길에 비를 만나도 속이 젖지 않아요. 15.6인치 노트북이 들어가는 칸이 있습니다. 바닥이 미끄러지지 않게 고무를 댔어요."
        product.tags = ["출근"]
        product.stock = 172
        product.rating = 4.8
        product.reviewCount = 240
        product.reviews = [
            .init(rating: 2, text: "끈이 길어요"), .init(rating: 5, text: "가볍고 튼튼해서 매일 메고 다녀요"),
        ]
        return product
    }()

    /// Only what is required.
    static let sparse = Product(id: "p-sparse", name: "무명 가방")

    static let tote: Product = {
        var product = Product(id: "p-tote", name: "오브젝트 토트백 AirPebble")
        product.category = ["가방", "토트백"]
        product.price = 23_900
        product.listPrice = 23_900
        product.colors = ["베이지"]
        product.material = "캔버스"
        product.attributes = [.init("무게", .text("360g")), .init("접이식", .flag(true))]
        product.stock = 3
        product.rating = 4.3
        product.reviewCount = 12
        return product
    }()

    static let soldOut: Product = {
        var product = Product(id: "p-gone", name: "품절 배낭 M9")
        product.price = 99_000
        product.stock = 0
        product.status = .soldOut
        return product
    }()

    static let hidden: Product = {
        var product = Product(id: "p-hidden", name: "비밀상품")
        product.price = 7_777
        product.status = .hidden
        return product
    }()

    static func context(
        _ intent: Intent, _ products: [Product] = [], message: String = "백팩 보여줘", need: String = "백팩",
        locale: String = "ko", reasons: [MatchReason] = [], edit: (inout AnswerContext) -> Void = { _ in }
    ) -> AnswerContext {
        let query = SearchQuery(text: message, need: need, constraints: Constraints())
        var context = AnswerContext(intent: intent, message: message, locale: locale, query: query)
        context.products = products.map { SearchResult.Hit(product: $0, score: 1, reasons: reasons) }
        context.total = products.count
        edit(&context)
        return context
    }

    static func detail(_ product: Product, _ asked: [AskedFact], locale: String = "ko") -> AnswerContext {
        context(.detail, [product], locale: locale) { $0.asked = asked }
    }
}

func pieces(_ context: AnswerContext) async throws -> [AnswerPiece] {
    var out: [AnswerPiece] = []
    for try await piece in ExtractiveAnswerer().answer(context) { out.append(piece) }
    return out
}

func answer(_ context: AnswerContext) async throws -> String {
    try await pieces(context).map(\.text).joined()
}

func holdsHangul(_ text: String) -> Bool { text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) } }
