import BlankSpaceTesting
import Foundation
import MongoCatalog
import MongoClient
import Shop
import Testing

@Suite(
    "Documents of shops that look different", .serialized,
    .enabled(if: SecantusServer.isInstalled, "SecantusDB is not installed: scripts/install-integration mongo"))
struct MappingTests {
    private func read(_ documents: [String: [String]], _ yaml: String) async throws -> [CatalogRecord] {
        let client = try await LiveServer.client()
        var options = MongoCatalogOptions(database: freshName())
        options.map = try FieldMap(yaml: yaml, name: "map.yaml")
        for (collection, documents) in documents {
            try await client.database(options.database).collection(collection).insert(documents.map(document))
        }
        var records: [CatalogRecord] = []
        try await MongoCatalogSource(client: client, options: options).read { records += $0 }
        return records
    }

    private func products(_ records: [CatalogRecord]) -> [Product] {
        records.compactMap { if case .product(let product) = $0 { product } else { nil } }
    }

    /// The contract's own form, with what MongoDB has types for.
    @Test func readsTheContractsForm() async throws {
        let records = try await read(
            [
                "products": [
                    """
                    {"_id": {"$oid": "507f1f77bcf86cd799439011"}, "name": "방수 러닝화", "brand": {"ko": "바른발", "en": "Barunbal"},
                    "category": ["신발", "러닝화"], "price": {"$numberLong": "59000"}, "listPrice": {"$numberDecimal": "79000"},
                    "stock": {"$numberInt": "3"}, "updatedAt": {"$date": 1764000000123}, "warehouse": "인천",
                    "attributes": {"방수": true}}
                    """,
                    #"{"_id": "b", "name": "양말", "price": {"$numberDouble": "NaN"}}"#, #"{"_id": "c"}"#,
                    #"{"_id": {"a": 1}, "name": "이름"}"#,
                ],
                "policies": [#"{"_id": "p1", "topic": "배송", "question": "언제 오나요?", "answer": "이틀 안에 도착합니다."}"#],
            ], "")
        let product = try #require(products(records).first { $0.name == "방수 러닝화" })
        #expect(product.id == "507f1f77bcf86cd799439011")
        #expect(product.price == 59_000 && product.listPrice == 79_000 && product.stock == 3)
        #expect(product.brand == Product.Brand(ko: "바른발", en: "Barunbal"))
        #expect(product.updatedAt.map { Int($0.timeIntervalSince1970) } == 1_764_000_000)
        #expect(product.extra == ["warehouse": "인천"])
        #expect(products(records).first { $0.id == "b" }?.price == nil)
        let policies = records.compactMap { if case .policy(let policy) = $0 { policy } else { nil } }
        #expect(policies == [Policy(id: "p1", topic: "배송", question: "언제 오나요?", answer: "이틀 안에 도착합니다.")])
        let rejected = records.compactMap { if case .rejected(let record) = $0 { record } else { nil } }
        #expect(rejected.map(\.source) == ["products", "products"])
        #expect(rejected.contains { $0.reason.contains("c: name is missing") })
        #expect(rejected.contains { $0.reason.contains("_id is neither") })
    }

    /// Nested, in dollars, with words of its own.
    @Test func readsANestedForm() async throws {
        let records = try await read(
            [
                "goods": [
                    """
                    {"_id": {"$oid": "507f1f77bcf86cd799439011"}, "goodsNo": 1042, "detail": {"title": {"ko": "", "en": "Trail shoe"}},
                    "maker": {"nameKo": "바른발", "nameEn": "Barunbal"}, "sale": {"amount": {"$numberDecimal": "19.99"}, "was": 25},
                    "path": "Shoes > Running > Trail", "visible": false, "cost": 3, "memo": "내부용",
                    "options": [{"color": "Black", "size": "8"}, {"color": "White", "size": "9"}],
                    "images": [{"url": "https://shop.example/1.jpg"}], "name": "INTERNAL-NAME"}
                    """
                ]
            ],
            """
            products:
              collection: goods
              exclude: [cost]
              fields:
                _id: goodsNo
                name: [detail.title.ko, detail.title.en]
                brand: {ko: maker.nameKo, en: maker.nameEn}
                price: {path: sale.amount, unit: major}
                listPrice: {path: sale.was, unit: major}
                currency: {value: USD}
                category: {path: path, split: ">"}
                colors: options.color
                sizes: options.size
                imageURL: images.0.url
                status: {path: visible, values: {"true": on_sale, "false": hidden}}
            """)
        let product = try #require(products(records).first)
        #expect(product.id == "1042" && product.name == "Trail shoe")
        #expect(product.price == 1999 && product.listPrice == 2500 && product.currency == .usd)
        #expect(product.brand == Product.Brand(ko: "바른발", en: "Barunbal"))
        #expect(product.category == ["Shoes", "Running", "Trail"])
        #expect(product.colors == ["Black", "White"] && product.sizes == ["8", "9"])
        #expect(product.imageURL == "https://shop.example/1.jpg" && product.isHidden)
        #expect(product.extra["memo"] == "내부용" && product.extra["cost"] == nil)
    }

    /// Flat, with Korean names and prices in thousands, of which only what is named is read.
    @Test func readsAFlatFormAndNothingElse() async throws {
        let records = try await read(
            [
                "상품": [
                    """
                    {"_id": "x1", "상품.이름": "니트", "제목": "겨울 니트", "가격(천원)": "39", "색": "블랙/네이비", "재고": "품절", "원가": 9000,
                    "사양": {"두께": "두꺼움"}}
                    """
                ],
                "문의": [#"{"_id": 7, "물음": "교환되나요?", "대답": "일주일 안에 됩니다.", "메모": "내부"}"#],
            ],
            #"""
            products:
              collection: 상품
              unknown: drop
              fields:
                name: 제목
                price: {path: 가격(천원), factor: 1000}
                colors: {path: 색, split: /}
                stock: 재고
                attributes: 사양
                gender: {path: 성별, default: 공용}
            policies:
              collection: 문의
              fields: {question: 물음, answer: 대답, topic: {value: 문의}}
            """#)
        let product = try #require(products(records).first)
        #expect(product.name == "겨울 니트" && product.price == 39_000 && product.stock == 0)
        #expect(product.colors == ["블랙", "네이비"] && product.gender == .unisex)
        #expect(product.attribute("두께") == .text("두꺼움"))
        #expect(product.extra.isEmpty)
        #expect(records.contains(.policy(Policy(id: "7", topic: "문의", question: "교환되나요?", answer: "일주일 안에 됩니다."))))
    }

    @Test(arguments: CatalogSourceBehavior.allCases) func keepsASourcesPromises(_ behavior: CatalogSourceBehavior)
        async throws
    {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions(database: freshName())
        try await client.database(options.database).collection("products").insert((0..<1100).map { sample($0) })
        try await behavior.check(MongoCatalogSource(client: client, options: options))
    }
}
