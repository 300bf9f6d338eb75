import Hangul
import Shop

/// Prices and budgets as people say them, in Korean, English, Japanese and Chinese.
struct PriceExpressions {
    let currency: Currency

    private enum Bound { case atMost, below, atLeast, above, around, nearly, decade, early, middle, late, each }

    // How a bound is said behind the number. The longest match wins.
    private static let after: [(Bound, [String])] = [
        (
            .atMost,
            [
                "이하", "까지", "안쪽", "안으로", "안에서", "안에", "이내", "내로", "내에서", "넘지않", "넘기지않", "넘어가지않", "안넘", "넘지마", "넘지말",
                "넘으면안", "한도", "선에서", "초과하지않", "초과안", "以下", "以内", "까지만", "까지는", "or less", "max", "or under",
                "or cheaper",
                "맞춰", "예산", "으로살", "이하로", "못넘", "넘지는않",
            ]
        ),
        (
            .below,
            [
                "미만", "밑으로", "밑", "아래", "언더", "보다싼", "보다싸", "보다저렴", "보다낮", "보다적", "도안되는", "도안하는", "안되는", "안되게", "안하는",
                "못미치는", "未満", "以内で",
            ]
        ),
        (.atLeast, ["이상", "부터", "최소", "以上", "or more", "or above", "and up"]),
        (.above, ["넘는", "넘게", "넘어", "넘은", "넘고", "초과", "보다비싼", "보다비싸", "위로", "오버", "より高い"]),
        (.nearly, ["언저리", "안팎"]),
        (.around, ["전후", "내외", "정도", "쯤", "근처", "가량", "선", "왔다갔다"]),
        (.each, ["짜리"]),
        (.decade, ["대"]),
        (.early, ["초반", "대초반"]),
        (.middle, ["중반", "대중반"]),
        (.late, ["후반", "대후반", "중후반", "대중후반"]),
    ]

    /// Bounds that are verbs: what hangs on them belongs to them.
    private static let verbal = ["넘", "않", "싸", "적", "낮", "되", "하는", "맞춰", "안되", "말"]
    private static let verbEndings = [
        "는거", "는걸로", "는것", "는", "게", "은", "았으면", "었으면", "으면", "면", "어가는", "어가지않는", "어가지않게", "기는", "서", "을", "고", "아야",
        "도록",
        "았으면좋겠어", "았으면해", "아도", "을만한", "어요",
    ]
    private static let before: [(Bound, [String])] = [
        (
            .atMost,
            [
                "up to", "at most", "max", "maximum", "within", "최대", "예산은", "예산이", "예산", "많아도", "비싸도", "아무리비싸도",
                "budget of", "budget", "no more than", "not more than", "not over",
            ]
        ),
        (.below, ["under", "below", "less than", "cheaper than", "lower than", "beneath"]),
        (.atLeast, ["at least", "from", "최소", "적어도", "starting at", "no less than"]),
        (.above, ["over", "above", "more than"]),
        (.around, ["약", "대략", "한", "around", "about", "approximately", "roughly"]),
    ]

    private struct Amount {
        var value: Double
        var range: Range<Int>
        /// 원, won, $ … stands with it, or 만 in it: surely money.
        var isMoney: Bool
        /// The amount of the last digit that is not zero: 10,000 of 30,000.
        var step: Double
    }

    /// Reads and takes all prices of the text into `constraints`.
    func read(_ text: inout QueryText, into constraints: inout Constraints) {
        if readRange(&text, &constraints) { return }
        var index = 0
        while index < text.count {
            if let amount = amount(in: text, at: index), apply(amount, &text, &constraints) {
                index = amount.range.upperBound
            } else {
                index += 1
            }
        }
    }

