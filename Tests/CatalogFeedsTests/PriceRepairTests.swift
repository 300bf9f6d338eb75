import CatalogFeeds
import Shop
import Testing

@Suite struct PriceRepairTests {
    @Test(arguments: [
        "59000", "\"59000\"", "\"59,000원\"", "\"₩59,000\"", "\"￦59,000\"", "\"\\\\59,000\"", "\"KRW 59000\"",
        "\"59000 KRW\"", "\"59000.00\"", "59000.0", "\"5.9만원\"", "\"5만 9천원\"", "\"5만9,000원\"", "\"５９，０００원\"",
        "\" 59,000 원 (부가세 포함)\"", "\"59.000원\"", "{\"amount\":59000,\"currency\":\"KRW\"}",
    ])
    func readsWon(_ text: String) throws {
        let repaired = try repaired("\"price\":\(text)")
        #expect(repaired.product.price == 59000)
        #expect(repaired.product.currency == .krw)
        #expect(repaired.notes == [])
    }

    @Test(arguments: [("\"1억 2천만원\"", 120_000_000), ("\"12만원\"", 120_000), ("\"3천5백원\"", 3500), ("59000.4", 59000)])
    func readsKoreanUnits(_ text: String, _ price: Int) throws {
        #expect(try repaired("\"price\":\(text)").product.price == price)
    }

    @Test(arguments: [
        ("1250", "USD", 1250), ("\"1250\"", "USD", 1250), ("\"12.50 USD\"", "", 1250), ("\"$12.50\"", "", 1250),
        ("\"US$1,234.5\"", "", 123_450), ("\"$12\"", "", 1200), ("\"12.50\"", "USD", 1250), ("\"12,50 €\"", "", 1250),
        ("\"1.234,56 EUR\"", "", 123_456), ("\"1.500 KWD\"", "", 1500), ("\"¥1,200\"", "", 1200),
    ])
    func readsOtherCurrencies(_ text: String, _ currency: String, _ price: Int) throws {
        let product = try repaired("\"price\":\(text),\"currency\":\"\(currency)\"").product
        #expect(product.price == price)
        #expect(product.currency != .krw)
    }

    @Test(arguments: [
        "0", "\"0원\"", "-5000", "\"-5,000원\"", "1e13", "1e300", "\"9999999999999999999999999\"", "\"문의\"", "\"무료\"",
        "\"59,000원 ~ 69,000원\"", "\"59000 69000\"", "\"30%\"", "\"만원\"", "\"-\"", "true", "[1]", "{}", "\"1,2,3\"",
        "\"59000 VAT\"", "\"$12 / 15000원\"", "\"1.2.3\"",
    ])
    func dropsWhatIsNoPriceWithANote(_ text: String) throws {
        let repaired = try repaired("\"price\":\(text)")
        #expect(repaired.product.price == nil)
        #expect(repaired.notes.count == 1)
    }

    @Test(arguments: ["null", "\"\"", "\" \""]) func aMissingPriceIsNoRepair(_ text: String) throws {
        let repaired = try repaired("\"price\":\(text)")
        #expect(repaired.product.price == nil)
        #expect(repaired.notes == [])
    }

    @Test func aNumberWithAFractionIsNotGuessed() throws {
        let repaired = try repaired(#""price":12.5,"currency":"USD""#)
        #expect(repaired.product.price == nil)
        #expect(repaired.notes.count == 1)
        // The hair by which sums of fractions miss.
        #expect(try self.priceOf("1259.9999999") == 1260)
    }

    private func priceOf(_ text: String) throws -> Int? {
        try repaired("\"price\":\(text),\"currency\":\"USD\"").product.price
    }

    @Test func aListPriceBelowThePriceIsDropped() throws {
        let repaired = try repaired(#""price":1000,"listPrice":900"#)
        #expect(repaired.product.price == 1000 && repaired.product.listPrice == nil)
        #expect(repaired.notes == ["listPrice is below price and is left out"])
        #expect(try self.repairedList(1000) == 1000)
        #expect(try self.repairedList(1200) == 1200)
    }

    private func repairedList(_ list: Int) throws -> Int? {
        try repaired("\"price\":1000,\"listPrice\":\(list)").product.listPrice
    }

    @Test func aSalePriceMakesThePriceTheListPrice() throws {
        let product = try repaired(#""price":"15.00 USD","sale_price":"12.50 USD""#).product
        #expect(product.price == 1250 && product.listPrice == 1500 && product.currency == .usd)
    }

    @Test func theCurrencyOfThePriceStands() throws {
        let repaired = try repaired(#""price":"$12.50","listPrice":"20000원","currency":"KRW""#)
        #expect(repaired.product.currency == .usd && repaired.product.price == 1250)
        #expect(repaired.product.listPrice == nil)
        #expect(repaired.notes.count == 2)
    }

    @Test(arguments: [("원", "KRW"), ("won", "KRW"), ("$", "USD"), ("eur", "EUR"), ("XTS", "XTS"), ("돈", "KRW")])
    func readsCurrencies(_ text: String, _ code: String) throws {
        #expect(try repaired("\"price\":100,\"currency\":\"\(text)\"").product.currency.code == code)
    }
}
