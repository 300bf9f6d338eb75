import Hangul

/// A part of a sentence.
struct Lexeme {
    enum Kind {
        case word(String)
        case number(FoundNumber)
        /// Products by their place in the turn, and the particle behind them.
        case mention(Set<Int>, tail: String)
        case mark(Unicode.Scalar)
        /// A letter, digit or sign of no known script.
        case foreign
    }

    var kind: Kind

    var word: String? { if case .word(let word) = kind { word } else { nil } }
    var number: FoundNumber? { if case .number(let number) = kind { number } else { nil } }
    var mention: Set<Int>? { if case .mention(let products, _) = kind { products } else { nil } }
    var isComma: Bool { if case .mark(let mark) = kind { ",;、，·".unicodeScalars.contains(mark) } else { false } }
}

/// Cuts folded text into words, numbers with their units, and marks. O(length × longest unit).
struct Lexer {
    let scalars: [Unicode.Scalar]
    /// Kana and Han words to cut texts without spaces along, folded.
    var known: EastAsianWords?
    private var index = 0

    init(_ folded: String, known: EastAsianWords? = nil) {
        self.init(Array(folded.unicodeScalars), known: known)
    }

    init(_ scalars: [Unicode.Scalar], known: EastAsianWords? = nil) {
        self.scalars = scalars
        self.known = known
    }

    /// The lexemes of `range`.
    mutating func lexemes(in range: Range<Int>) -> [Lexeme] {
        var out: [Lexeme] = []
        index = range.lowerBound
        while index < range.upperBound {
            let scalar = scalars[index]
            switch Script(scalar) {
            case .space: index += 1
            case .hangul: hangul(range.upperBound, into: &out)
            case .latin: latin(range.upperBound, into: &out)
            case .digit: number(range.upperBound, currency: nil, into: &out)
            case .eastAsian: eastAsian(range.upperBound, into: &out)
            case .mark:
                index += 1
                if let code = UnitWords.symbols[scalar] {
                    while index < range.upperBound, scalars[index] == " " { index += 1 }
                    guard index < range.upperBound, Script(scalars[index]) == .digit else {
                        out.append(Lexeme(kind: .foreign))
                        continue
                    }
                    number(range.upperBound, currency: code, into: &out)
                } else {
                    out.append(Lexeme(kind: .mark(scalar)))
                }
            case .unknown:
                index += 1
                out.append(Lexeme(kind: .foreign))
            }
        }
        return out
    }

    mutating func lexemes() -> [Lexeme] { lexemes(in: 0..<scalars.count) }

    // MARK: Words

    private func run(_ script: Script, _ limit: Int) -> Int {
        var end = index
        while end < limit, Script(scalars[end]) == script { end += 1 }
        return end
    }

    private mutating func hangul(_ limit: Int, into out: inout [Lexeme]) {
        if let (value, end) = spokenNumber(limit) {
            index = end
            out.append(Lexeme(kind: .number(withUnit(value, limit, currency: nil))))
            return
        }
        let end = run(.hangul, limit)
        out.append(Lexeme(kind: .word(WordForms.string(scalars[index..<end]))))
        index = end
    }

    /// 오만 구천 원: numerals of Hangul count where a unit of money or per cent follows.
    private func spokenNumber(_ limit: Int) -> (Double, Int)? {
        guard "일이삼사오육륙칠팔구십백천만억".unicodeScalars.contains(scalars[index]),
            let (value, end) = NumberWords.parse(scalars, from: index, bareUnits: false), end <= limit
        else { return nil }
        var next = end
        while next < limit, scalars[next] == " " { next += 1 }
        let rest = WordForms.string(scalars[next..<limit].prefix(4))
        return ["원", "퍼센트", "프로", "달러"].contains { rest.hasPrefix($0) } ? (value, end) : nil
    }

    /// Latin words with the digits, hyphens and apostrophes inside them: rn-504, ipx5, don't.
    private mutating func latin(_ limit: Int, into out: inout [Lexeme]) {
        let end = code(from: index, limit)
        let word = WordForms.string(scalars[index..<end]).replacing("’", with: "'")
        index = end
        if ["krw", "usd"].contains(word) {
            var next = index
            while next < limit, scalars[next] == " " { next += 1 }
            if next < limit, Script(scalars[next]) == .digit {
                index = next
                number(limit, currency: word.uppercased(), into: &out)
                return
            }
        }
        out.append(Lexeme(kind: .word(word)))
        _ = tail(limit)
    }

