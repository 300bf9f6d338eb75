/// Dates and times of day in figures.
enum DateReading {
    /// 2026-11-26, 2026.11.26, 2026. 11. 26., 11/26, and ranges of them.
    static func date(_ text: Scalars, _ index: Int) -> Reading? {
        if let first = single(text, index) ?? short(text, index, dayDigits: 1...2),
            let start = FigureReading.behindTilde(text, first.end, dash: false),
            let second = single(text, start.index) ?? short(text, start.index, dayDigits: 1...2)
        {
            return range(first.words, second.words, text, second.end)
        }
        return single(text, index)
    }

    /// 부터 … 까지, unless the text goes on with a word for that.
    private static func range(_ first: String, _ second: String, _ text: Scalars, _ end: Int) -> Reading {
        let behind = text.at(end) == " " ? end + 1 : end
        let isSaid = ["까지", "사이", "중"].contains { text.starts(with: $0, at: behind) }
        return Reading(words: first + "부터 " + second + (isSaid ? "" : "까지"), end: end)
    }

    private static func single(_ text: Scalars, _ index: Int) -> Reading? {
        guard let day = full(text, index) ?? short(text, index, dayDigits: 2...2) else { return nil }
        return weekday(text, day)
    }

    private static func full(_ text: Scalars, _ index: Int) -> Reading? {
        guard let year = number(text, index, digits: 4...4), (1900...2199).contains(year.value),
            let separator = text.at(year.end), ["-", ".", "/"].contains(separator)
        else { return nil }
        let space = separator == "." && text.at(year.end + 1) == " " ? 1 : 0
        guard let month = number(text, year.end + 1 + space, digits: 1...2), (1...12).contains(month.value) else {
            return nil
        }
        let words = Numerals.sino(year.value) + "년 " + spoken(month: month.value)
        if text.at(month.end) == separator, space == 0 || text.at(month.end + 1) == " ",
            let day = number(text, month.end + 1 + space, digits: 1...2), (1...31).contains(day.value)
        {
            // The point behind 2026. 11. 26. belongs to it where the sentence goes on.
            let hasPoint = space == 1 && text.at(day.end) == "." && text.at(day.end + 1) != nil
            let end = skipT(text, hasPoint ? day.end + 1 : day.end)
            return Reading(words: words + " " + Numerals.sino(day.value) + "일", end: end)
        }
        // 2026-11 alone; 2026.11 is as good a number.
        guard separator == "-", month.end - year.end == 3, text.at(month.end)?.isASCIIDigit != true,
            text.at(month.end) != "-"
        else { return nil }
        return Reading(words: words, end: month.end)
    }

    /// Over the T between date and time.
    private static func skipT(_ text: Scalars, _ index: Int) -> Int {
        text.at(index) == "T" && text.at(index + 1)?.isASCIIDigit == true ? index + 1 : index
    }

    /// 11/26: with a day of two digits no fraction; between two such any.
    private static func short(_ text: Scalars, _ index: Int, dayDigits: ClosedRange<Int>) -> Reading? {
        guard let month = number(text, index, digits: 1...2), (1...12).contains(month.value), text.at(month.end) == "/",
            let day = number(text, month.end + 1, digits: dayDigits), (1...31).contains(day.value),
            text.at(day.end) != "/",
            text.at(day.end) != "."
        else { return nil }
        return Reading(words: spoken(month: month.value) + " " + Numerals.sino(day.value) + "일", end: day.end)
    }

    private static func spoken(month: Int) -> String {
        switch month {
        case 6: "유월"
        case 10: "시월"
        default: Numerals.sino(month) + "월"
        }
    }

    /// (목) behind a date.
    static func weekday(_ text: Scalars, _ reading: Reading) -> Reading {
        guard text.at(reading.end) == "(", text.at(reading.end + 2) == ")", let day = text.at(reading.end + 1),
            ["월", "화", "수", "목", "금", "토", "일"].contains(day)
        else { return reading }
        return Reading(words: reading.words + " \(day)요일", end: reading.end + 3)
    }

    // MARK: Times

    /// 14:30, 9:05:30, 10:00~18:00.
    static func time(_ text: Scalars, _ index: Int) -> Reading? {
        guard let first = clock(text, index) else { return nil }
        if let start = FigureReading.behindTilde(text, first.end, dash: true), let second = clock(text, start.index) {
            return range(first.words, second.words, text, second.end)
        }
        return first
    }

    private static func clock(_ text: Scalars, _ index: Int) -> Reading? {
        guard let hour = number(text, index, digits: 1...2), hour.value <= 24, text.at(hour.end) == ":",
            let minute = number(text, hour.end + 1, digits: 2...2), minute.value < 60
        else { return nil }
        var words = (1...12).contains(hour.value) ? (Numerals.native(hour.value) ?? "") : Numerals.sino(hour.value)
        words += " 시"
        if minute.value > 0 { words += " " + Numerals.sino(minute.value) + " 분" }
        var end = minute.end
        if text.at(end) == ":", let second = number(text, end + 1, digits: 2...2), second.value < 60 {
            if second.value > 0 { words += " " + Numerals.sino(second.value) + " 초" }
            end = second.end
        }
        // The zone of a machine's time says nothing to a shopper.
        if text.at(end) == "Z" { end += 1 }
        if text.at(end) == "+", let zone = number(text, end + 1, digits: 2...2), text.at(zone.end) == ":",
            let rest = number(text, zone.end + 1, digits: 2...2)
        {
            end = rest.end
        }
        return Reading(words: words, end: end)
    }

    private static func number(_ text: Scalars, _ index: Int, digits: ClosedRange<Int>) -> (value: Int, end: Int)? {
        let end = text.end(from: index) { $0.isASCIIDigit }
        guard digits.contains(end - index), let value = Numerals.value(Array(text[index..<end])) else { return nil }
        return (value, end)
    }
}
