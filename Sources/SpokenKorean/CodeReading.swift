/// Figures that name something and count nothing: telephone and order numbers, model names, addresses.
enum CodeReading {
    // MARK: Telephone

    /// 010-1234-5678, 02 123 4567, 01012345678, 1588-1234, +82… (the plus is read before).
    static func telephone(_ text: Scalars, _ index: Int) -> Reading? {
        if text.at(index - 1) == "-" || text.at(index - 1) == "." { return nil }
        let groups = digitGroups(text, index, separators: ["-", ".", " "], atMost: 4)
        let sizes = groups.map { $0.count }
        guard let first = groups.first?.digits else { return nil }
        let head = text.text(first)
        if head.hasPrefix("0"), (2...4).contains(sizes[0]), sizes.count >= 3, (3...4).contains(sizes[1]), sizes[2] == 4
        {
            return spoken(text, Array(groups.prefix(3)))
        }
        if head == "82", text.at(index - 1) == "+", sizes.count >= 4, (1...3).contains(sizes[1]), sizes[3] == 4 {
            return spoken(text, groups)
        }
        if sizes.count >= 2, sizes[0] == 4, sizes[1] == 4, head.hasPrefix("1"),
            ["5", "6", "8"].contains(head.dropFirst().first),
            text.at(groups[0].digits.upperBound) == "-"
        {
            return spoken(text, Array(groups.prefix(2)))
        }
        if sizes[0] == 11, head.hasPrefix("01") {
            let digits = Array(text[first])
            let words = [digits[0..<3], digits[3..<7], digits[7..<11]].map { Numerals.each(Array($0)) }
            return Reading(words: words.joined(separator: " "), end: first.upperBound)
        }
        return nil
    }

    private struct Group {
        var digits: Range<Int>
        var count: Int { digits.count }
    }

    private static func spoken(_ text: Scalars, _ groups: [Group]) -> Reading {
        Reading(
            words: groups.map { Numerals.each(Array(text[$0.digits])) }.joined(separator: " "),
            end: groups.last?.digits.upperBound ?? 0)
    }

    private static func digitGroups(
        _ text: Scalars, _ index: Int, separators: [Unicode.Scalar], atMost limit: Int
    ) -> [Group] {
        var groups: [Group] = []
        var position = index
        while groups.count < limit {
            let end = text.end(from: position) { $0.isASCIIDigit }
            guard end > position else { break }
            groups.append(Group(digits: position..<end))
            guard let separator = text.at(end), separators.contains(separator) else { break }
            position = end + 1
        }
        return groups
    }

    // MARK: Order numbers

    /// 20261126-0001, 6123-4567-8901: digit by digit; 12-3 with 다시.
    static func groups(_ text: Scalars, _ index: Int) -> Reading? {
        let groups = digitGroups(text, index, separators: ["-"], atMost: 8)
        guard groups.count >= 2, let last = groups.last else { return nil }
        let end = last.digits.upperBound
        // 2-3일 is a range, 10-20cm too.
        if groups.count == 2,
            Units.match(text, at: end) != nil || Counter.match(text, at: end, afterSpace: false) != nil
        {
            let isAddress = ["번지", "동", "호"].contains { text.starts(with: $0, at: end) }
            if !isAddress { return nil }
        }
        if text.at(end)?.isLatin == true { return nil }
        let isCode =
            groups.count > 2 || groups.contains { $0.count > 4 || ($0.count > 1 && text[$0.digits.lowerBound] == "0") }
        if isCode { return spoken(text, groups) }
        let words = groups.map { Numerals.sino(digits: Array(text[$0.digits])) }
        return Reading(words: words.joined(separator: " 다시 "), end: end)
    }

    /// A number without commas that is too long for a quantity, begins with a zero, or stands behind 번호.
    static func number(_ text: Scalars, _ index: Int) -> Reading? {
        let end = text.end(from: index) { $0.isASCIIDigit }
        let count = end - index
        if text.at(end) == ",", text.at(end + 1)?.isASCIIDigit == true { return nil }
        if text.at(end) == ".", text.at(end + 1)?.isASCIIDigit == true {
            return version(text, index)
        }
        let hasZero = count > 1 && text[index] == "0"
        let isNamed = count >= 4 && isBehindNumberWord(text, index)
        let isLong = count >= 8 && !isCounted(text, end)
        guard hasZero && !isCounted(text, end) || isNamed || isLong else { return nil }
        return Reading(words: Numerals.each(Array(text[index..<end])), end: end)
    }

