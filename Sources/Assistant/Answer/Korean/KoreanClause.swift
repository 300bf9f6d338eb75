import Foundation
import Hangul
import Shop

/// The predicate of a Korean sentence, ready to end it (…이에요) or to be followed by another (…이고).
struct KoreanClause: Sendable, Equatable {
    var final: String
    var connective: String

    /// "41,900원": 41,900원이에요, 41,900원이고.
    static func be(_ noun: String) -> Self {
        // Behind a unit or a Latin word the full form reads better, and is right after any sound: 4cm이고.
        let isSpelled = noun.unicodeScalars.last.map { (0xAC00...0xD7A3).contains($0.value) } ?? false
        return Self(
            final: Josa.copula.attached(to: noun),
            connective: isSpelled ? Josa.copulaEnding.attached(to: noun) : noun + "이고")
    }

    /// Any predicate in 해요체 that ends in 있어요, 없어요, 돼요, 해요, 나와요 and the like.
    static func verb(_ final: String) -> Self {
        for (ending, connective) in [
            ("없어요", "없고"), ("있어요", "있고"), ("돼요", "되고"), ("해요", "하고"), ("아니에요", "아니고"), ("않아요", "않고"),
        ]
        where final.hasSuffix(ending) {
            return Self(final: final, connective: final.dropLast(ending.count) + connective)
        }
        return Self(final: final, connective: final)
    }

    var sentence: String { final + "." }

    func followed(by next: String) -> String { connective + ", " + next }
}

/// Lists as Korean shops write them.
enum KoreanList {
    /// "블랙, 그레이"; what exceeds `limit` becomes "등".
    static func text(_ items: [String], limit: Int = 12) -> String {
        items.count <= limit ? items.joined(separator: ", ") : items.prefix(limit).joined(separator: ", ") + " 등"
    }

    /// "가격이나 색상", "가격이나 색상이나 소재".
    static func either(_ items: [String]) -> String {
        items.enumerated().map { $0 < items.count - 1 ? Josa.orElse.attached(to: $1) : $1 }.joined(separator: " ")
    }

    private static let counts = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"]

    /// "두 가지"; above ten in digits.
    static func kinds(_ count: Int) -> String {
        (1...10).contains(count) ? counts[count] + " 가지" : "\(count)가지"
    }
}

/// Limits of money as Koreans say them.
enum KoreanMoney {
    /// "5만원", "3만 5천원", else as the price tag says it.
    /// An inclusive upper limit as people say it: 49,999 is "5만원 미만", 38,899 "38,900원 미만", 50,000 "5만원 이하".
    static func atMost(_ price: Price) -> String {
        if let round = roundNeighbour(price, price.amount + 1) { return limit(round) + " 미만" }
        return limit(price) + " 이하"
    }

    /// An inclusive lower limit: 50,001 is "5만원 초과", 50,000 "5만원 이상".
    static func atLeast(_ price: Price) -> String {
        if let round = roundNeighbour(price, price.amount - 1) { return limit(round) + " 초과" }
        return limit(price) + " 이상"
    }

    /// "3만원대" for 30,000…39,999, else "2만원~3만원".
    static func between(_ low: Price, _ high: Price) -> String {
        let width = high.amount + 1 - low.amount
        if low.currency == .krw, width >= 1_000, [1_000, 10_000, 100_000, 1_000_000].contains(width),
            low.amount % width == 0, low.amount > 0
        {
            return limit(low) + "대"
        }
        return "\(limit(low))~\(limit(high))"
    }

    private static func roundNeighbour(_ price: Price, _ amount: Int) -> Price? {
        price.currency == .krw && amount >= 1_000 && amount % 100 == 0 && price.amount % 100 != 0
            ? Price(amount, price.currency) : nil
    }

    static func limit(_ price: Price) -> String {
        guard price.currency == .krw, price.amount >= 10_000, price.amount < 100_000_000, price.amount % 1_000 == 0
        else {
            return price.description
        }
        let (tenThousands, rest) = price.amount.quotientAndRemainder(dividingBy: 10_000)
        return rest == 0
            ? "\(Price.grouped(tenThousands))만원" : "\(Price.grouped(tenThousands))만 \(rest / 1_000)천원"
    }
}
