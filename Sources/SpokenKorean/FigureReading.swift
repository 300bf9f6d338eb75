/// What is said, and the index behind what was read.
struct Reading {
    var words: String
    var end: Int
}

/// Numbers with what stands behind them, and numbers in relation to each other.
enum FigureReading {
    /// 3개, 59,000원, 3.5cm, 30%, 4만5천원대, or a bare number.
    static func quantity(_ text: Scalars, _ index: Int) -> Reading? {
        guard let amount = Amount(text, at: index) else { return nil }
        return quantity(amount, text)
    }

    private static func quantity(_ amount: Amount, _ text: Scalars) -> Reading {
        let hasSpace = text.at(amount.end) == " "
        let behind = hasSpace ? amount.end + 1 : amount.end
        if let unit = unit(text, behind, afterSpace: hasSpace) {
            return Reading(words: amount.sino + " " + unit.spoken, end: unit.end)
        }
        if let counter = Counter.match(text, at: behind, afterSpace: hasSpace) {
            let end = behind + counter.word.unicodeScalars.count
            if let value = amount.value {
                return Reading(
                    words: counter.reading(of: value, next: text.text(end..<min(end + 8, text.count))), end: end)
            }
            return Reading(words: amount.sino + " " + counter.word, end: end)
        }
        return Reading(words: amount.sino, end: amount.end)
    }

    private static func unit(_ text: Scalars, _ index: Int, afterSpace: Bool) -> (spoken: String, end: Int)? {
        guard let unit = Units.match(text, at: index) else { return nil }
        if text.at(index) == "\"" {
            // The end of a quotation, where one is open.
            let isOpen = text[..<index].count { $0 == "\"" } % 2 == 1
            if isOpen || afterSpace { return nil }
        }
        // `2 m`; but `XL 3 A` has no ampere, and a lone capital behind a space is a letter.
        if afterSpace, unit.end == index + 1, text.at(index)?.isLatin == true, text.at(index)?.isUpper == true {
            return nil
        }
        return unit
    }

    // MARK: Two numbers

    /// 2~3만원, 10~20%, 11/1~11/30, 10:00~18:00, 3-4일.
    static func range(_ text: Scalars, _ index: Int) -> Reading? {
        guard let first = Amount(text, at: index) else { return nil }
        var firstEnd = first.end
        var counter: Counter?
        if let found = Counter.match(text, at: first.end, afterSpace: false) {
            counter = found
            firstEnd = first.end + found.word.unicodeScalars.count
        } else if let unit = unit(text, first.end, afterSpace: false) {
            firstEnd = unit.end
        }
        guard let start = behindTilde(text, firstEnd, dash: counter == nil && firstEnd == first.end),
            let second = Amount(text, at: start.index)
        else { return nil }
        let right = quantity(second, text)
        if start.isDash, right.end == second.end { return nil }
        if firstEnd > first.end || !first.isPlain {
            let left = quantity(first, text)
            return Reading(words: left.words + "에서 " + right.words, end: right.end)
        }
        let next = Counter.match(text, at: second.end, afterSpace: text.at(second.end) == " ")
        let isNative = second.isPlain && next?.system == .native
        if let low = first.value, let high = second.figure.value, first.isPlain, second.figure.isWhole {
            if isNative, let pair = Numerals.nativePair(low, high), let next {
                return Reading(words: pair + " " + next.word, end: right.end)
            }
            if !isNative, high == low + 1, (1...8).contains(low), right.end > second.end || !second.isPlain {
                return Reading(words: Numerals.sino(low) + right.words, end: right.end)
            }
            if isNative, let alone = Numerals.nativeAlone(low) {
                return Reading(words: alone + "에서 " + right.words, end: right.end)
            }
            if !second.isPlain, let product = multiply(low, second.power) {
                return Reading(words: Numerals.sino(product) + "에서 " + right.words, end: right.end)
            }
        }
        return Reading(words: first.sino + "에서 " + right.words, end: right.end)
    }

