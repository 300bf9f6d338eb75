import CatalogFeeds
import Foundation
import Shop
import Testing

@Suite struct MerchantFeedTests {
    @Test func readsTabSeparatedFeeds() async throws {
        let reading = try await Reading(
            "id\ttitle\tdescription\tlink\timage link\tavailability\tprice\tsale_price\tbrand\tgoogle_product_category\t"
                + "product_type\tcolor\tsize\tgender\tage_group\tmaterial\tcondition\tgtin\titem_group_id\n"
                + "SKU1\tRunning shoe\tLight\thttps://x.example/1\thttps://x.example/1.jpg\tout_of_stock\t15.00 USD\t"
                + "12.50 USD\tNordform\t187\tShoes > Running\tblack/white\t42\tfemale\tadult\tmesh\tnew\t0123\tG1\n"
                + "SKU2\t아동화\t\t\t\tin stock\t59000 KRW\t\t\tApparel > Shoes\t\t\t\tunisex\tkids\t\t\t\t\n",
            name: "feed.txt")
        let shoe = try #require(reading.products.first)
        #expect(shoe.id == "SKU1" && shoe.name == "Running shoe" && shoe.status == .soldOut)
        #expect(shoe.price == 1250 && shoe.listPrice == 1500 && shoe.currency == .usd)
        #expect(shoe.category == ["Shoes", "Running"] && shoe.colors == ["black", "white"] && shoe.sizes == ["42"])
        #expect(shoe.gender == .female && shoe.material == "mesh" && shoe.brand?.en == "Nordform")
        #expect(shoe.url == "https://x.example/1" && shoe.imageURL == "https://x.example/1.jpg")
        #expect(shoe.attributes == [.init("condition", .text("new"))])
        #expect(shoe.extra["gtin"] == "0123" && shoe.extra["item_group_id"] == "G1")
        let child = try #require(reading.products.last)
        #expect(child.gender == .child && child.price == 59000 && child.currency == .krw && child.status == .onSale)
        #expect(child.category == ["Apparel", "Shoes"])
    }

