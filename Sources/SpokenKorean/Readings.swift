/// Korean readings of Latin words and phrases that a shop brings along.
struct Readings: Sendable {
    private var words: [String: String] = [:]
    private var longest = 0

    init(_ readings: [String: String]) {
        for (written, spoken) in readings {
            let key = Self.folded(Array(written))
            // What is not Hangul would have to be read itself.
            let isHangul = spoken.unicodeScalars.allSatisfy { $0.isHangul || $0 == " " }
            guard isHangul, key.first?.isLatin == true, key.count <= 60, (1...60).contains(spoken.unicodeScalars.count)
            else { continue }
            words[key.text(0..<key.count)] = spoken
            longest = max(longest, key.count)
        }
    }

    /// The longest known phrase at `index` that ends with its word.
    func phrase(_ text: Scalars, at index: Int) -> Reading? {
        guard longest > 0 else { return nil }
        let limit = min(index + longest, text.count)
        var key = String.UnicodeScalarView()
        var best: Reading?
        for position in index..<limit {
            key.append(text[position].lowered)
            let next = text.at(position + 1)
            if let next, next.isLatin || next.isASCIIDigit { continue }
            if let spoken = words[String(key)] { best = Reading(words: spoken, end: position + 1) }
        }
        return best
    }

    func word(_ letters: Scalars) -> String? {
        words.isEmpty ? nil : words[Self.folded(letters).text(0..<letters.count)]
    }

    private static func folded(_ text: Scalars) -> Scalars { text.map(\.lowered) }
}
