import Shop

extension JSONValue {
    /// On one line, members sorted by key.
    var line: String {
        // Only a number that is not finite has no JSON.
        guard let data = try? canonicalData() else { return "null" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Rounded to four decimals: a figure for people and for comparisons.
    static func figure(_ value: Double) -> JSONValue {
        value.isFinite ? .number((value * 10_000).rounded() / 10_000) : .null
    }
}