    /// 1.2.3: each with 점.
    private static func version(_ text: Scalars, _ index: Int) -> Reading? {
        let groups = digitGroups(text, index, separators: ["."], atMost: 8)
        guard groups.count >= 3, let last = groups.last else { return nil }
        let words = groups.map { Numerals.sino(digits: Array(text[$0.digits])) }
        return Reading(words: words.joined(separator: " 점 "), end: last.digits.upperBound)
    }

    private static func isCounted(_ text: Scalars, _ end: Int) -> Bool {
        let behind = text.at(end) == " " ? end + 1 : end
        return Counter.match(text, at: behind, afterSpace: behind > end) != nil || Units.match(text, at: behind) != nil
    }

    private static func isBehindNumberWord(_ text: Scalars, _ index: Int) -> Bool {
        let start = max(0, index - 6)
        let before = text.text(start..<index)
        return before.contains("번호") || before.contains("코드")
    }

    // MARK: Figures with letters

    /// 3D, 4K, 2XL, 15P, 1TB is a unit and not meant here.
    static func figureAndLetters(_ text: Scalars, _ index: Int, _ readings: Readings) -> Reading? {
        let end = text.end(from: index) { $0.isASCIIDigit }
        guard let letter = text.at(end), letter.isLatin, Units.match(text, at: end) == nil else { return nil }
        // 10x20 is read as a product, 1st is not read as letters.
        let lettersEnd = text.end(from: end) { $0.isLatin }
        let letters = text.text(end..<lettersEnd).lowercased()
        if ["st", "nd", "rd", "th"].contains(letters) {
            return Reading(words: Numerals.sino(digits: Array(text[index..<end])), end: lettersEnd)
        }
        let figure = end - index == 1 ? Numerals.english(text[index].digit) : model(Array(text[index..<end]))
        guard let rest = LatinReading.token(text, end, readings) else { return nil }
        let joiner = end - index == 1 ? "" : " "
        return Reading(words: figure + joiner + rest.words, end: rest.end)
    }

    /// The figures of a model name: 60 육십, 1000 천, 4090 사공구공.
    static func model(_ digits: Scalars) -> String {
        let isRound = digits.count == 4 && digits.suffix(2).allSatisfy { $0 == "0" }
        if digits.first != "0", digits.count <= 3 || isRound { return Numerals.sino(digits: digits) }
        return Numerals.each(digits)
    }

    // MARK: E-mail

    static func email(_ text: Scalars, _ index: Int, _ readings: Readings) -> Reading? {
        let nameEnd = min(text.end(from: index) { isAddress($0) }, index + 64)
        guard text.at(nameEnd) == "@" else { return nil }
        var end = text.end(from: nameEnd + 1) { isAddress($0) && $0 != "_" && $0 != "+" }
        while end > nameEnd, text.at(end - 1) == "." || text.at(end - 1) == "-" { end -= 1 }
        guard end > nameEnd + 3, text[(nameEnd + 1)..<end].contains(".") else { return nil }
        let words = spelled(text, index..<nameEnd, readings) + ["골뱅이"] + spelled(text, (nameEnd + 1)..<end, readings)
        return Reading(words: words.joined(separator: " "), end: end)
    }

    private static func isAddress(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLatin || scalar.isASCIIDigit || [".", "-", "_", "+"].contains(scalar)
    }

    private static func spelled(_ text: Scalars, _ range: Range<Int>, _ readings: Readings) -> [String] {
        var words: [String] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text[index]
            if scalar.isLatin {
                let end = min(text.end(from: index) { $0.isLatin }, range.upperBound)
                words.append(LatinReading.word(Array(text[index..<end]), readings))
                index = end
                continue
            }
            if scalar.isASCIIDigit {
                let end = min(text.end(from: index) { $0.isASCIIDigit }, range.upperBound)
                words.append(Numerals.each(Array(text[index..<end])))
                index = end
                continue
            }
            words.append([".": "점", "-": "하이픈", "_": "언더바", "+": "플러스"][scalar] ?? "")
            index += 1
        }
        return words
    }
}
