import CatalogFeeds
import Foundation
import MongoCatalog
import Shop
import Testing

@Suite("A field map")
struct FieldMapTests {
    @Test func isTheContractWhereItIsEmpty() throws {
        for yaml in ["", "# nothing\n", "products: {collection: products}\n"] {
            #expect(try FieldMap(yaml: yaml, name: "map.yaml") == FieldMap())
        }
    }

    @Test func readsAllThatItCanSay() throws {
        let map = try FieldMap(
            yaml: """
                products:
                  collection: goods
                  exclude: [cost, supplier.contract]
                  fields:
                    _id: goodsNo
                    name: [detail.title.ko, detail.title.en]
                    brand: {ko: maker.nameKo, en: maker.nameEn}
                    price: {path: sale.amount, unit: major}
                    listPrice: {path: list, factor: 1000}
                    currency: {value: USD}
                    colors: {path: options, split: "/"}
                    status: {path: visible, values: {true: on_sale, false: hidden}, default: hidden}
                policies:
                  collection: faq
                """, name: "map.yaml")
        #expect(map.products.collection == "goods" && map.policies.collection == "faq")
        #expect(map.products.excluded.map(\.components) == [["cost"], ["supplier", "contract"]])
        #expect(map.products.rules["currency"] == .constant("USD"))
        var status = FieldSource(paths: [try #require(FieldPath("visible"))])
        status.values = ["true": "on_sale", "false": "hidden"]
        status.fallback = "hidden"
        #expect(map.products.rules["status"] == .source(status))
        guard case .source(let price)? = map.products.rules["price"] else {
            Issue.record("no source")
            return
        }
        #expect(price.factor == .major)
        guard case .object(let brand)? = map.products.rules["brand"] else {
            Issue.record("no object")
            return
        }
        #expect(brand.keys.sorted() == ["en", "ko"])
    }

    @Test(arguments: [
        ("products:\n  fields:\n    nmae: title", 3, "products.fields.nmae"),
        ("products:\n  colection: x", 2, "products.colection"),
        ("product:\n  collection: x", 2, "product"),
        ("products:\n  fields:\n    name: a..b", 3, "products.fields.name"),
        ("products:\n  fields:\n    name: $where", 3, "products.fields.name"),
        ("products:\n  fields:\n    price:\n      path: p\n      unit: dollars", 5, "products.fields.price.unit"),
        ("products:\n  fields:\n    price: {path: p, factor: 0}", 3, "products.fields.price.factor"),
        ("products:\n  fields:\n    price: {unit: major}", 3, "products.fields.price"),
        ("products:\n  fields:\n    price: {path: p, times: 3}", 3, "products.fields.price.times"),
        ("products:\n  fields:\n    currency: {value: KRW, path: x}", 3, "products.fields.currency"),
        ("products:\n  fields: name", 2, "products.fields"),
        ("products:\n  unknown: maybe", 2, "products.unknown"),
        ("products:\n  collection: system.$x", 2, "products.collection"),
        ("products:\n  unknown: drop\n  exclude: [cost]", 2, "products.exclude"),
        ("policies:\n  fields:\n    price: p", 3, "policies.fields.price"),
        ("products: [", 1, ""), ("products:\n  fields: {name: a, name: b}", 2, ""), ("- a", 1, ""),
    ])
    func saysWhereItIsWrong(_ yaml: String, _ line: Int, _ key: String) {
        let error = #expect(throws: FieldMapError.self) { try FieldMap(yaml: yaml, name: "map.yaml") }
        #expect(error?.key == key)
        #expect(error?.line.map { abs($0 - line) <= 1 } == true)
        #expect(error?.description.hasPrefix("map.yaml:") == true)
    }
}
