/// Korean number words.
enum Numerals {
    private static let sinoDigits = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
    private static let english = ["제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인"]
    private static let myriads = ["", "만", "억", "조", "경"]
    private static let nativeTens = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
    private static let nativeOnes = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
    private static let nativeBound = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
    /// 1~2, 2~3, … as one word.
    private static let nativePairs = ["한두", "두세", "서너", "네다섯", "대여섯", "예닐곱", "일고여덟", "여덟아홉"]

    /// 59000: 오만 구천. Parted at 만, 억 and 조, as it is written.
    static func sino(_ value: Int) -> String {
        guard value > 0 else { return value == 0 ? "영" : "마이너스 " + sino(value == .min ? .max : -value) }
        var groups: [String] = []
        var rest = value
        var power = 0
        while rest > 0 {
            let group = rest % 10_000
            rest /= 10_000
            if group > 0 {
                // 만 오천, but 일억 and 삼억 일만.
                let isBare = group == 1 && power == 1 && rest == 0
                groups.append((isBare ? "" : thousands(group)) + myriads[power])
            }
            power += 1
        }
        return groups.reversed().joined(separator: " ")
    }

    /// 1…9,999.
    private static func thousands(_ value: Int) -> String {
        var text = ""
        for (unit, name) in [(1_000, "천"), (100, "백"), (10, "십"), (1, "")] {
            let digit = value / unit % 10
            if digit == 0 { continue }
            text += (digit == 1 && unit > 1 ? "" : sinoDigits[digit]) + name
        }
        return text
    }

    /// A whole number of any length: beyond sixteen digits, or with a zero in front, digit by digit.
    static func sino(digits: Scalars) -> String {
        if digits.count > 16 || (digits.count > 1 && digits.first == "0") { return each(digits) }
        return sino(value(digits) ?? 0)
    }

    /// Up to eighteen digits.
    static func value(_ digits: Scalars) -> Int? {
        guard digits.count <= 18 else { return nil }
        return digits.reduce(0) { $0 * 10 + $1.digit }
    }

    /// 1…99 before a counter: 한, 스무, 스물한. nil beyond.
    static func native(_ value: Int) -> String? {
        guard (1...99).contains(value) else { return nil }
        return value == 20 ? "스무" : nativeTens[value / 10] + nativeBound[value % 10]
    }

    /// 1…99 alone: 하나, 스물, 스물하나. nil beyond.
    static func nativeAlone(_ value: Int) -> String? {
        guard (1...99).contains(value) else { return nil }
        return nativeTens[value / 10] + nativeOnes[value % 10]
    }

    /// 두세 for 2 and 3; nil where there is no such word.
    static func nativePair(_ first: Int, _ second: Int) -> String? {
        guard second == first + 1, nativePairs.indices.contains(first - 1) else { return nil }
        return nativePairs[first - 1]
    }

    /// Digit by digit as telephone numbers are read: 공일공.
    static func each(_ digits: Scalars) -> String { digits.map { $0.digit == 0 ? "공" : sinoDigits[$0.digit] }.joined() }

    /// Digit by digit behind a decimal point: 영오.
    static func decimals(_ digits: Scalars) -> String { digits.map { sinoDigits[$0.digit] }.joined() }

    /// 0…9 as English words: 원, 투, 쓰리.
    static func english(_ digit: Int) -> String { english.indices.contains(digit) ? english[digit] : sino(digit) }
}
