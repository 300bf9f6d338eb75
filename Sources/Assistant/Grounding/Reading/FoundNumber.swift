import Hangul

/// A number of a text with what it counts.
struct FoundNumber: Equatable {
    enum Unit: Hashable {
        case money(String)
        case percent
        /// 점, stars.
        case points
        /// A counting word or a unit of measure, in one spelling.
        case measure(String)
        case none
    }

    var value: Double
    var unit: Unit
    /// What hangs on the unit: 에서, 대, 부터.
    var tail: String

    func isSame(as other: FoundNumber) -> Bool { abs(value - other.value) < 1e-9 && unit == other.unit }
}

/// Units as people write them, longest first.
enum UnitWords {
    /// The unit that `word` begins with, and what is left. nil where none fits or what is left is no ending.
    static func unit(beginning word: String) -> (unit: FoundNumber.Unit, rest: String)? {
        for (name, unit) in hangul where word.hasPrefix(name) {
            let rest = String(word.dropFirst(name.count))
            if WordForms.isEnding(rest) || moneyTails.contains(rest) { return (unit, rest) }
        }
        return nil
    }

    static func latin(_ word: String) -> FoundNumber.Unit? { latinUnits[word] }

    /// Behind 원: 만원대, 원짜리.
    private static let moneyTails: Set<String> = [
        "대", "대의", "대로", "대에", "대예요", "대입니다", "대부터", "대까지", "대인", "짜리", "짜리로", "이상이면", "이상", "이하", "미만", "할인", "정도",
    ]

    private static let hangul: [(String, FoundNumber.Unit)] = {
        var list: [(String, FoundNumber.Unit)] = [
            ("원", .money("KRW")), ("달러", .money("USD")), ("엔", .money("JPY")), ("유로", .money("EUR")),
            ("퍼센트", .percent), ("프로", .percent), ("점", .points),
            ("그램", .measure("g")), ("킬로그램", .measure("kg")), ("킬로", .measure("kg")), ("키로", .measure("kg")),
            ("밀리미터", .measure("mm")), ("센티미터", .measure("cm")), ("센티", .measure("cm")), ("센치", .measure("cm")),
            ("미터", .measure("m")), ("밀리리터", .measure("ml")), ("리터", .measure("l")), ("와트", .measure("w")),
            ("인치", .measure("inch")), ("데시벨", .measure("db")),
        ]
        let counters = """
            개 건 명 가지 종 종류 번 번째 위 배 년 월 일 시 시간 분 초 주 주일 주간 개월 개월간 일간 세 살 호 인용 인 켤레 벌 장 매 팩 병 권 대 단 단계 평 회 차 \
            컬러 색 색상 포 구 피스 매입 입 도 조각 칸 단계 영업일 년간 시간 회분 인분 송이 마리 자루 세트 박스 상자 층 쪽 줄 곳 급 만점
            """
        for counter in counters.split(whereSeparator: \.isWhitespace) {
            list.append((String(counter), .measure(canonical[String(counter)] ?? String(counter))))
        }
        return list.sorted { $0.0.count > $1.0.count }
    }()

    private static let canonical = ["건": "개", "종류": "가지", "종": "가지", "컬러": "가지", "색": "가지", "색상": "가지"]

    private static let latinUnits: [String: FoundNumber.Unit] = {
        var units: [String: FoundNumber.Unit] = [
            "won": .money("KRW"), "krw": .money("KRW"), "usd": .money("USD"), "dollars": .money("USD"),
            "dollar": .money("USD"), "eur": .money("EUR"), "yen": .money("JPY"), "jpy": .money("JPY"),
            "percent": .percent, "star": .points, "stars": .points, "inch": .measure("inch"),
            "inches": .measure("inch"),
            "in": .measure("inch"), "grams": .measure("g"), "gram": .measure("g"), "colors": .measure("가지"),
            "colours": .measure("가지"), "sizes": .measure("가지"), "reviews": .measure("개"), "review": .measure("개"),
            "products": .measure("개"), "items": .measure("개"), "options": .measure("개"), "left": .measure("개"),
        ]
        for unit in [
            "g", "kg", "mg", "mm", "cm", "m", "ml", "l", "cc", "mah", "wh", "w", "kw", "gb", "tb", "mb", "db", "hz",
            "oz",
        ] {
            units[unit] = .measure(unit)
        }
        return units
    }()

    /// Han and kana behind a number.
    static let eastAsian: [(String, FoundNumber.Unit)] = [
        ("ウォン", .money("KRW")), ("韩元", .money("KRW")), ("円", .money("JPY")), ("元", .money("CNY")),
        ("パーセント", .percent), ("点", .points), ("分", .points), ("星", .points), ("件", .measure("개")), ("条", .measure("개")),
        ("個", .measure("개")), ("个", .measure("개")), ("款", .measure("개")), ("種類", .measure("가지")), ("种", .measure("가지")),
        ("色", .measure("가지")),
    ]

    static let symbols: [Unicode.Scalar: String] = ["₩": "KRW", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"]
}
