import Hangul
import Shop

/// Finds the products that a sentence names: by the whole name or a clear part of it, by brand or model, or by place ("첫 번째").
struct ProductMentions {
    struct Mention {
        var range: Range<Int>
        var products: Set<Int>
        var tail: String
    }

    private struct Alias {
        var letters: [Unicode.Scalar]
        var products: Set<Int>
    }

    private let byFirst: [Unicode.Scalar: [Alias]]
    private let count: Int

    init(_ products: [GroundedProduct]) {
        count = products.count
        var aliases: [String: Set<Int>] = [:]
        for (place, product) in products.enumerated() {
            for alias in Self.aliases(product.facts) { aliases[alias, default: []].insert(place) }
        }
        var byFirst: [Unicode.Scalar: [Alias]] = [:]
        for (text, products) in aliases {
            guard let first = text.unicodeScalars.first else { continue }
            byFirst[first, default: []].append(Alias(letters: Array(text.unicodeScalars), products: products))
        }
        self.byFirst = byFirst.mapValues { $0.sorted { $0.letters.count > $1.letters.count } }
    }

    /// Without spaces and marks: the name, its parts of two words and more, model codes, brands.
    private static func aliases(_ facts: ProductFacts) -> Set<String> {
        let name = TextFolding.folded(facts.name)
        let words = name.unicodeScalars.split { Script($0) == .space || Script($0) == .mark && $0 != "-" }
            .map { WordForms.string($0.filter { Script($0) != .mark }) }.filter { !$0.isEmpty }
        var out: Set<String> = [words.joined()]
        let limited = words.prefix(12)
        for start in limited.indices {
            for end in limited.indices where end > start {
                let part = limited[start...end].joined()
                if part.unicodeScalars.count >= 4 { out.insert(part) }
            }
            let word = limited[start]
            if word.utf8.count >= 3, word.utf8.contains(where: { (0x30...0x39).contains($0) }),
                word.utf8.contains(where: { (0x61...0x7A).contains($0) })
            {
                out.insert(word)
            }
        }
        for brand in facts.product.brand?.names ?? [] {
            let letters = TextFolding.folded(brand).unicodeScalars.filter { ![.space, .mark].contains(Script($0)) }
            if letters.count >= 2 { out.insert(WordForms.string(letters)) }
        }
        return out
    }

    /// In order, none overlapping. O(length × names that share a first letter).
    func find(in scalars: [Unicode.Scalar]) -> [Mention] {
        var out: [Mention] = []
        var index = 0
        while index < scalars.count {
            let script = Script(scalars[index])
            let begins = index == 0 || Script(scalars[index - 1]) != script || script == .eastAsian
            if begins, script != .space, script != .mark || scalars[index] == "[",
                let found = named(scalars, index) ?? placed(scalars, index)
            {
                out.append(found)
                index = max(found.range.upperBound, index + 1)
            } else {
                index += 1
            }
        }
        return out
    }

    private func named(_ scalars: [Unicode.Scalar], _ start: Int) -> Mention? {
        var from = start
        while from < scalars.count, Script(scalars[from]) == .mark { from += 1 }
        guard from < scalars.count else { return nil }
        for alias in byFirst[scalars[from]] ?? [] {
            guard var end = match(alias.letters, scalars, from) else { continue }
            // Latin letters and digits end a name only where no more follow.
            if end < scalars.count, [.latin, .digit].contains(Script(scalars[end])),
                Script(scalars[end - 1]) == Script(scalars[end])
            {
                continue
            }
            var tail = ""
            // The brackets of a name belong to it.
            while end < scalars.count, ")]".unicodeScalars.contains(scalars[end]), opens(scalars[start..<end]) {
                end += 1
            }
            var word = end
            while word < scalars.count, ["'", "\"", "”", "’", "」", "』"].contains(scalars[word]) { word += 1 }
            var rest = word
            while rest < scalars.count, Script(scalars[rest]) == .hangul { rest += 1 }
            if rest > word {
                tail = WordForms.string(scalars[word..<rest])
                guard WordForms.isEnding(tail) else { continue }
                end = rest
            }
            return Mention(range: start..<end, products: alias.products, tail: tail)
        }
        return nil
    }

    private func opens(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let opened = scalars.count { "([".unicodeScalars.contains($0) }
        return opened > scalars.count { ")]".unicodeScalars.contains($0) }
    }

    /// Spaces and marks inside a name may be there or not. The index behind the name.
    private func match(_ letters: [Unicode.Scalar], _ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        var index = start
        for (place, letter) in letters.enumerated() {
            if place > 0 {
                while index < scalars.count, "[]()-·/ ".unicodeScalars.contains(scalars[index]) { index += 1 }
            }
            guard index < scalars.count, scalars[index] == letter else { return nil }
            index += 1
        }
        return index
    }

    // MARK: By place

    private static let ordinals: [(String, Int)] = [
        ("첫 번째", 0), ("첫번째", 0), ("두 번째", 1), ("두번째", 1), ("세 번째", 2), ("세번째", 2), ("네 번째", 3), ("네번째", 3),
        ("다섯 번째", 4), ("다섯번째", 4), ("1번", 0), ("2번", 1), ("3번", 2), ("4번", 3), ("5번", 4),
        ("the first", 0), ("the second", 1), ("the third", 2), ("the fourth", 3), ("the fifth", 4),
    ]

    private func placed(_ scalars: [Unicode.Scalar], _ start: Int) -> Mention? {
        for (text, place) in Self.ordinals where place < count {
            let letters = Array(text.unicodeScalars)
            guard scalars[start...].starts(with: letters) else { continue }
            var end = start + letters.count
            let word = end
            while end < scalars.count, [.hangul, .latin].contains(Script(scalars[end])) { end += 1 }
            let tail = WordForms.string(scalars[word..<end])
            guard WordForms.isEnding(tail) else { continue }
            return Mention(range: start..<end, products: [place], tail: tail)
        }
        return nil
    }
}