    private func feed(_ items: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- <item> in a comment -->
        <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
        \(items)
        </channel></rss>
        """
    }

    @Test func readsRSS() async throws {
        let reading = try await Reading(
            feed(
                """
                <item><g:id>1</g:id><title>컵 &amp; 접시</title><description><![CDATA[<p>하얀 <b>컵</b></p> ]]></description>
                <link>https://x.example/?a=1&amp;b=2</link><g:price>59000 KRW</g:price><g:availability>in_stock</g:availability>
                <g:shipping><g:country>KR</g:country><g:price>3000 KRW</g:price></g:shipping>
                <g:product_detail>일반:용량:350ml</g:product_detail><guid>x</guid></item>
                <item><g:id>2</g:id><g:title>own</g:title><title>common</title><description>A &lt; B &#xAC00;</description></item>
                """), name: "feed.xml")
        let cup = try #require(reading.products.first)
        #expect(cup.name == "컵 & 접시" && cup.details == "하얀 컵" && cup.price == 59000)
        #expect(cup.url == "https://x.example/?a=1&b=2")
        #expect(cup.attributes == [.init("용량", .text("350ml"))])
        #expect(cup.extra["shipping.country"] == "KR" && cup.extra["guid"] == "x")
        #expect(reading.products.last?.name == "own")
        #expect(reading.products.last?.details == "A < B 가")
        #expect(reading.rejections.isEmpty)
    }

    @Test func readsAtom() async throws {
        let reading = try await Reading(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
            <entry><id>https://x.example/entry/1</id><g:id>1</g:id><title>컵</title>
            <link rel="alternate" href="https://x.example/1"/><summary>하얀 컵</summary></entry></feed>
            """, name: "feed")
        #expect(reading.ids == ["1"])
        #expect(reading.products.first?.url == "https://x.example/1")
        #expect(reading.products.first?.details == "하얀 컵")
    }

    @Test func aBrokenItemCostsItselfOnly() async throws {
        let reading = try await Reading(
            feed(
                """
                <item><g:id>1</g:id><title>a</title></item>
                <item><g:id>2</g:id><title>b</item>
                <item><g:id>3</g:id><title>R&D < 5</title>
                <item><g:id>4</g:id><title>d</title></item>
                <item><title>no id</title></item>
                <item><g:id>5</g:id><title>S&P <3</title></item>
                """), name: "feed.xml")
        #expect(reading.ids == ["1", "4", "5"])
        #expect(reading.products.last?.name == "S&P <3")
        #expect(reading.lines == [5, 6, 8])
    }

    @Test func keepsWhatCameBeforeABreak() async throws {
        let reading = try await Reading(
            "<rss><channel>\n<item><id>1</id><title>a</title></item>\n<item><id>2</id><tit", name: "feed.xml")
        #expect(reading.ids == ["1"])
        #expect(reading.lines == [3])
    }

    @Test func reportsAMissingEnd() async throws {
        let reading = try await Reading("<rss><item><id>1</id><title>a</title></item>", name: "feed.xml")
        #expect(reading.ids == ["1"])
        #expect(reading.rejections.map(\.reason) == ["the file ends before </rss>"])
    }

    @Test func readsMarkupThatNobodyEscaped() async throws {
        let reading = try await Reading(
            feed("<item><g:id>1</g:id><title>a</title><description>하나<br>둘 <b>셋</b></description></item>"),
            name: "feed.xml")
        #expect(reading.products.first?.details == "하나\n둘 셋")
    }

    @Test(arguments: [
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><item><id>1</id><title>&x;</title></item></rss>",
        "<!DOCTYPE rss SYSTEM \"a[b\" [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss/>",
    ])
    func refusesDeclarations(_ text: String) async {
        let error = await #expect(throws: FeedError.self) { try await Reading(text, name: "feed.xml") }
        guard case .forbiddenDeclaration? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func resolvesNoEntityOfItsOwn() async throws {
        let reading = try await Reading(
            "<!DOCTYPE rss SYSTEM \"http://x.example/rss.dtd\"><rss><item><id>1</id><title>a &x; b</title></item></rss>",
            name: "feed.xml")
        #expect(reading.products.first?.name == "a &x; b")
    }

    @Test func readsCP949AsDeclared() async throws {
        let bytes =
            Array("<?xml version=\"1.0\" encoding=\"euc-kr\"?><rss><item><id>1</id><title>".utf8)
            + [0xC7, 0xD1, 0xB1, 0xDB] + Array("</title></item></rss>".utf8)
        #expect(try await Reading(bytes, name: "feed.xml").products.map(\.name) == ["한글"])
    }

    @Test func refusesUnknownEncodings() async {
        await #expect(throws: FeedError.self) {
            try await Reading("<?xml version='1.0' encoding='Shift_JIS'?><rss/>", name: "feed.xml")
        }
    }

    @Test func rejectsItemsThatAreTooLong() async throws {
        let reading = try await Reading(
            feed(
                "<item><g:id>1</g:id><title>\(String(repeating: "a", count: 5000))</title></item>"
                    + "<item><g:id>2</g:id><title>b</title></item>"),
            name: "feed.xml", limits: FeedLimits(recordBytes: 1000))
        #expect(reading.ids == ["2"])
        #expect(reading.rejections.count == 1)
    }

    @Test(arguments: [
        ("2000-01-01T00:00+0900/2001-01-01T00:00+0900", 1000), ("2000-01-01T00:00+0900/2999-01-01T00:00+0900", 800),
        ("2998-01-01/2999-01-01", 1000), ("whenever", 800),
    ])
    func saleHoldsWithinItsDates(_ dates: String, _ price: Int) async throws {
        let reading = try await Reading(
            feed(
                "<item><g:id>1</g:id><title>a</title><g:price>1000 KRW</g:price><g:sale_price>800 KRW</g:sale_price>"
                    + "<g:sale_price_effective_date>\(dates)</g:sale_price_effective_date></item>"), name: "feed.xml")
        #expect(reading.products.map(\.price) == [price])
    }

    @Test func survivesDeepNesting() async throws {
        let deep = String(repeating: "<a>", count: 100_000)
        let reading = try await Reading(
            feed("<item><g:id>1</g:id>\(deep)</item><item><g:id>2</g:id><title>b</title></item>"), name: "feed.xml")
        #expect(reading.ids == ["2"])
    }
}
