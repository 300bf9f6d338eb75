/// A figure as it is written: `59,000`, `3.5`, `007`.
struct Figure {
    /// The digits of the whole part.
    var digits: Scalars
    /// The digits behind the point; empty where there is none.
    var fraction: Scalars = []
    var hasComma = false
    /// The index behind it.
    var end: Int

    /// nil where no digit is at `index`.
    init?(_ text: Scalars, at index: Int) {
        var position = text.end(from: index) { $0.isASCIIDigit }
        guard position > index else { return nil }
        digits = Array(text[index..<position])
        // 1,234,567 and not 1,2 or 95,100,105: sizes have no more than three digits, and no comma groups either.
        if digits.count <= 3, digits.first != "0" {
            while text.at(position) == ",", text.end(from: position + 1, where: { $0.isASCIIDigit }) == position + 4 {
                digits += text[(position + 1)..<(position + 4)]
                position += 4
                hasComma = true
            }
        }
        if text.at(position) == "." {
            let fractionEnd = text.end(from: position + 1) { $0.isASCIIDigit }
            let isVersion = text.at(fractionEnd) == "." && text.at(fractionEnd + 1)?.isASCIIDigit == true
            if fractionEnd > position + 1, !isVersion {
                fraction = Array(text[(position + 1)..<fractionEnd])
                position = fractionEnd
            }
        }
        end = position
    }

    var isWhole: Bool { fraction.isEmpty }
    /// The whole part, where it is a number of at most sixteen digits without a zero in front.
    var value: Int? {
        digits.count <= 16 && (digits.count == 1 || digits.first != "0") ? Numerals.value(digits) : nil
    }

    var sino: String {
        // 00.5 has a zero too many, but is no code.
        let whole = isWhole ? Numerals.sino(digits: digits) : Numerals.sino(digits: trimmed)
        return isWhole ? whole : whole + " 점 " + Numerals.decimals(fraction)
    }

    private var trimmed: Scalars {
        let rest = Array(digits.drop { $0 == "0" })
        return rest.isEmpty ? ["0"] : rest
    }
}

/// A figure with 만, 억, 천 or 백 behind it: `3만5천`, `1.5억`, `2만 5,000`.
struct Amount {
    /// nil where it is no whole number.
    var value: Int?
    var sino: String
    /// The power behind the last figure, which in `2~3만` holds for the 2 as well.
    var power = 1
    var isPlain = true
    var figure: Figure
    var end: Int

    private static let powers: [Unicode.Scalar: Int] = [
        "백": 100, "천": 1_000, "만": 10_000, "억": 100_000_000, "조": 1_000_000_000_000,
    ]
    /// Words that begin like a power.
    private static let words = ["백팩", "백화", "백색", "천연", "천장", "천개", "만족", "만화", "만들", "조각", "조립", "조의", "조용", "억지"]

    init?(_ text: Scalars, at index: Int) {
        guard let first = Figure(text, at: index) else { return nil }
        figure = first
        value = first.isWhole ? first.value : nil
        sino = first.sino
        end = first.end
        guard let head = Self.power(text, first.end), first.digits.count <= 9 else { return }
        isPlain = false
        power = head.value
        end = head.end
        guard first.isWhole, let whole = first.value else {
            sino = first.sino + Self.name(head.value)
            value = nil
            return
        }
        var total = Self.product(whole, head.value)
        var last = head.value
        // 3만5천, 1억 2천만, 2만 5,000원.
        while let sum = total, last > 1 {
            let start = text.at(end) == " " ? end + 1 : end
            guard let next = Figure(text, at: start), next.isWhole, let more = next.value, next.digits.count <= 8 else {
                break
            }
            let unit = Self.power(text, next.end)
            let isMoney = text.at(next.end) == "원"
            // 2만 270: a price and a size.
            if unit == nil, start > end, !isMoney { break }
            guard let part = Self.product(more, unit?.value ?? 1), part < last else { break }
            total = sum.addingReportingOverflow(part).overflow ? nil : sum + part
            last = unit?.value ?? 1
            end = unit?.end ?? next.end
        }
        value = total
        sino = total.map(Numerals.sino) ?? first.sino + Self.name(head.value)
    }

    private static func product(_ value: Int, _ power: Int) -> Int? {
        let (product, isOver) = value.multipliedReportingOverflow(by: power)
        return isOver || product >= 10_000_000_000_000_000 ? nil : product
    }

    private static func name(_ power: Int) -> String {
        switch power {
        case 100: "백"
        case 1_000: "천"
        case 10_000: "만"
        case 100_000: "십만"
        case 1_000_000: "백만"
        case 10_000_000: "천만"
        case 100_000_000: "억"
        default: "조"
        }
    }

    /// 만, 천만, 백만, …
    private static func power(_ text: Scalars, _ index: Int) -> (value: Int, end: Int)? {
        guard let scalar = text.at(index), let power = powers[scalar] else { return nil }
        if words.contains(where: { text.starts(with: $0, at: index) }) { return nil }
        if power < 10_000, text.at(index + 1) == "만" { return (power * 10_000, index + 2) }
        if power < 10_000, text.at(index + 1) == "억" { return (power * 100_000_000, index + 2) }
        return (power, index + 1)
    }
}
