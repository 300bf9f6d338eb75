/// A run of one script in a text.
public struct Token: Sendable, Hashable {
    public enum Kind: Sendable { case hangul, latin, number, other }

    public var text: String
    public var kind: Kind

    public init(text: String, kind: Kind) {
        self.text = text
        self.kind = kind
    }
}

/// Cuts folded text (see `TextFolding`) into words.
public enum Tokenizer {
    private enum Script { case hangul, latin, digit, other, joiner, none }

    /// Runs of Hangul, of Latin letters (Greek and Cyrillic are taken as such), of digits (with `,` between thousands and a decimal point), and of kana and Han. A name
    /// that mixes Latin letters and digits, or joins them with hyphens, comes once whole (`NF-R9` as `nfr9`) and then in its
    /// parts. O(length).
    public static func tokens(_ folded: some StringProtocol) -> [Token] {
        var out: [Token] = []
        let scalars = Array(folded.unicodeScalars)
        var index = 0
        while index < scalars.count {
            switch script(scalars[index]) {
            case .none, .joiner: index += 1
            case .hangul: index = run(scalars, index, .hangul, as: .hangul, into: &out)
            case .other: index = run(scalars, index, .other, as: .other, into: &out)
            case .latin, .digit: index = mixedRun(scalars, index, into: &out)
            }
        }
        return out
    }

    private static func run(
        _ scalars: [Unicode.Scalar], _ start: Int, _ wanted: Script, as kind: Token.Kind, into out: inout [Token]
    ) -> Int {
        var end = start
        while end < scalars.count, script(scalars[end]) == wanted { end += 1 }
        out.append(Token(text: string(scalars[start..<end]), kind: kind))
        return end
    }

    private static func mixedRun(_ scalars: [Unicode.Scalar], _ start: Int, into out: inout [Token]) -> Int {
        var parts: [Token] = []
        var index = start
        while index < scalars.count {
            switch script(scalars[index]) {
            case .latin:
                var end = index
                while end < scalars.count, script(scalars[end]) == .latin { end += 1 }
                parts.append(Token(text: string(scalars[index..<end]), kind: .latin))
                index = end
                // 's
                if index + 1 < scalars.count, scalars[index] == "'" || scalars[index] == "’", scalars[index + 1] == "s",
                    index + 2 >= scalars.count || script(scalars[index + 2]) != .latin
                {
                    index += 2
                }
            case .digit:
                let (text, end) = number(scalars, index)
                parts.append(Token(text: text, kind: .number))
                index = end
            case .joiner where index + 1 < scalars.count && [.latin, .digit].contains(script(scalars[index + 1])):
                index += 1
            case .joiner, .hangul, .other, .none:
                return finish(parts, index, into: &out)
            }
        }
        return finish(parts, index, into: &out)
    }

    private static func finish(_ parts: [Token], _ end: Int, into out: inout [Token]) -> Int {
        if parts.count > 1, parts.count <= 6, parts.contains(where: { $0.kind == .latin }) {
            out.append(Token(text: parts.map(\.text).joined(), kind: .latin))
        }
        out += parts
        return end
    }

    private static func number(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int) {
        var text = String.UnicodeScalarView()
        var index = start
        while index < scalars.count {
            let scalar = scalars[index]
            if script(scalar) == .digit {
                text.append(scalar)
            } else if scalar == ",", index + 3 < scalars.count,
                (1...3).allSatisfy({ script(scalars[index + $0]) == .digit })
            {
                // Between thousands.
            } else if scalar == ".", index + 1 < scalars.count, script(scalars[index + 1]) == .digit {
                text.append(scalar)
            } else {
                break
            }
            index += 1
        }
        return (String(text), index)
    }

    private static func script(_ scalar: Unicode.Scalar) -> Script {
        switch scalar.value {
        case 0x30...0x39: .digit
        case 0x61...0x7A, 0x41...0x5A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x370...0x52F, 0x1E00...0x1FFF: .latin
        case 0xAC00...0xD7A3, 0x3131...0x318E: .hangul
        case 0x3005...0x3007, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF,
            0x20000...0x3FFFF, 0xE00...0xE7F:
            .other
        case 0x2D: .joiner
        default: .none
        }
    }

    private static func string(_ scalars: some Collection<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// A very light English stem: the plural ending only. batteries gives battery, glasses glass, headphones headphone, knives
    /// knife; lens, gps, bus and ps4 stay.
    public static func englishStem(_ word: some StringProtocol) -> String {
        let text = String(word)
        guard text.utf8.count > 3, text.hasSuffix("s"), text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            return text
        }
        if let irregular = irregularStems[text] { return irregular }
        if text.hasSuffix("ies"), text.utf8.count > 4 { return text.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zzes"] where text.hasSuffix(ending) {
            return String(text.dropLast(2))
        }
        for ending in ["ss", "us", "is", "lens"] where text.hasSuffix(ending) { return text }
        return String(text.dropLast())
    }

    private static let irregularStems: [String: String] = {
        var stems = [
            "lenses": "lens", "buses": "bus", "bonuses": "bonus", "gases": "gas", "canvases": "canvas",
            "quizzes": "quiz",
            "knives": "knife", "shelves": "shelf", "scarves": "scarf", "loaves": "loaf", "potatoes": "potato",
            "tomatoes": "tomato",
        ]
        for word in ["series", "species", "news", "canvas", "atlas", "adidas", "christmas"] { stems[word] = word }
        let endInIE = [
            "movie", "cookie", "hoodie", "beanie", "brownie", "smoothie", "selfie", "zombie", "bootie", "onesie",
            "calorie", "veggie",
            "newbie", "foodie", "sweetie", "necktie", "bowtie", "lingerie", "barbie", "genie",
        ]
        for word in endInIE { stems[word + "s"] = word }
        return stems
    }()
}