    private func code(from start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit {
            let script = Script(scalars[end])
            if script == .latin || script == .digit {
                end += 1
            } else if "-'’".unicodeScalars.contains(scalars[end]), end + 1 < limit, end > start,
                [.latin, .digit].contains(Script(scalars[end + 1]))
            {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    private mutating func eastAsian(_ limit: Int, into out: inout [Lexeme]) {
        let end = run(.eastAsian, limit)
        let text = Array(scalars[index..<end])
        index = end
        for piece in known?.pieces(text) ?? [WordForms.string(text)] { out.append(Lexeme(kind: .word(piece))) }
    }

    // MARK: Numbers

    private mutating func number(_ limit: Int, currency: String?, into out: inout [Lexeme]) {
        let start = index
        // 2xl, 1400x700, 3in1: a code, unless what follows the digits is a unit.
        var digits = index
        while digits < limit, Script(scalars[digits]) == .digit || ".,".unicodeScalars.contains(scalars[digits]) {
            digits += 1
        }
        if currency == nil, digits < limit, Script(scalars[digits]) == .latin {
            let end = code(from: digits, limit)
            let letters = WordForms.string(scalars[digits..<end])
            if UnitWords.latin(letters) == nil {
                out.append(Lexeme(kind: .word(WordForms.string(scalars[start..<end]))))
                index = end
                _ = tail(limit)
                return
            }
        }
        guard let (value, end) = NumberWords.parse(scalars, from: index, bareUnits: false), end <= limit else {
            // Too long for a number of a shop, or 0 with nothing behind it.
            index = max(digits, index + 1)
            let isZero = scalars[start..<index].allSatisfy { $0 == "0" }
            out.append(
                Lexeme(kind: isZero ? .number(withUnit(0, limit, currency: currency)) : .foreign))
            return
        }
        index = end
        out.append(Lexeme(kind: .number(withUnit(value, limit, currency: currency))))
    }

    private mutating func withUnit(_ value: Double, _ limit: Int, currency: String?) -> FoundNumber {
        var next = index
        if next < limit, scalars[next] == " " { next += 1 }
        var found = FoundNumber(value: value, unit: currency.map { .money($0) } ?? .none, tail: "")
        guard next < limit else { return found }
        switch Script(scalars[next]) {
        case .mark where "%".unicodeScalars.contains(scalars[next]):
            found.unit = .percent
            index = next + 1
            found.tail = tail(limit)
        case .mark where scalars[next] == "\"" && next == index:
            break
        case .hangul:
            var end = next
            while end < limit, Script(scalars[end]) == .hangul { end += 1 }
            let word = WordForms.string(scalars[next..<end])
            if let (unit, rest) = UnitWords.unit(beginning: word) {
                found.unit = unit
                found.tail = rest
                index = end
            } else if next == index, WordForms.isEnding(word) {
                found.tail = word
                index = end
            }
        case .latin:
            let end = code(from: next, limit)
            let word = WordForms.string(scalars[next..<end])
            if let unit = UnitWords.latin(word), currency == nil || unit == .money(currency ?? "") {
                // Of English counting words the word itself stays: it says what is counted.
                found.unit = unit
                index = end
                found.tail = tail(limit)
                if ["reviews", "review", "left", "colors", "colours", "sizes"].contains(word) { found.tail = word }
            }
        case .eastAsian:
            let rest = WordForms.string(scalars[next..<min(limit, next + 5)])
            if let (name, unit) = UnitWords.eastAsian.first(where: { rest.hasPrefix($0.0) }) {
                found.unit = unit
                index = next + name.unicodeScalars.count
            }
        default: break
        }
        return found
    }

    /// Particles on a unit that is no Hangul: 620g이에요.
    private mutating func tail(_ limit: Int) -> String {
        var end = index
        while end < limit, Script(scalars[end]) == .hangul { end += 1 }
        let word = WordForms.string(scalars[index..<end])
        guard !word.isEmpty, WordForms.isEnding(word) else { return "" }
        index = end
        return word
    }
}

enum Script {
    case hangul, latin, digit, eastAsian, space, mark, unknown

    init(_ scalar: Unicode.Scalar) {
        self =
            switch scalar.value {
            case 0x30...0x39: .digit
            case 0x61...0x7A, 0x41...0x5A, 0xDF...0xF6, 0xF8...0xFF: .latin
            case 0xAC00...0xD7A3: .hangul
            case 0x3005...0x3007, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF: .eastAsian
            case 0x20: .space
            default: Self.marks.contains(scalar) ? .mark : .unknown
            }
    }

    private static let marks = Set(".,!?~…·:;()[]\"'“”‘’「」『』–—-/%+&*#•、。！？，：₩$€£¥℃°×™®".unicodeScalars)
}

/// Cuts Japanese and Chinese along known words, the longest first.
struct EastAsianWords {
    private let words: Set<String>
    private let longest: Int

    init(_ words: some Sequence<String>) {
        self.words = Set(words)
        longest = self.words.map(\.unicodeScalars.count).max() ?? 1
    }

    /// Known words, and in between what no word covers. O(length × longest word).
    func pieces(_ text: [Unicode.Scalar]) -> [String] {
        var out: [String] = []
        var unknown: [Unicode.Scalar] = []
        var index = 0
        next: while index < text.count {
            for length in stride(from: min(longest, text.count - index), through: 1, by: -1) {
                let piece = WordForms.string(text[index..<index + length])
                guard words.contains(piece) else { continue }
                if !unknown.isEmpty { out.append(WordForms.string(unknown)) }
                unknown = []
                out.append(piece)
                index += length
                continue next
            }
            unknown.append(text[index])
            index += 1
        }
        if !unknown.isEmpty { out.append(WordForms.string(unknown)) }
        return out
    }
}
