import CatalogFeeds
import Foundation
import Shop
import Testing

@Suite struct DelimitedFeedTests {
    @Test func readsOurOwnNames() async throws {
        let reading = try await Reading(
            """
            _id,name,price,colors,stock,brand
            1,컵,"12,000","블랙, 화이트",3,"노르딕폼(Nordform)"
            2,접시,₩9000,,,
            """, name: "feed.csv")
        let cup = try #require(reading.products.first)
        #expect(cup.price == 12000 && cup.colors == ["블랙", "화이트"] && cup.stock == 3)
        #expect(cup.brand == Product.Brand(ko: "노르딕폼", en: "Nordform"))
        #expect(reading.products.last?.price == 9000)
        #expect(reading.products.last?.stock == nil)
        #expect(reading.rejections.isEmpty)
    }

    @Test func readsKoreanNamesInAnySpelling() async throws {
        let reading = try await Reading(
            "상품번호\t상품 명\t판매가(원)\t소비자가\t브랜드\t카테고리\t색상\t사이즈\t소재\t재고수량\t상세설명\t평점\t리뷰 수\t판매상태\t이미지\n"
                + "A1\t운동화\t59,000\t79000원\tNordform\t신발 > 운동화\t블랙|화이트\t250, 260\t메시\t120개\t<p>가볍다</p>\t4.5/5\t1,203건\t품절\t/a.jpg\n",
            name: "feed.tsv")
        let product = try #require(reading.products.first)
        #expect(product.id == "A1" && product.name == "운동화" && product.price == 59000 && product.listPrice == 79000)
        #expect(product.category == ["신발", "운동화"] && product.colors == ["블랙", "화이트"])
        #expect(product.sizes == ["250", "260"] && product.material == "메시" && product.stock == 120)
        #expect(product.details == "가볍다" && product.rating == 4.5 && product.reviewCount == 1203)
        #expect(product.status == .soldOut && product.imageURL == "/a.jpg")
    }

    @Test func unknownColumnsAreFactsOfTheProduct() async throws {
        let reading = try await Reading(
            "id;name;원산지;attributes\n1;컵;국산;\"{\"\"용량\"\":350}\"\n2;접시;;\n", name: "feed.csv")
        #expect(
            reading.products.first?.attributes == [.init("용량", .number(350)), .init("원산지", .text("국산"))])
        #expect(reading.products.last?.attributes == [])
    }

    @Test func quotesHoldSeparatorsQuotesAndLineEnds() async throws {
        let reading = try await Reading(
            "id,name,description\r\n1,\"큰 \"\"컵\"\", 하얀\",\"첫 줄\r\n둘째, 줄\n\n셋째\"\r\n2,27\" 모니터,\"\"\r\n",
            name: "feed.csv")
        #expect(reading.products.map(\.name) == ["큰 \"컵\", 하얀", "27\" 모니터"])
        #expect(reading.products.first?.details == "첫 줄\n둘째, 줄\n\n셋째")
        #expect(reading.rejections.isEmpty)
    }

    @Test func rejectsRowsOfTheWrongWidthWhereTheyStart() async throws {
        let reading = try await Reading(
            "id,name,description\n1,a,\"x\ny\"\n2,b\n3,c,z,more\n\n,,\n4,d,w\n", name: "feed.csv")
        #expect(reading.ids == ["1", "4"])
        #expect(reading.lines == [4, 5])
        #expect(reading.rejections.first?.reason == "2 columns where the header has 3")
    }

    @Test func aQuoteThatIsNotClosedCostsOneRow() async throws {
        let reading = try await Reading("id,name\n1,\"a\n2,b\n3,\"c\"d\n4,e\n", name: "feed.csv")
        #expect(reading.ids == ["2", "4"])
        #expect(reading.lines == [2, 4])
    }

    @Test func readsAcrossChunksOfTheFile() async throws {
        let text = String(repeating: "가나다라 ", count: 200)
        let rows = (1...1500).map { "\($0),상품,\"\(text)\n\(text)\"\n" }.joined()
        let reading = try await Reading("id,name,description\n" + rows, name: "feed.csv")
        #expect(reading.ids == (1...1500).map(String.init))
        #expect(Set(reading.products.map(\.details)).count == 1)
    }

    @Test func readsCP949() async throws {
        // "상품명", "가격" and "한글" in EUC-KR, and 똠방 with a syllable that EUC-KR lacks.
        let name: [UInt8] = [0xBB, 0xF3, 0xC7, 0xB0, 0xB8, 0xED]
        let price: [UInt8] = [0xB0, 0xA1, 0xB0, 0xDD]
        let hangul: [UInt8] = [0xC7, 0xD1, 0xB1, 0xDB]
        let syllable: [UInt8] = [0x8C, 0x63, 0xB9, 0xE6]
        var bytes = Array("id,".utf8) + name + Array(",".utf8) + price + Array("\n1,".utf8) + hangul
        bytes += Array(",100\n2,".utf8) + syllable + Array(",200\n3,".utf8) + [0xFF, 0xFF] + Array(",300\n".utf8)
        let reading = try await Reading(bytes, name: "feed.csv")
        #expect(reading.products.map(\.name) == ["한글", "똠방"])
        #expect(reading.products.map(\.price) == [100, 200])
        #expect(reading.lines == [4])
    }

    @Test func rejectsBrokenCharactersInUTF8() async throws {
        let bytes = Array("id,상품명\n1,".utf8) + [0xC7, 0xD1] + Array("\n2,컵\n".utf8)
        let reading = try await Reading(bytes, name: "feed.csv")
        #expect(reading.ids == ["2"])
        #expect(reading.rejections.first?.reason == "column 2 is not UTF-8")
    }

    @Test(arguments: [true, false]) func readsUTF16WithAMark(_ isLittle: Bool) async throws {
        let units = Array("\u{FEFF}id\t상품명\r\n1\t컵 😀\r\n2\t접시".utf16)
        let bytes = units.flatMap {
            isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)]
        }
        let reading = try await Reading(bytes, name: "feed.txt")
        #expect(reading.products.map(\.name) == ["컵", "접시"])
    }

    @Test func discountColumnsBecomePriceAndListPrice() async throws {
        let reading = try await Reading("상품코드,상품명,판매가,할인가\nA,컵,10000,8000\nB,컵,10000,\n", name: "feed.csv")
        #expect(reading.products.map(\.price) == [8000, 10000])
        #expect(reading.products.map(\.listPrice) == [10000, nil])
    }

    @Test func numberAndCodeAreIdAndSKU() async throws {
        let reading = try await Reading("상품코드,상품번호,상품명\nA-1,77,컵\n", name: "feed.csv")
        #expect(reading.ids == ["77"])
        #expect(reading.products.first?.sku == "A-1")
    }

    @Test func readsPolicies() async throws {
        let reading = try await Reading("id,주제,질문,답변\np1,배송,언제 오나요?,이틀 뒤\n", name: "policies.csv")
        #expect(reading.policies.map(\.answer) == ["이틀 뒤"])
    }

    @Test func dropsTheLastRowOfATruncatedGzip() async throws {
        let rows = (1...6000).map { "\($0),상품 \($0)\n" }.joined()
        let bytes = gzip(Array(("id,name\n" + rows).utf8))
        let reading = try await Reading(bytes.prefix(70_000), name: "feed.csv.gz")
        #expect(reading.products.allSatisfy { $0.name == "상품 \($0.id)" })
        #expect(reading.rejections.count == 1)
    }
}
