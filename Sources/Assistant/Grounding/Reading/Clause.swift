/// A clause of a sentence: what is affirmed or denied as one.
struct Clause {
    var lexemes: [Lexeme]

    var words: [String] { lexemes.compactMap(\.word) }

    /// How often it denies. 뿐만 아니라 does not.
    var denials: Int {
        var count = 0
        var previous = ""
        for word in words {
            if Polarity.denies(word), !(word.hasPrefix("아니") && previous.hasPrefix("뿐")) { count += 1 }
            previous = word
        }
        return count
    }

    var isDenied: Bool { denials % 2 == 1 }

    static func split(_ lexemes: [Lexeme]) -> [Clause] {
        var out: [Clause] = []
        var current: [Lexeme] = []
        func closes(_ lexeme: Lexeme, last: Lexeme?) -> Bool {
            guard lexeme.isComma else { return false }
            if let word = last?.word { return Polarity.isPredicate(word) }
            if let number = last?.number { return Polarity.isPredicate(number.tail) }
            return false
        }
        for lexeme in lexemes {
            if closes(lexeme, last: current.last) {
                out.append(Clause(lexemes: current))
                current = []
                continue
            }
            current.append(lexeme)
            let ends =
                lexeme.word.map(Polarity.endsClause) ?? lexeme.number.map { Polarity.endsClause("수" + $0.tail) }
                ?? false
            if ends {
                out.append(Clause(lexemes: current))
                current = []
            }
        }
        if !current.isEmpty { out.append(Clause(lexemes: current)) }
        return out
    }
}