    /// `2~3만원`, `5만원에서 7만원 사이`, `between 20 and 30 dollars`, with 대 behind it or not.
    private func readRange(_ text: inout QueryText, _ constraints: inout Constraints) -> Bool {
        for start in text.scalars.indices where text.scalars[start] != " " {
            if readNeighbours(&text, at: start, &constraints) { return true }
            guard var first = amount(in: text, at: start, loose: true) else { continue }
            let joint = text.longest(
                of: ["~", "-", "–", "에서", "부터", "과", "와", "이랑", "하고", "and", "to", "〜", "から"],
                at: first.range.upperBound)
            guard let joint, let second = amount(in: text, at: text.skippingSpaces(joint.end), loose: true) else {
                continue
            }
            guard first.isMoney || second.isMoney else { continue }
            // 2~3만원: the first takes the second's unit.
            if !first.isMoney, first.value < second.value, second.value >= 1_000 {
                let unit = second.value >= 10_000 ? 10_000.0 : 1_000.0
                if first.value < 1_000 {
                    first = Amount(value: first.value * unit, range: first.range, isMoney: true, step: unit)
                }
            }
            guard first.value < second.value else { continue }
            var end = second.range.upperBound
            var high = second.value
            if let decade = text.longest(of: ["대"], at: end) {
                high = second.value + second.step - 1
                end = decade.end
            }
            for phrase in ["사이에서", "사이의", "사이로", "사이", "까지", "정도", "이내", "선에서", "짜리"] {
                if let more = text.longest(of: [phrase], at: end) {
                    end = more.end
                    break
                }
            }
            var begin = start
            if let between = text.wordBefore(start), ["between", "from"].contains(text.text(between)) {
                begin = between.lowerBound
            }
            constraints.priceMin = minor(first.value)
            constraints.priceMax = minor(high)
            text.take(begin..<text.includingParticle(end))
            return true
        }
        return false
    }

    /// `2,3만원`, 이삼만원, 삼사십만원: two numbers that follow each other with one unit for both.
    private func readNeighbours(_ text: inout QueryText, at start: Int, _ constraints: inout Constraints) -> Bool {
        guard text.isWordStart(start), !text.taken[start], let (first, next) = Self.digit(text.scalars, start),
            !text.scalars[start].isASCIIDigit || next == start + 2,
            let (second, _) = Self.digit(text.scalars, next), second == first + 1,
            let number = NumberWords.parse(text.scalars, from: next, bareUnits: false), number.end > next + 1
        else { return false }
        let unit = number.value / Double(second)
        guard unit >= 1_000, unit.truncatingRemainder(dividingBy: 1_000) == 0 else { return false }
        var end =
            text.longest(of: ["원"], at: number.end).map { isWordGoingOn(text, $0.end) ? number.end : $0.end }
            ?? number.end
        var high = number.value
        if let decade = text.longest(of: ["대"], at: end) {
            high += unit - 1
            end = decade.end
        }
        if let more = text.longest(of: ["사이", "정도", "쯤", "선", "짜리", "내외", "안팎"], at: end) { end = more.end }
        constraints.priceMin = minor(Double(first) * unit)
        constraints.priceMax = minor(high)
        text.take(start..<text.includingParticle(end))
        return true
    }

