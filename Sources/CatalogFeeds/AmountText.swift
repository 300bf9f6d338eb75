import Foundation
import Shop

/// An amount of money as people write it: "59,000원", "₩59,000", "5만 9천원", "12.50 USD", "$12.50".
struct AmountText {
    /// In minor units of `currency`.
    var amount: Int
    /// The one that the text names; else the one that was given.
    var currency: Currency
    /// Whether the text itself names the currency.
    var namesCurrency: Bool

    /// nil where the text is not exactly one amount: a range, words, a percentage.
    ///
    /// A whole number without a sign of its currency is taken in minor units, as the contract has them; with a sign, a
    /// code or a fraction it is taken in major units.
    init?(_ text: String, default given: Currency) {
        guard let (rest, named) = AmountText.withoutCurrency(ProductText.line(text).lowercased()) else { return nil }
        currency = named ?? given
        namesCurrency = named != nil
        guard let (value, isWhole) = AmountText.value(rest, minorDigits: currency.minorUnitDigits) else { return nil }
        let isMinor = isWhole && named == nil
        let scaled = (isMinor ? value : value * Double(currency.minorPerMajor)).rounded()
        guard scaled.magnitude < 1e15 else { return nil }
        amount = Int(scaled)
    }

    // MARK: Currency

    private static let signs: [(String, String)] = [
        ("us$", "USD"), ("a$", "AUD"), ("c$", "CAD"), ("hk$", "HKD"), ("nt$", "TWD"), ("s$", "SGD"), ("$", "USD"),
        ("달러", "USD"), ("₩", "KRW"), ("\\", "KRW"), ("won", "KRW"), ("원", "KRW"), ("€", "EUR"), ("유로", "EUR"),
        ("¥", "JPY"), ("円", "JPY"), ("엔", "JPY"), ("£", "GBP"), ("元", "CNY"), ("위안", "CNY"),
    ]

    /// ISO 4217, those that shops sell in.
    private static let currencyCodes: Set<String> = [
        "KRW", "USD", "EUR", "JPY", "GBP", "CNY", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "CHF", "SEK", "NOK", "DKK",
        "THB", "VND", "PHP", "IDR", "MYR", "INR", "RUB", "TRY", "BRL", "MXN", "ZAR", "AED", "SAR", "ILS", "PLN", "CZK",
        "HUF", "CLP", "ISK", "BHD", "KWD", "JOD", "OMR", "TND", "IQD", "LYD", "PYG", "UGX", "XAF", "XOF", "XPF", "MOP",
    ]

    /// The currency that a text names by code or sign, and nothing else with it.
    static func currency(_ text: String) -> Currency? {
        let word = ProductText.line(text).lowercased()
        if word.count == 3, word.allSatisfy({ ("a"..."z").contains($0) }), word != "won" { return Currency(word) }
        guard let (rest, currency) = withoutCurrency(word), rest.isEmpty else { return nil }
        return currency
    }

    /// The text without signs and codes of one currency; nil where it names two.
    private static func withoutCurrency(_ text: String) -> (rest: String, currency: Currency?)? {
        var rest = text
        // "59,000원 (부가세 포함)": a remark that holds no figure.
        if rest.hasSuffix(")"), let open = rest.lastIndex(of: "("), !rest[open...].contains(where: \.isNumber) {
            rest = String(rest[..<open])
        }
        var codes: Set<String> = []
        for (sign, code) in signs where rest.contains(sign) {
            codes.insert(code)
            rest = rest.replacing(sign, with: " ")
        }
        let letters = rest.split { !("a"..."z").contains($0) }
        for word in letters where currencyCodes.contains(word.uppercased()) {
            codes.insert(word.uppercased())
            rest = rest.replacing(word, with: " ")
        }
        guard codes.count <= 1 else { return nil }
        return (rest.trimmingCharacters(in: .whitespaces), codes.first.map(Currency.init))
    }

    // MARK: Figures

    /// `isWhole` where neither a fraction nor a unit such as 만 is written.
    private static func value(_ text: String, minorDigits: Int) -> (value: Double, isWhole: Bool)? {
        var text = text[...]
        let isNegative = text.first == "-" || text.first == "−"
        if isNegative || text.first == "+" { text = text.dropFirst().drop(while: \.isWhitespace) }
        guard text.first?.isNumber == true else { return nil }
        let units: [Character: Double] = ["십": 10, "백": 100, "천": 1000, "만": 1e4, "억": 1e8]
        var total = 0.0  // What 만 and 억 have closed.
        var section = 0.0  // Since then.
        var pending: Double?  // A figure that no unit has taken yet.
        var isWhole = true
        while let first = text.first {
            if first == " " {
                text = text.dropFirst()
            } else if let unit = units[first] {
                text = text.dropFirst()
                isWhole = false
                if unit < 1e4 {
                    guard let figure = pending else { return nil }
                    section += figure * unit
                } else {
                    section += pending ?? 0
                    guard section > 0 else { return nil }
                    total += section * unit
                    section = 0
                }
                pending = nil
            } else {
                // Two figures side by side are a range or a list, no amount.
                guard pending == nil, let parsed = figure(&text, minorDigits: minorDigits) else { return nil }
                pending = parsed.value
                isWhole = isWhole && parsed.isWhole
            }
        }
        let value = total + section + (pending ?? 0)
        return (isNegative ? -value : value, isWhole)
    }

    /// Digits with grouping and a fraction. The last separator is the decimal one where it can be.
    private static func figure(_ text: inout Substring, minorDigits: Int) -> (value: Double, isWhole: Bool)? {
        let figure = text.prefix { ("0"..."9").contains($0) || $0 == "," || $0 == "." }
        text = text[figure.endIndex...]
        let separators = figure.filter { $0 == "," || $0 == "." }
        let parts = figure.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }.map(String.init)
        guard !parts.contains(""), figure.count <= 24 else { return nil }
        let hasGroups = parts.dropFirst().allSatisfy { $0.count == 3 } && parts[0].count <= 3
        guard let last = separators.last else { return Double(figure).map { ($0, true) } }
        let kinds = Set(separators)
        if kinds.count == 1, hasGroups, last == "," || separators.count > 1 || minorDigits == 0 {
            // "59,000"; "1.234.567"; "59.000" in a currency that has no fraction.
            return Double(parts.joined()).map { ($0, true) }
        }
        let wholeParts = parts.dropLast()
        let isGrouped = wholeParts.dropFirst().allSatisfy { $0.count == 3 }
        guard isGrouped, separators.dropLast().allSatisfy({ $0 != last }) else { return nil }
        // A decimal comma has to look like one.
        guard last == "." || minorDigits > 0 && (1...2).contains(parts[parts.count - 1].count) else { return nil }
        return Double(wholeParts.joined() + "." + parts[parts.count - 1]).map { ($0, false) }
    }
}
