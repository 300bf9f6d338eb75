import Foundation
import Hangul

/// Whether a size that a shopper names is one that the catalogue offers.
enum SizeMatch {
    /// The sizes of `offered` that `asked` means, as the catalogue writes them. "270mm" is "270", "l" is "L", "XXL" is "2XL",
    /// and "250" lies within "M(230~250)".
    static func matches(_ asked: String, in offered: [String]) -> [String] {
        let wanted = normal(asked)
        guard !wanted.isEmpty else { return [] }
        let exact = offered.filter { names(of: $0).contains(wanted) }
        if !exact.isEmpty { return exact }
        guard let value = number(wanted) else { return [] }
        let sameNumber = offered.filter { size in names(of: size).contains { sameMeasure(wanted, $0) } }
        if !sameNumber.isEmpty { return sameNumber }
        return offered.filter { range(in: $0)?.contains(value) ?? false }
    }

    /// "사이즈 270 mm" to "270MM"; "XXL" to "2XL"; "프리사이즈" to "FREE".
    private static func normal(_ text: String) -> String {
        var size = TextFolding.folded(text).filter { !$0.isWhitespace }
        for word in ["사이즈", "size", "치수", "호수"] { size = size.replacingOccurrences(of: word, with: "") }
        if let named = spoken[size] { size = named }
        size = size.uppercased()
        if size.hasSuffix("XL"), size.dropLast().allSatisfy({ $0 == "X" }), size.count > 2 {
            size = "\(size.count - 1)XL"
        }
        return size
    }

    private static let spoken = [
        "스몰": "s", "미디엄": "m", "미듐": "m", "라지": "l", "엑스라지": "xl", "프리": "free", "f": "free", "onesize": "free",
        "원사이즈": "free", "퀸": "q", "킹": "k", "싱글": "s", "슈퍼싱글": "ss",
    ]

    /// The names that one size goes by: "95(L)" is "95(L)", "95" and "L"; "M/L" is "M" and "L" too.
    private static func names(of size: String) -> Set<String> {
        let whole = normal(size)
        let parts = whole.split { "()[]/".contains($0) }.map { normal(String($0)) }
        return Set(parts + [whole])
    }

    private static func number(_ text: String) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        return Double(digits)
    }

    /// Equal numbers where one of them states no unit, or both the same.
    private static func sameMeasure(_ a: String, _ b: String) -> Bool {
        guard let first = number(a), first == number(b) else { return false }
        let units = [a, b].map { $0.drop { $0.isASCII && ($0.isNumber || $0 == ".") } }
        // A bare number matches a measure, not a size name such as "2XL".
        let known: Set<Substring> = ["", "MM", "CM", "KG", "G", "L", "ML", "호", "인치", "세", "개월"]
        return units[0] == units[1] || (units.contains("") && units.allSatisfy(known.contains))
    }

    /// The span that a size states: 230…250 of "M(230~250)".
    private static func range(in size: String) -> ClosedRange<Double>? {
        let folded = TextFolding.folded(size)
        for part in folded.split(whereSeparator: { "()[]/ ".contains($0) }) {
            let ends = part.split { "~-–∼〜".contains($0) }
            guard ends.count == 2, let low = number(String(ends[0])), let high = number(String(ends[1])), low <= high
            else {
                continue
            }
            return low...high
        }
        return nil
    }
}
