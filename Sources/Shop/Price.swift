/// An amount of money in the currency's minor unit (ISO 4217): whole won for KRW, cents for USD.
public struct Price: Sendable, Hashable, Comparable {
    public var amount: Int
    public var currency: Currency

    public init(_ amount: Int, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    public static func < (a: Price, b: Price) -> Bool { a.amount < b.amount }
}

/// A currency by its ISO 4217 code, such as KRW or USD.
public struct Currency: Sendable, Hashable {
    public let code: String

    /// Any text; it is kept upper-cased.
    public init(_ code: String) { self.code = code.uppercased() }

    public static let krw = Currency("KRW")
    public static let usd = Currency("USD")

    /// Decimal digits of the minor unit: 0 for KRW and JPY, 3 for a few, 2 for the rest.
    public var minorUnitDigits: Int {
        switch code {
        case "KRW", "JPY", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF": 0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    /// Minor units in one major unit: 1 for KRW, 100 for USD.
    public var minorPerMajor: Int {
        switch minorUnitDigits {
        case 0: 1
        case 3: 1000
        default: 100
        }
    }
}

extension Price: CustomStringConvertible {
    /// As a Korean shop writes it: `59,000원`, `$125.95`, `€12.00`, `12.00 CHF`.
    public var description: String {
        let unit = currency.minorPerMajor
        var text = Price.grouped(abs(amount) / unit)
        if unit > 1 {
            let rest = String(abs(amount) % unit)
            text += "." + String(repeating: "0", count: currency.minorUnitDigits - rest.count) + rest
        }
        if amount < 0 { text = "-" + text }
        return switch currency.code {
        case "KRW": text + "원"
        case "USD": "$" + text
        case "EUR": "€" + text
        case "JPY": "¥" + text
        case "GBP": "£" + text
        default: text + " " + currency.code
        }
    }

    /// Decimal digits in groups of three: 1234567 gives `1,234,567`.
    public static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var out = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
            out.append(digit)
        }
        return out
    }
}