    /// One digit, in Hangul or written with a comma behind it; with where the next begins.
    private static func digit(_ scalars: [Unicode.Scalar], _ at: Int) -> (Int, Int)? {
        guard at < scalars.count else { return nil }
        let spoken: [Unicode.Scalar] = ["일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
        if let index = spoken.firstIndex(of: scalars[at] == "륙" ? "육" : scalars[at]) { return (index + 1, at + 1) }
        guard scalars[at].isASCIIDigit, scalars[at] != "0" else { return nil }
        let value = Int(scalars[at].value - 0x30)
        // The comma of 2,3만원, not that of 12,000원.
        guard at + 1 < scalars.count, [",", "、", "·"].contains(scalars[at + 1]) else { return (value, at + 1) }
        let isGrouping = at + 4 < scalars.count && scalars[(at + 2)...(at + 4)].allSatisfy(\.isASCIIDigit)
        return isGrouping ? nil : (value, at + 2)
    }

    private func apply(_ amount: Amount, _ text: inout QueryText, _ constraints: inout Constraints) -> Bool {
        var end = amount.range.upperBound
        var start = amount.range.lowerBound
        var bound: Bound?
        var longest = 0
        // 3만원은 넘지 않게, 3만원도 안 되는.
        let behindParticle = text.longest(of: ["을", "를", "은", "는", "이", "도"], at: end)?.end
        for (candidate, phrases) in Self.after {
            if let found = text.longest(of: phrases, at: end), found.end > longest {
                longest = found.end
                bound = candidate
            }
            guard [.atMost, .below, .above].contains(candidate), let behindParticle else { continue }
            if let found = text.longest(of: phrases, at: behindParticle), found.end > longest {
                longest = found.end
                bound = candidate
            }
        }
        if bound != nil {
            end = longest
            let said = text.text(max(amount.range.upperBound, end - 2)..<end)
            if Self.verbal.contains(where: { said.hasSuffix($0) }),
                let ending = text.longest(of: Self.verbEndings, at: end), text.isWordEnd(ending.end)
            {
                end = ending.end
            }
        }
        if bound == nil || bound == .decade {
            for (candidate, phrases) in Self.before {
                for phrase in phrases {
                    let width = phrase.unicodeScalars.count
                    let begin = text.skippingSpaces(max(0, start - width - 1))
                    guard bound == nil, begin < start, let stop = text.end(of: phrase.filter { $0 != " " }, at: begin),
                        text.skippingSpaces(stop) >= start, stop <= start, text.isWordStart(begin)
                    else { continue }
                    bound = candidate
                    start = begin
                }
            }
        }
        // A bare number is money only where a bound and no other unit goes with it, or a word for price stands before it.
        let isRound = amount.value >= (currency.minorPerMajor == 1 ? 1_000 : 5)
        if !amount.isMoney,
            bound == nil || bound == .decade || bound == .around || !isRound || !isBare(text, amount, end)
        {
            guard let money = text.wordBefore(start), ["가격", "가격이", "가격은", "price"].contains(text.text(money)),
                amount.value >= 100
            else { return false }
        }
        if let word = text.wordBefore(start), ["가격", "가격이", "가격은", "금액", "price", "priced"].contains(text.text(word)) {
            start = word.lowerBound
        }
        var value = amount.value
        if let pieces = sharedBy(text, after: end), bound == nil || bound == .atMost {
            value = (value / Double(pieces)).rounded(.down)
        }
        set(bound, value, amount.step, &constraints)
        text.take(start..<finish(text, from: end))
        return true
    }

    /// Nothing but a bound stands with the number: `30000 이하`, `under 800`; not `under 15 inch`, `2024년 이상`.
    private func isBare(_ text: QueryText, _ amount: Amount, _ end: Int) -> Bool {
        let hasBoundBehind = end > amount.range.upperBound
        if hasBoundBehind { return true }
        let next = text.skippingSpaces(amount.range.upperBound)
        if next >= text.count { return true }
        if next == amount.range.upperBound { return false }
        let word = text.text(next..<text.wordEnd(from: next))
        return !Quantity.isUnit(word) && !Self.units.contains(word)
    }

    /// Words behind a number that say that it is no sum of money.
    private static let units: Set<String> = [
        "lb", "lbs", "oz", "pound", "pounds", "ounce", "inches", "feet", "ft", "watt", "watts", "pack", "piece",
        "pieces", "set",
        "years", "year", "hours", "minutes", "people", "person", "tier", "count", "ct", "quart", "qt", "gallon", "mile",
        "miles",
        "개", "장", "명", "인", "년", "살", "세", "개월", "단", "칸",
    ]

    private func set(_ bound: Bound?, _ value: Double, _ step: Double, _ constraints: inout Constraints) {
        // A sum with few digits is a round figure; 9,900원짜리 means just that.
        let round = step >= value / 20
        switch bound {
        case .atMost, nil: constraints.priceMax = minor(value)
        case .below: constraints.priceMax = minor(value) - 1
        case .atLeast: constraints.priceMin = minor(value)
        case .above: constraints.priceMin = minor(value) + 1
        case .around:
            constraints.priceMin = minor(value * 0.8)
            constraints.priceMax = minor(value * 1.2)
        case .nearly:
            constraints.priceMin = minor(value * 0.8)
            constraints.priceMax = minor(value * 1.3) - 1
        case .each where round:
            constraints.priceMin = minor(value * 0.9)
            constraints.priceMax = minor(value * 1.2) - 1
        case .each:
            constraints.priceMin = minor(value)
            constraints.priceMax = minor(value)
        case .early:
            constraints.priceMin = minor(value)
            constraints.priceMax = minor(value + step * 0.4) - 1
        case .middle:
            constraints.priceMin = minor(value + step * 0.3)
            constraints.priceMax = minor(value + step * 0.7)
        case .late:
            constraints.priceMin = minor(value + step * 0.6)
            constraints.priceMax = minor(value + step) - 1
        case .decade:
            constraints.priceMin = minor(value)
            constraints.priceMax = minor(value + step) - 1
        }
    }

    /// `8만원으로 의자 두 개`: how many things the sum has to pay for.
    private func sharedBy(_ text: QueryText, after end: Int) -> Int? {
        guard text.longest(of: ["으로", "로", "에"], at: end) != nil else { return nil }
        let words = text.text(end..<text.count).split(separator: " ").map(String.init)
        for (word, next) in zip(words, words.dropFirst())
        where ["개", "벌", "켤레", "장", "세트", "개를", "권"].contains(where: next.hasPrefix) {
            if let count = NumberWords.native(word) ?? Int(word), (2...20).contains(count) { return count }
        }
        for word in words where word.hasSuffix("개") {
            if let count = NumberWords.native(String(word.dropLast())) ?? Int(word.dropLast()), (2...20).contains(count)
            {
                return count
            }
        }
        return nil
    }

    /// The end of what is said about a price, with endings such as `로`, `는`, `인`, `짜리`.
    private func finish(_ text: QueryText, from end: Int) -> Int {
        var end = text.includingParticle(end)
        for tail in [
            ["짜리"], ["하는", "되는", "괜찮아", "괜찮", "않는", "않게", "않은", "않았으면", "줄여줘"], ["걸로", "거로", "것으로", "거", "것"],
            ["중에", "중에서", "중"],
        ] {
            if let more = text.longest(of: tail, at: end), text.isWordEnd(more.end) || text.isWordStart(more.end) {
                end = text.includingParticle(more.end)
            }
        }
        return end
    }

    private func minor(_ major: Double) -> Int {
        let value = major * Double(currency.minorPerMajor)
        return Int(min(max(value, 0), 1e12).rounded())
    }

    /// An amount of money that begins at `index`. `loose`: the unit may be missing, since the other end of a range has it.
    private func amount(in text: QueryText, at index: Int, loose: Bool = false) -> Amount? {
        guard index < text.count, !text.taken[index], text.scalars[index] != " " else { return nil }
        var start = index
        var sign = false
        if ["$", "₩", "￦", "¥", "€", "£"].contains(text.scalars[index]) {
            sign = true
            start = text.skippingSpaces(index + 1)
        }
        guard start < text.count else { return nil }
        let previous = index > 0 ? text.scalars[index - 1] : " "
        guard text.isWordStart(index), !previous.isASCIIDigit, previous != ".", previous != "," else { return nil }
        // A model number (T68 3 …) is no amount.
        if previous.isLatinLetter { return nil }
        guard
            let number = NumberWords.parse(text.scalars, from: start, bareUnits: false)
                ?? bareUnit(text, at: start)
        else { return nil }
        var end = number.end
        var money = sign
        let raw = text.text(start..<end)
        if raw.contains("만") || raw.contains("천") && raw.contains(where: \.isNumber) { money = true }
        let units = [
            "원", "won", "krw", "달러", "dollars", "dollar", "usd", "bucks", "불", "ウォン", "円", "元", "유로", "euros", "euro",
            "eur", "韩元",
        ]
        if let unit = text.longest(of: units, at: end), unit.phrase != "원" || !isWordGoingOn(text, unit.end) {
            money = true
            end = unit.end
        }
        guard money || loose || number.value >= (currency.minorPerMajor == 1 ? 1_000 : 5) else { return nil }
        return Amount(value: number.value, range: index..<end, isMoney: money, step: Self.step(number.value))
    }

    /// 만 원, 천원, 백만원 without a number before it.
    private func bareUnit(_ text: QueryText, at start: Int) -> (value: Double, end: Int)? {
        guard let number = NumberWords.parse(text.scalars, from: start, bareUnits: true) else { return nil }
        let next = text.skippingSpaces(number.end)
        return text.end(of: "원", at: next) != nil ? number : nil
    }

    /// 원 that begins another word: 3만 원피스.
    private func isWordGoingOn(_ text: QueryText, _ end: Int) -> Bool {
        guard end < text.count, text.scalars[end].isHangulSyllable else { return false }
        let going: Set<Unicode.Scalar> = ["피", "목", "두", "형", "단", "통", "반", "숭", "기", "산", "룸", "예", "액", "자", "료"]
        return going.contains(text.scalars[end])
    }

    private static func step(_ value: Double) -> Double {
        guard value >= 1, value < 1e12 else { return 1 }
        var step = 1.0
        while (value / (step * 10)).rounded() * step * 10 == value { step *= 10 }
        return step
    }
}
