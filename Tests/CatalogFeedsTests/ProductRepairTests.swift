import CatalogFeeds
import Foundation
import Shop
import Testing

@Suite struct ProductRepairTests {
    @Test func agreesWithTheStrictReaderOnCleanProducts() throws {
        let clean = try json(
            #"""
            {"_id":"647b11ffaff3c407a11a562b","sku":"N-1","name":"[노르딕폼] 러닝화 2컬러 (방수)","brand":{"ko":"노르딕폼",
            "en":"Nordform"},"category":["신발/잡화","운동화","운동화"],"price":59000,"listPrice":59000,"currency":"KRW",
            "colors":["블랙","화이트"],"sizes":["250","260"],"material":"메시/가죽","gender":"공용","season":["봄","가을"],
            "attributes":{"방수":true,"무게":240.5,"굽":"3cm","예":"예","국산":"true"},"description":"가볍다.\n비가 와도 3 < 5, R&D 100%.",
            "tags":["러닝","선물"],"stock":0,"rating":4.5,"reviewCount":12,"reviews":[{"text":"좋아요ㅋㅋ 👍","rating":5},
            {"text":"보통"}],"imageURL":"/images/1.svg","url":"https://shop.example/1?a=b:c","status":"sold_out",
            "createdAt":"2023-06-03T10:12:15Z","updatedAt":"2025-02-12T09:00:00+09:00","vendor":{"x":[1,null]},"memo":null}
            """#)
        let strict = try #require(Product(json: clean))
        let lenient = try ProductRepair.product(from: clean).get()
        #expect(lenient.product == strict)
        #expect(lenient.notes == [])
        #expect(try ProductRepair.product(from: strict.json).get() == lenient)
    }

    @Test(arguments: [
        (#"{"_id":"1"}"#, "name is missing"), (#"{"_id":"1","name":" <b></b> 🎁 "}"#, "name is missing"),
        (#"{"name":"컵"}"#, "_id is missing"), (#"{"_id":" ","name":"컵"}"#, "_id is missing"),
        (#"{"_id":null,"name":"컵"}"#, "_id is missing"), (#"{"_id":{"a":1},"name":"컵"}"#, "_id is missing"),
        ("[]", "not an object"), ("3", "not an object"), (#"{"_id":"1","name":["컵"],"name":{}}"#, "name is missing"),
    ])
    func saysWhyNothingCanBeMade(_ text: String, _ reason: String) throws {
        #expect(try ProductRepair.product(from: json(text)) == .failure(Defect(reason)))
    }

    @Test(arguments: [
        (#"{"_id":1399,"name":"컵"}"#, "1399", 0), (#"{"id":"a","sku":"b","name":"컵"}"#, "a", 1),
        (#"{"sku":"b","name":"컵"}"#, "b", 1), (#"{"_id":" x\n","name":"컵"}"#, "x", 0),
        (#"{"_id":{"$numberLong":"9223372036854775807"},"name":"컵"}"#, "9223372036854775807", 0),
        (#"{"_id":{"$oid":"647b11ffaff3c407a11a562b"},"name":"컵"}"#, "647b11ffaff3c407a11a562b", 0),
    ])
    func findsTheId(_ text: String, _ id: String, _ notes: Int) throws {
        let repaired = try ProductRepair.product(from: json(text)).get()
        #expect(repaired.product.id == id)
        #expect(repaired.notes.count == notes)
    }

    @Test func takesCommonNamesWhereTheContractsAreMissing() throws {
        let product = try ProductRepair.product(
            from: json(
                #"{"product_id":7,"title":"컵","image_url":"/1.jpg","compare_at_price":200,"price":100,"상세설명":"하얗다","weight":3}"#
            )
        ).get().product
        #expect(product.id == "7" && product.name == "컵" && product.imageURL == "/1.jpg" && product.listPrice == 200)
        #expect(product.details == "하얗다")
        #expect(product.extra == ["weight": 3])
        #expect(try repaired(#""title":"다른 이름""#).product.extra["title"] == "다른 이름")
    }

    @Test(
        arguments: [
            (#""노르딕폼""#, "노르딕폼", nil), (#""Nordform""#, nil, "Nordform"), (#""노르딕폼(Nordform)""#, "노르딕폼", "Nordform"),
            (#""Nordform (노르딕폼)""#, "노르딕폼", "Nordform"), (#""Nordform 노르딕폼""#, "노르딕폼", "Nordform"),
            (#""노르딕폼/Nordform""#, "노르딕폼", "Nordform"), (#""New Balance 뉴발란스""#, "뉴발란스", "New Balance"),
            (#""LG전자""#, "LG전자", nil), (#"{"ko":"","en":"HP"}"#, nil, "HP"), (#"{"name":"노르딕폼"}"#, "노르딕폼", nil),
            (#""A&amp;B""#, nil, "A&B"), (#""(주)한샘""#, "(주)한샘", nil), (#""무지(MUJI)(일본)""#, "무지(MUJI)(일본)", nil),
        ] as [(String, String?, String?)])
    func splitsBrands(_ text: String, _ ko: String?, _ en: String?) throws {
        #expect(try repaired("\"brand\":\(text)").product.brand == Product.Brand(ko: ko, en: en))
    }

    @Test(arguments: [#""""#, "null", "3", "{}", #"" ""#]) func noBrandWithoutAName(_ text: String) throws {
        #expect(try repaired("\"brand\":\(text)").product.brand == nil)
    }

    @Test(arguments: [
        (#""신발 > 운동화 > 러닝화""#, ["신발", "운동화", "러닝화"]), (#""신발|운동화""#, ["신발", "운동화"]),
        (#""가방/지갑 &gt; 백팩""#, ["가방/지갑", "백팩"]), (#"["가방/지갑"]"#, ["가방/지갑"]), (#"["신발 > 운동화"]"#, ["신발", "운동화"]),
        (#"["침구","베개","베개"]"#, ["침구", "베개", "베개"]), (#"[{"name":"신발"},null,""]"#, ["신발"]), ("null", []),
    ])
    func readsCategoryPaths(_ text: String, _ path: [String]) throws {
        #expect(try repaired("\"category\":\(text)").product.category == path)
    }

    @Test(arguments: [
        (#""a, b | c""#, ["a", "b", "c"]), (#"["a","","b","a",null]"#, ["a", "b"]), ("null", []), ("250", ["250"]),
        ("[250,260.5]", ["250", "260.5"]), (#""S(85, 90), M""#, ["S(85, 90)", "M"]), (#""A&amp;B, C""#, ["A&B", "C"]),
        (#"[{"name":"블랙"},{"name":"화이트"}]"#, ["블랙", "화이트"]), ("true", []),
    ])
    func readsLists(_ text: String, _ items: [String]) throws {
        #expect(try repaired("\"colors\":\(text)").product.colors == items)
        #expect(try repaired("\"sizes\":\(text)").product.sizes == items)
        #expect(try repaired("\"season\":\(text)").product.season == items)
    }

    @Test(arguments: [(##""#여름 #원피스""##, ["여름", "원피스"]), (##"["#여름","원피스"]"##, ["여름", "원피스"])])
    func readsHashtags(_ text: String, _ tags: [String]) throws {
        #expect(try repaired("\"tags\":\(text)").product.tags == tags)
    }

    @Test(arguments: [
        ("남자", Product.Gender.male), ("M", .male), ("men", .male), ("남", .male), ("여성", .female), ("F", .female),
        ("Women", .female), ("unisex", .unisex), ("남녀 공용", .unisex), ("남/여", .unisex), ("남성, 여성", .unisex),
        ("kids", .child), ("유아", .child), ("키즈", .child), ("아동", .child),
    ])
    func readsGenders(_ text: String, _ gender: Product.Gender) throws {
        #expect(try repaired("\"gender\":\"\(text)\"").product.gender == gender)
    }

    @Test func keepsAnUnknownGenderApart() throws {
        let repaired = try repaired(#""gender":"반려견""#)
        #expect(repaired.product.gender == nil)
        #expect(repaired.product.extra["genderText"] == "반려견")
        #expect(repaired.notes.count == 1)
        // What is kept goes through storage.
        #expect(Product(json: repaired.product.json) == repaired.product)
    }

    @Test(arguments: [
        ("on_sale", Product.Status.onSale), ("판매중", .onSale), ("in stock", .onSale), ("IN_STOCK", .onSale),
        ("active", .onSale), ("sold_out", .soldOut), ("품절", .soldOut), ("out of stock", .soldOut),
        ("out_of_stock", .soldOut), ("hidden", .hidden), ("inactive", .hidden), ("Draft", .hidden), ("비공개", .hidden),
    ])
    func readsStatuses(_ text: String, _ status: Product.Status) throws {
        let repaired = try repaired("\"status\":\"\(text)\"")
        #expect(repaired.product.status == status)
        #expect(repaired.notes == [])
    }

    @Test func anUnknownStatusIsOnSaleWithANote() throws {
        let repaired = try repaired(#""status":"???""#)
        #expect(repaired.product.status == .onSale)
        #expect(repaired.notes.count == 1)
    }

    @Test(
        arguments: [
            ("120", 120), (#""120개""#, 120), (#""1,200""#, 1200), ("-3", 0), (#""품절""#, 0), ("2.9", 2), ("null", nil),
            (#""있음""#, nil), (#""많음""#, nil), ("1e300", nil), (#""""#, nil), ("true", nil),
        ] as [(String, Int?)])
    func readsStock(_ text: String, _ stock: Int?) throws {
        #expect(try repaired("\"stock\":\(text)").product.stock == stock)
    }

    @Test(
        arguments: [
            ("4.5", 4.5), (#""4.5/5""#, 4.5), (#""9/10""#, 4.5), (#""4.5점""#, 4.5), ("0", nil), ("5.1", nil),
            ("-1", nil),
            (#""최고""#, nil), ("null", nil), ("[4]", nil), (#""nan""#, nil),
        ] as [(String, Double?)])
    func readsRatings(_ text: String, _ rating: Double?) throws {
        #expect(try repaired("\"rating\":\(text)").product.rating == rating)
    }

    @Test func readsAttributes() throws {
        let product = try repaired(
            #""attributes":{"b":"예","c":true,"a":3.5,"size":{"w":1,"h":[1,"2"]},"none":null,"empty":"","d":"<b>면</b>","e":"true"}"#
        ).product
        #expect(
            product.attributes == [
                .init("a", .number(3.5)), .init("b", .text("예")), .init("c", .flag(true)), .init("d", .text("면")),
                .init("e", .text("true")), .init("size.h", .text("1, 2")), .init("size.w", .number(1)),
            ])
        #expect(
            try repaired(#""attributes":[{"name":"소재","value":"면"},{"x":1}]"#).product.attributes
                == [.init("소재", .text("면"))])
        #expect(try repaired(#""attributes":7"#).notes.count == 1)
    }

    @Test func readsReviews() throws {
        let product = try repaired(
            #""reviews":["좋아요",{"content":"그냥","score":3},{"body":"음","stars":"4/5"},{"text":""},{"x":1},7,{"text":"!","rating":9}]"#
        ).product
        #expect(
            product.reviews == [
                .init(rating: nil, text: "좋아요"), .init(rating: 3, text: "그냥"), .init(rating: 4, text: "음"),
                .init(rating: nil, text: "!"),
            ])
        #expect(product.reviewCount == 4)
        #expect(try repaired(#""reviews":37"#).product.reviewCount == 37)
        #expect(try repaired(#""reviewCount":"3,232건""#).product.reviewCount == 3232)
    }

    @Test(arguments: [
        "2024-01-05T01:00:00Z", "2024-01-05T10:00:00+09:00", "2024-01-05T10:00:00.000+0900", "2024-01-05 10:00",
        "2024.01.05 10:00:00", "2024/1/5 10:00", "2024. 1. 5. 10:00", "2024년 1월 5일 10:00", "1704416400000",
        "1704416400",
        "2024-01-05T01:00Z",
    ])
    func readsDates(_ text: String) throws {
        #expect(
            try repaired("\"createdAt\":\"\(text)\"").product.createdAt == Date(timeIntervalSince1970: 1_704_416_400))
    }

    @Test(arguments: ["1704380400000", "\"2024-01-05\"", "\"20240105\"", "20240105", "\"2024.01.05.\""])
    func readsDays(_ text: String) throws {
        #expect(try repaired("\"updatedAt\":\(text)").product.updatedAt == Date(timeIntervalSince1970: 1_704_380_400))
    }

    @Test(arguments: [
        "2024-02-30", "어제", "2024-13-01", "2024-01-05T25:00", "2024-01-05 10:00 oops", "99999999999999999999",
    ])
    func dropsDatesThatAreNone(_ text: String) throws {
        let repaired = try repaired("\"createdAt\":\"\(text)\"")
        #expect(repaired.product.createdAt == nil)
        #expect(repaired.notes.count == 1)
    }

    @Test(arguments: [
        ("/images/1.svg", true), ("https://x.example/a?b=c:d", true), ("//cdn.example/1.jpg", true), ("1.jpg", true),
        ("javascript:alert(1)", false), (" java\\nscript:alert(1)", false), ("data:text/html,x", false),
        ("JAVASCRIPT:x", false),
    ])
    func dropsAddressesThatCouldRun(_ text: String, _ isKept: Bool) throws {
        let product = try repaired("\"imageURL\":\"\(text)\",\"url\":\"\(text)\"").product
        #expect((product.imageURL != nil) == isKept)
        #expect((product.url != nil) == isKept)
    }

    @Test func readsPoliciesLeniently() throws {
        let policy = try ProductRepair.policy(
            from: json(#"{"_id":{"$oid":"aa"},"category":"배송","question":"<b>언제?</b>","answer":"이틀<br>뒤"}"#)
        ).get().policy
        #expect(policy == Policy(id: "aa", topic: "배송", question: "언제?", answer: "이틀\n뒤"))
        #expect(
            try ProductRepair.policy(from: json(#"{"id":"1","question":"?"}"#)) == .failure(Defect("answer is missing"))
        )
    }
}
