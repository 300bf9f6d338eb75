import Foundation

/// Numbers as Korean writes and says them.
public enum NumberWords {
    private static let digits: [Unicode.Scalar: Double] = [
        "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9,
    ]
    private static let units: [Unicode.Scalar: Double] = ["십": 10, "백": 100, "천": 1_000]
    private static let myriads: [Unicode.Scalar: Double] = ["만": 10_000, "억": 100_000_000]

    /// Reads a number that begins at `from`: `12,000`, `1.5만`, `3만5천`, `2만 5천`, 이만오천, 백만.
    ///
    /// A Hangul digit counts only with a unit behind it, so 이불 and 오일 are no numbers. A unit without a number before it (만,
    /// 천, 백) counts at the beginning only with `bareUnits`, or where another part of a number follows (만오천).
    /// Returns the value and the index behind it; nil where no number begins here. O(length of the number).
    public static func parse(_ scalars: [Unicode.Scalar], from: Int, bareUnits: Bool) -> (value: Double, end: Int)? {
        var index = from
        var end = from
        var total = 0.0
        var section = 0.0
        var pending: Double?
        var sawUnit = false
        func isUnit(_ at: Int) -> Bool {
            at < scalars.count && (units[scalars[at]] != nil || myriads[scalars[at]] != nil)
        }
        func continues(_ at: Int) -> Bool {
            guard at < scalars.count else { return false }
            return isASCIIDigit(scalars[at]) || (digits[scalars[at]] != nil && isUnit(at + 1))
        }
        /// 만 오천.
        func continuesBehindSpace(_ at: Int) -> Bool {
            at + 1 < scalars.count && scalars[at] == " " && digits[scalars[at + 1]] != nil && isUnit(at + 2)
        }
        /// 천오백, 십오만, 십만; not 천연, 백팩, 백만송이.
        func opens(_ at: Int) -> Bool {
            guard at < scalars.count else { return false }
            if digits[scalars[at]] != nil { return isUnit(at + 1) }
            return myriads[scalars[at]] != nil && isEndOfAmount(scalars, at + 1)
        }
        /// The last digit of 이십오, 삼만이천원.
        func closes(_ at: Int) -> Bool {
            let next = at + 1 < scalars.count ? scalars[at + 1] : " "
            return next == "원" || scalars[at - 1] == "십" && (next == " " || next == "인")
        }
        loop: while index < scalars.count {
            let scalar = scalars[index]
            if isASCIIDigit(scalar) {
                guard pending == nil, let (value, next) = decimal(scalars, index) else { break }
                pending = value
                index = next
                end = index
            } else if let digit = digits[scalar] {
                guard pending == nil, isUnit(index + 1) || (sawUnit && closes(index)) else { break }
                pending = digit
                index += 1
                end = index
            } else if let unit = units[scalar] {
                let isFirst = pending == nil && !sawUnit
                if isFirst && !bareUnits && !opens(index + 1) { return nil }
                section += (pending ?? 1) * unit
                pending = nil
                sawUnit = true
                index += 1
                end = index
            } else if let myriad = myriads[scalar] {
                let isBare = pending == nil && section == 0
                let opensMore = continues(index + 1) || continuesBehindSpace(index + 1)
                if isBare && (sawUnit || (!bareUnits && !opensMore)) { break }
                total += (isBare ? 1 : section + (pending ?? 0)) * myriad
                section = 0
                pending = nil
                sawUnit = true
                index += 1
                end = index
            } else if scalar == " " {
                let next = index + 1
                let joinsUnit =
                    pending != nil && next < scalars.count && myriads[scalars[next]] != nil
                    && isEndOfAmount(scalars, next + 1)
                guard (sawUnit && pending == nil && continues(next) && goesOn(scalars, next)) || joinsUnit else {
                    break loop
                }
                index = next
            } else {
                break
            }
        }
        guard end > from else { return nil }
        let value = total + section + (pending ?? 0)
        return value > 0 || pending != nil ? (value, end) : nil
    }

    /// Behind 만 stands nothing, a space or a word for money.
    private static func isEndOfAmount(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
        at >= scalars.count || [" ", "원", "대", "이"].contains(scalars[at])
    }

    /// After `2만 `: `5천` goes on, `270` or `2개` does not.
    private static func goesOn(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
        guard isASCIIDigit(scalars[at]), let (_, next) = decimal(scalars, at) else { return true }
        return next < scalars.count && (units[scalars[next]] != nil || scalars[next] == "원")
    }

    /// nil beyond fifteen digits: no price and no measure, and no longer exact.
    private static func decimal(_ scalars: [Unicode.Scalar], _ from: Int) -> (Double, Int)? {
        var index = from
        var text = ""
        var isWhole = true
        while index < scalars.count {
            if isWhole, text.utf8.count > 15 { return nil }
            let scalar = scalars[index]
            if isASCIIDigit(scalar) {
                text.unicodeScalars.append(scalar)
            } else if scalar == ",", index + 3 < scalars.count,
                scalars[(index + 1)...(index + 3)].allSatisfy(isASCIIDigit)
            {
                // A comma between thousands.
            } else if scalar == ".", isWhole, index + 1 < scalars.count, isASCIIDigit(scalars[index + 1]) {
                text.append(".")
                isWhole = false
            } else {
                break
            }
            index += 1
        }
        if isWhole, text.utf8.count > 15 { return nil }
        return Double(text).map { ($0, index) }
    }

    private static func isASCIIDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static let counting: [String: Int] = [
        "하나": 1, "한": 1, "첫": 1, "첫째": 1, "첫번째": 1, "첫번": 1, "일번": 1, "둘": 2, "두": 2, "둘째": 2, "두번째": 2, "셋": 3, "세": 3,
        "셋째": 3,
        "세번째": 3, "석": 3, "삼번": 3, "넷": 4, "네": 4, "넷째": 4, "네번째": 4, "사번": 4, "다섯": 5, "다섯째": 5, "다섯번째": 5, "오번": 5,
        "여섯": 6,
        "여섯번째": 6, "여섯째": 6, "일곱": 7, "일곱번째": 7, "일곱째": 7, "여덟": 8, "여덟번째": 8, "여덟째": 8, "아홉": 9, "아홉번째": 9, "열": 10,
        "열번째": 10, "스무": 20, "스물": 20,
    ]

    /// A native counting word or ordinal: 하나, 두, 셋, 첫 번째. nil for anything else.
    public static func native(_ word: some StringProtocol) -> Int? { counting[String(word.filter { $0 != " " })] }
}
