import Hangul

/// A query's text while it is being read: folded, with the parts marked that have been understood.
///
/// Phrases are matched without regard to spaces, since shoppers space as they like.
struct QueryText {
    let scalars: [Unicode.Scalar]
    private(set) var taken: [Bool]

    init(_ text: String) {
        scalars = Array(TextFolding.folded(text).unicodeScalars)
        taken = [Bool](repeating: false, count: scalars.count)
    }

    var count: Int { scalars.count }

    mutating func take(_ range: Range<Int>) {
        for index in range { taken[index] = true }
    }

    /// What has not been taken, spaces collapsed.
    var rest: String {
        var out = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let visible: Unicode.Scalar = taken[index] ? " " : scalar
            if visible == " " && (out.isEmpty || out.last == " ") { continue }
            out.append(visible)
        }
        if out.last == " " { out.removeLast() }
        return String(out)
    }

    func skippingSpaces(_ index: Int) -> Int {
        var index = index
        while index < count, scalars[index] == " " { index += 1 }
        return index
    }

    /// The end of `phrase` (no spaces) where it stands at `start`, untaken; spaces in the text are passed over.
    func end(of phrase: String, at start: Int) -> Int? {
        var index = start
        for (offset, wanted) in phrase.unicodeScalars.enumerated() {
            if offset > 0 { index = skippingSpaces(index) }
            guard index < count, scalars[index] == wanted, !taken[index] else { return nil }
            index += 1
        }
        return index
    }

    /// The longest of `phrases` at `start`, after spaces; with its end.
    func longest(of phrases: some Sequence<String>, at start: Int) -> (phrase: String, end: Int)? {
        let start = skippingSpaces(start)
        var best: (phrase: String, end: Int)?
        for phrase in phrases {
            if let end = end(of: phrase, at: start), end > best?.end ?? 0 { best = (phrase, end) }
        }
        return best
    }

    /// A word may begin here: at the start, after a space, a taken part, or a change of script.
    func isWordStart(_ index: Int) -> Bool {
        guard index > 0, index < count else { return index == 0 }
        let before = scalars[index - 1]
        return before == " " || taken[index - 1] || Self.script(before) != Self.script(scalars[index])
    }

    /// A word may end here: at the end, before a space, a taken part, a change of script, or a particle that ends it.
    func isWordEnd(_ index: Int) -> Bool {
        if index >= count { return true }
        if scalars[index] == " " || taken[index] || Self.script(scalars[index]) != Self.script(scalars[index - 1]) {
            return true
        }
        return Particles.isParticle(scalars[index..<wordEnd(from: index)])
    }

    /// The end of the run of non-spaces from `index` on.
    func wordEnd(from index: Int) -> Int {
        var end = index
        while end < count, scalars[end] != " ", !taken[end], Self.script(scalars[end]) == Self.script(scalars[index]) {
            end += 1
        }
        return end
    }

    /// The first place where `phrase` stands as words of its own.
    func firstWord(_ phrase: String) -> Range<Int>? {
        for start in scalars.indices where isWordStart(start) {
            if let end = end(of: phrase, at: start), isWordEnd(end) { return start..<end }
        }
        return nil
    }

    /// The first place where any of `phrases` stands, whatever is around it; the longest there.
    func first(of phrases: [String]) -> (phrase: String, range: Range<Int>)? {
        for start in scalars.indices where scalars[start] != " " && !taken[start] {
            if let found = longest(of: phrases, at: start) { return (found.phrase, start..<found.end) }
        }
        return nil
    }

    /// The untaken word that ends at or before `index`, across spaces; nil where there is none.
    func wordBefore(_ index: Int) -> Range<Int>? {
        var end = index
        while end > 0, scalars[end - 1] == " " { end -= 1 }
        var start = end
        while start > 0, scalars[start - 1] != " ", !taken[start - 1] { start -= 1 }
        return start < end ? start..<end : nil
    }

    func text(_ range: Range<Int>) -> String {
        var out = String.UnicodeScalarView()
        out.append(contentsOf: scalars[range])
        return String(out)
    }

    /// The end with a particle that hangs there taken in.
    func includingParticle(_ end: Int) -> Int {
        guard end < count, !taken[end], scalars[end] != " " else { return end }
        let word = wordEnd(from: end)
        return Particles.isParticle(scalars[end..<word]) ? word : end
    }

    private static func script(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isHangulSyllable || (0x3131...0x318E).contains(scalar.value) { return 1 }
        if scalar.isLatinLetter { return 2 }
        if scalar.isASCIIDigit { return 3 }
        if scalar == " " { return 0 }
        return scalar.value > 0x2E80 ? 4 : 5
    }
}
