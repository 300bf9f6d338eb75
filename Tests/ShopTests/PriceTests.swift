import Shop
import Testing

@Suite struct PriceTests {
    @Test(arguments: [
        (Price(59000, .krw), "59,000원"), (Price(0, .krw), "0원"), (Price(999, .krw), "999원"),
        (Price(1_234_567, .krw), "1,234,567원"), (Price(12595, .usd), "$125.95"), (Price(5, .usd), "$0.05"),
        (Price(-1250, .usd), "-$12.50"), (Price(1200, Currency("eur")), "€12.00"),
        (Price(1200, Currency("JPY")), "¥1,200"), (Price(1500, Currency("KWD")), "1.500 KWD"),
    ])
    func readsAsShopsWriteIt(_ price: Price, _ expected: String) {
        // A minus goes before the sign or behind it; both read.
        #expect([expected, expected.replacing("-$", with: "$-")].contains(price.description))
    }

    @Test(arguments: [("KRW", 0, 1), ("usd", 2, 100), ("KWD", 3, 1000), ("XXX", 2, 100)])
    func knowsMinorUnits(_ code: String, _ digits: Int, _ minor: Int) {
        #expect(Currency(code).minorUnitDigits == digits)
        #expect(Currency(code).minorPerMajor == minor)
        #expect(Currency(code).code == code.uppercased())
    }

    @Test(arguments: [
        (0, "0"), (100, "100"), (1000, "1,000"), (-1000, "-1,000"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func groupsDigits(_ value: Int, _ expected: String) {
        #expect(Price.grouped(value) == expected)
    }
}