    private static func multiply(_ value: Int, _ power: Int) -> Int? {
        let (product, isOver) = value.multipliedReportingOverflow(by: power)
        return isOver || product >= 10_000_000_000_000_000 ? nil : product
    }

    /// The index of what stands behind `~`, `–`, `→` or, with `dash`, `-`.
    static func behindTilde(_ text: Scalars, _ index: Int, dash: Bool) -> (index: Int, isDash: Bool)? {
        var position = index
        if text.at(position) == " " { position += 1 }
        guard let sign = text.at(position) else { return nil }
        let isDash = sign == "-"
        guard ["~", "–", "→"].contains(sign) || (dash && isDash) else { return nil }
        position += 1
        if text.at(position) == " " { position += 1 }
        guard text.at(position)?.isASCIIDigit == true else { return nil }
        return (position, isDash)
    }

    /// 1+1: as the offer is called; larger ones as sums.
    static func plus(_ text: Scalars, _ index: Int) -> Reading? {
        guard let first = Figure(text, at: index), first.isWhole, let low = first.value, text.at(first.end) == "+",
            let second = Figure(text, at: first.end + 1), second.isWhole, let high = second.value
        else { return nil }
        if low < 10, high < 10, text.at(second.end)?.isLatin != true {
            return Reading(words: "\(Numerals.english(low)) 플러스 \(Numerals.english(high))", end: second.end)
        }
        return Reading(words: first.sino + " 더하기 " + second.sino, end: second.end)
    }

    /// 16:9. What can be a time of day is read before.
    static func ratio(_ text: Scalars, _ index: Int) -> Reading? {
        guard let first = Figure(text, at: index), text.at(first.end) == ":",
            let second = Figure(text, at: first.end + 1)
        else { return nil }
        return Reading(words: first.sino + " 대 " + second.sino, end: second.end)
    }

    /// 1/2: 이분의 일. What can be a date is read before.
    static func fraction(_ text: Scalars, _ index: Int) -> Reading? {
        guard let first = Figure(text, at: index), first.isWhole, let low = first.value, text.at(first.end) == "/",
            let second = Figure(text, at: first.end + 1), second.isWhole, let high = second.value,
            text.at(second.end) != "/"
        else { return nil }
        if low > 0, low < high, high <= 10 {
            return Reading(words: second.sino + "분의 " + first.sino, end: second.end)
        }
        return Reading(words: first.sino + ", " + second.sino, end: second.end)
    }

    /// 10×20cm, 10 x 20 x 5 cm.
    static func product(_ text: Scalars, _ index: Int) -> Reading? {
        guard let first = Figure(text, at: index) else { return nil }
        var words: [String] = []
        var position = first.end
        var last = first
        while let next = behindCross(text, position, unit: &words, figure: last) {
            guard let figure = Figure(text, at: next) else { return nil }
            last = figure
            position = figure.end
        }
        guard !words.isEmpty else { return nil }
        guard let tail = quantity(text, last.end - written(last)) else { return nil }
        return Reading(words: (words + [tail.words]).joined(separator: " 곱하기 "), end: tail.end)
    }

    private static func written(_ figure: Figure) -> Int {
        let commas = figure.hasComma ? (figure.digits.count - 1) / 3 : 0
        return figure.digits.count + commas + (figure.isWhole ? 0 : figure.fraction.count + 1)
    }

    /// The index behind ` x `, with the figure before it noted in `unit`; a unit may stand between (10cm x 20cm).
    private static func behindCross(
        _ text: Scalars, _ index: Int, unit words: inout [String], figure: Figure
    ) -> Int? {
        var position = index
        var spoken = figure.sino
        if let unit = unit(text, position, afterSpace: false), text.at(position) != "\"" {
            spoken += " " + unit.spoken
            position = unit.end
        }
        if text.at(position) == " " { position += 1 }
        guard let sign = text.at(position), ["×", "x", "X", "*"].contains(sign) else { return nil }
        position += 1
        if text.at(position) == " " { position += 1 }
        guard text.at(position)?.isASCIIDigit == true else { return nil }
        words.append(spoken)
        return position
    }
}
