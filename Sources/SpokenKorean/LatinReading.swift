/// Latin words, abbreviations and model names in Hangul.
enum LatinReading {
    /// One word with the digits and words that are tied to it: GV60, USB-C, A4, A/S, H&M, T-shirt.
    static func token(_ text: Scalars, _ index: Int, _ readings: Readings) -> Reading? {
        if let phrase = readings.phrase(text, at: index) { return phrase }
        guard text.at(index)?.isLatin == true else { return nil }
        var parts: [String] = []
        var position = index
        var isTied = false
        while let scalar = text.at(position) {
            var end = position
            var part: String
            if scalar.isLatin {
                end = wordEnd(text, position)
                part = word(text[position..<end].filter(\.isLatin), readings)
            } else if scalar.isASCIIDigit {
                end = text.end(from: position) { $0.isASCIIDigit }
                part = figures(text, position..<end)
            } else {
                break
            }
            // A single letter or figure leans on what stands before: 에이포, 케이나인.
            let isShort = scalar.isASCIIDigit && end - position == 1
            if isShort, !isTied, let last = parts.last {
                parts[parts.count - 1] = last + part
            } else {
                parts.append(part)
            }
            position = end
            isTied = false
            if text.at(position).map({ $0.isLatin || $0.isASCIIDigit }) == true { continue }
            guard let next = text.at(position + 1) else { break }
            let isWord = next.isLatin || next.isASCIIDigit
            switch text.at(position) {
            case "-" where isWord: position += 1
            case "&" where next.isLatin:
                parts.append("앤")
                position += 1
            case "/" where next.isLatin && isSingle(text, position, index):
                let isSize =
                    [text[position - 1], next].allSatisfy { ["S", "M", "L"].contains($0) } && next != text[position - 1]
                if isSize { return Reading(words: parts.joined(separator: " ") + ",", end: position + 1) }
                let rest = LetterNames.spelled([next])
                parts[parts.count - 1] += rest
                position += 2
                return Reading(words: parts.joined(separator: " "), end: position)
            case "." where next.isLatin && !next.isUpper && text.at(position - 1)?.isLatin == true:
                parts.append("점")
                position += 1
            case "." where next.isASCIIDigit && text.at(position - 1)?.isASCIIDigit == true:
                // v1.2.3
                while text.at(position) == ".", text.at(position + 1)?.isASCIIDigit == true {
                    let end = text.end(from: position + 1) { $0.isASCIIDigit }
                    parts += ["점", Numerals.decimals(Array(text[(position + 1)..<end]))]
                    position = end
                }
                return Reading(words: parts.joined(separator: " "), end: position)
            default: return Reading(words: parts.joined(separator: " "), end: position)
            }
            isTied = true
        }
        return Reading(words: parts.joined(separator: " "), end: position)
    }

    /// Single letters on both sides of the slash at `position`.
    private static func isSingle(_ text: Scalars, _ position: Int, _ start: Int) -> Bool {
        position == start + 1 && text.at(position + 2).map { !$0.isLatin && !$0.isASCIIDigit } ?? true
    }

    private static func wordEnd(_ text: Scalars, _ index: Int) -> Int {
        var end = text.end(from: index) { $0.isLatin }
        // Levi's, don't
        if text.at(end) == "'", text.at(end + 1)?.isLatin == true { end = text.end(from: end + 1) { $0.isLatin } }
        return end
    }

    private static func figures(_ text: Scalars, _ range: Range<Int>) -> String {
        if range.count == 1 { return Numerals.english(text[range.lowerBound].digit) }
        return CodeReading.model(Array(text[range]))
    }

    /// `letters` alone, without digits or signs.
    static func word(_ letters: Scalars, _ readings: Readings) -> String {
        if let known = readings.word(letters) ?? LoanWords.reading(letters) { return known }
        if letters.count == 1 || !letters.contains(where: Transliteration.isVowel) {
            return LetterNames.spelled(letters)
        }
        if letters.allSatisfy(\.isUpper) {
            return isAbbreviation(letters) ? LetterNames.spelled(letters) : Transliteration.hangul(letters)
        }
        let parts = camelParts(letters)
        if parts.count > 1 { return parts.map { word($0, readings) }.joined() }
        return LoanWords.compound(letters) ?? Transliteration.hangul(letters)
    }

    /// Capitals that are named one by one: up to three, or such as no one could speak.
    private static func isAbbreviation(_ letters: Scalars) -> Bool {
        if letters.count <= 3 { return true }
        var consonants = 0
        var vowels = 0
        for letter in letters {
            if Transliteration.isVowel(letter) {
                vowels += 1
                consonants = 0
            } else {
                consonants += 1
                if consonants > 3 { return true }
            }
        }
        let opening = letters.prefix { !Transliteration.isVowel($0) }.count
        return vowels == 0 || opening > 2 && letters.count <= 4 || vowels * 4 < letters.count
    }

    /// AirPebble: Air, Pebble; iPhone: i, Phone; HDTVs stays.
    private static func camelParts(_ letters: Scalars) -> [Scalars] {
        var parts: [Scalars] = [[]]
        for (index, letter) in letters.enumerated() {
            let isBorder = index > 0 && letter.isUpper && !letters[index - 1].isUpper
            if isBorder { parts.append([]) }
            parts[parts.count - 1].append(letter)
        }
        return parts
    }
}
