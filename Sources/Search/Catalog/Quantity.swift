import Hangul
import Shop

/// A number with its unit, as in `280g`, `20,000mAh`, `15.6인치`.
struct Quantity: Equatable {
    var value: Double
    /// Folded; empty where there is none.
    var unit: String

    /// Units of one dimension, with their size in its base unit.
    private static let scales: [String: (dimension: String, factor: Double)] = [
        "g": ("mass", 1), "그램": ("mass", 1), "kg": ("mass", 1_000), "킬로": ("mass", 1_000), "키로": ("mass", 1_000),
        "mg": ("mass", 0.001),
        "ml": ("volume", 1), "l": ("volume", 1_000), "리터": ("volume", 1_000), "cc": ("volume", 1),
        "mm": ("length", 1), "cm": ("length", 10), "센치": ("length", 10), "센티": ("length", 10), "m": ("length", 1_000),
        "미터": ("length", 1_000),
        "인치": ("inch", 1), "inch": ("inch", 1), "in": ("inch", 1), "\"": ("inch", 1),
        "mah": ("charge", 1), "wh": ("energy", 1), "w": ("power", 1), "와트": ("power", 1), "kw": ("power", 1_000),
        "gb": ("storage", 1), "기가": ("storage", 1), "tb": ("storage", 1_000), "테라": ("storage", 1_000),
        "mb": ("storage", 0.001),
        "db": ("loudness", 1), "시간": ("time", 60), "분": ("time", 1), "평": ("area", 1), "인용": ("people", 1),
        "피스": ("pieces", 1),
        "p": ("pieces", 1), "조각": ("pieces", 1), "hz": ("frequency", 1), "도": ("degrees", 1), "℃": ("degrees", 1),
    ]

    static func isUnit(_ text: String) -> Bool { scales[text] != nil }

    func lies(between low: Double?, and high: Double?, unit wanted: String) -> Bool {
        guard let mine = Self.scales[unit], let theirs = Self.scales[wanted], mine.dimension == theirs.dimension else {
            return unit == wanted && (low ?? -.infinity) <= value && value <= (high ?? .infinity)
        }
        let converted = value * mine.factor / theirs.factor
        return (low ?? -.infinity) - 1e-9 <= converted && converted <= (high ?? .infinity) + 1e-9
    }

    static func all(in attribute: Product.Attribute) -> [Quantity] {
        switch attribute.value {
        case .text(let text): all(in: text)
        case .number(let value): [Quantity(value: value, unit: "")]
        case .flag: []
        }
    }

    /// The quantities in a text, in order.
    static func all(in text: String) -> [Quantity] {
        var found: [Quantity] = []
        let scalars = Array(TextFolding.folded(text).unicodeScalars)
        var index = 0
        while index < scalars.count {
            guard scalars[index].isASCIIDigit else {
                index += 1
                continue
            }
            var digits = ""
            while index < scalars.count, scalars[index].isASCIIDigit || scalars[index] == "," || scalars[index] == "." {
                if scalars[index] != "," { digits.unicodeScalars.append(scalars[index]) }
                index += 1
            }
            if index < scalars.count, scalars[index] == " " { index += 1 }
            var unit = ""
            while index < scalars.count, unit.unicodeScalars.count < 4,
                scalars[index].isLatinLetter || scalars[index].isHangulSyllable || scalars[index] == "\""
                    || scalars[index] == "℃"
            {
                unit.unicodeScalars.append(scalars[index])
                index += 1
            }
            // The longest known unit at the beginning: `인치형` is 인치.
            var known = unit
            while !known.isEmpty, scales[known] == nil { known.removeLast() }
            if let value = Double(digits.hasSuffix(".") ? String(digits.dropLast()) : digits) {
                found.append(Quantity(value: value, unit: known))
            }
        }
        return found
    }
}
