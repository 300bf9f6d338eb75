/// Takes out of a text what may say who wrote it: addresses of mail, and numbers of telephones, accounts, orders or cards.
enum PersonalData {
    static let mark: Character = "…"
    /// What is longer is not read to its end.
    private static let longest = 4_000

    /// `text` in one line of at most `limit` characters, `…` in place of each address of mail, each run of six or more digits, and
    /// each run of nine or more that spaces, dots or hyphens divide. Digits are those of any script. O(length).
    static func masked(_ text: String, limit: Int) -> String {
        let masked = maskedNumbers(maskedAddresses(text.prefix(longest).map { $0.isWhitespace ? " " : $0 }))
        guard masked.count > limit else { return String(masked) }
        return String(masked.prefix(limit - 1)) + String(mark)
    }

    private static func maskedAddresses(_ text: [Character]) -> [Character] {
        var out: [Character] = []
        var place = 0
        while place < text.count {
            guard text[place] == "@" || text[place] == "＠" else {
                out.append(text[place])
                place += 1
                continue
            }
            let after = text[(place + 1)...].prefix(while: isPartOfAddress)
            let before = out.reversed().prefix(while: isPartOfAddress).count
            guard before > 0, !after.isEmpty else {
                out.append(text[place])
                place += 1
                continue
            }
            out.removeLast(before)
            out.append(mark)
            place += 1 + after.count
        }
        return out
    }

    private static func isPartOfAddress(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "._%+-'".contains(character)
    }

    private static func maskedNumbers(_ text: [Character]) -> [Character] {
        var out: [Character] = []
        var place = 0
        while place < text.count {
            guard isDigit(text[place]) else {
                out.append(text[place])
                place += 1
                continue
            }
            let run = numberRun(text, from: place)
            if run.isPersonal { out.append(mark) } else { out += text[place..<run.end] }
            place = run.end
        }
        return out
    }

    /// The digits from `start` on: all that divisions hold together where that makes a number of nine digits or more, else those
    /// that stand side by side.
    private static func numberRun(_ text: [Character], from start: Int) -> (end: Int, isPersonal: Bool) {
        var (place, end, digits, first) = (start, start, 0, 0)
        while place < text.count {
            if isDigit(text[place]) {
                digits += 1
                if place == start + first { first += 1 }
                place += 1
                end = place
            } else if place == end, " .-‐–)".contains(text[place]) {
                place += 1
            } else if place == end + 1, " (".contains(text[place]) {
                place += 1
            } else {
                break
            }
        }
        if digits >= 9 { return (end, true) }
        return (start + first, first >= 6)
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.unicodeScalars.first?.properties.numericType == .decimal
    }
}
