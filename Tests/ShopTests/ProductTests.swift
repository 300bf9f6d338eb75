import Foundation
import Shop
import Testing

@Suite struct ProductTests {
    static var full: Product {
        var product = Product(id: "p1", name: "러닝화")
        product.sku = "R-1"
        product.brand = Product.Brand(ko: "노르딕폼", en: "Nordform")
        product.category = ["신발", "운동화", "러닝화"]
        product.price = 59000
        product.listPrice = 79000
        product.currency = .usd
        product.colors = ["블랙"]
        product.sizes = ["250", "260"]
        product.material = "메시"
        product.gender = .unisex
        product.season = ["봄"]
        product.attributes = [.init("무게", .number(240.5)), .init("밑창", .text("고무")), .init("방수", .flag(true))]
        product.details = "가볍다\n그리고 질기다"
        product.tags = ["러닝"]
        product.stock = 0
        product.rating = 4.5
        product.reviewCount = 2
        product.reviews = [.init(rating: 5, text: "좋아요"), .init(rating: nil, text: "보통")]
        product.imageURL = "/images/1.svg"
        product.url = "https://shop.example/p1"
        product.createdAt = Date(timeIntervalSince1970: 1_700_000_000)
        product.updatedAt = Date(timeIntervalSince1970: 1_710_000_000)
        product.status = .soldOut
        product.extra = ["warehouse": .object(["row": 3]), "note": .null]
        return product
    }

    @Test func jsonReadsBackTheSame() {
        #expect(Product(json: ProductTests.full.json) == ProductTests.full)
    }

    @Test func jsonReadsBackThroughBytes() throws {
        let data = try ProductTests.full.json.canonicalData()
        #expect(Product(json: try JSONValue(parsing: data)) == ProductTests.full)
    }

    @Test func barestProductReadsBack() {
        let product = Product(id: "1", name: "컵")
        #expect(Product(json: product.json) == product)
    }

    @Test(arguments: [["_id": "1"], ["name": "컵"], ["_id": 1, "name": "컵"], [:]] as [[String: JSONValue]])
    func needsIdAndName(_ members: [String: JSONValue]) {
        #expect(Product(json: .object(members)) == nil)
    }

    @Test(
        arguments: [(59000, 79000, 25), (100, 100, 0), (200, 100, 0), (nil, 100, 0), (100, nil, 0), (1, 1000, 99)]
            as [(Int?, Int?, Int)])
    func discountIsRoundedDown(_ price: Int?, _ list: Int?, _ percent: Int) {
        var product = Product(id: "1", name: "컵")
        product.price = price
        product.listPrice = list
        #expect(product.discountPercent == percent)
    }

    @Test(
        arguments: [
            (Product.Status.onSale, nil, true), (.onSale, 1, true), (.onSale, 0, false), (.soldOut, 5, false),
            (.hidden, 5, false),
        ] as [(Product.Status, Int?, Bool)])
    func purchasableWhereOnSaleAndInStock(_ status: Product.Status, _ stock: Int?, _ expected: Bool) {
        var product = Product(id: "1", name: "컵")
        product.status = status
        product.stock = stock
        #expect(product.isPurchasable == expected)
    }

    @Test func brandNeedsAName() {
        #expect(Product.Brand(ko: "", en: nil) == nil)
        #expect(Product.Brand(ko: "", en: "HP")?.name == "HP")
        #expect(Product.Brand(ko: "가", en: "A")?.names == ["가", "A"])
    }

    @Test func attributesReadAsShoppersDo() {
        #expect(Product.AttributeValue.flag(false).description == "아니요")
        #expect(Product.AttributeValue.number(3).description == "3")
        #expect(Product.AttributeValue.number(0.5).description == "0.5")
        #expect(ProductTests.full.attribute("방수") == .flag(true))
        #expect(ProductTests.full.attribute("없음") == nil)
    }
}
