/// How far two words are apart in slips of the finger and of the ear.
public enum TypoDistance {
    /// Pairs that Koreans confuse, at half price.
    private static let confused: Set<UInt64> = {
        let groups: [[Unicode.Scalar]] = [
            ["ㅐ", "ㅔ"], ["ㅒ", "ㅖ"], ["ㅚ", "ㅙ", "ㅞ"], ["ㄱ", "ㄲ", "ㅋ"], ["ㄷ", "ㄸ", "ㅌ"], ["ㅂ", "ㅃ", "ㅍ"], ["ㅅ", "ㅆ"],
            ["ㅈ", "ㅉ", "ㅊ"],
            ["ㅏ", "ㅑ"], ["ㅓ", "ㅕ"], ["ㅗ", "ㅛ"], ["ㅜ", "ㅠ"], ["ㅓ", "ㅗ"], ["ㅡ", "ㅜ"], ["ㅐ", "ㅒ"], ["ㅔ", "ㅖ"], ["ㅢ", "ㅣ"],
            ["ㅟ", "ㅣ"], ["ㅓ", "ㅏ"], ["ㅛ", "ㅕ"],
        ]
        var pairs = Set<UInt64>()
        for group in groups { for a in group { for b in group where a != b { pairs.insert(pair(a, b)) } } }
        return pairs
    }()

    private static func pair(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> UInt64 {
        UInt64(a.value) << 32 | UInt64(b.value)
    }

    /// Damerau–Levenshtein distance over jamo (see `Jamo.units`): 1 a letter inserted, deleted, replaced or swapped with its
    /// neighbour, 0.5 where the two are easily confused (ㅐ/ㅔ, ㄱ/ㄲ/ㅋ …). nil above `limit`. O(length²).
    public static func between(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Double) -> Double? {
        if abs(Double(a.count - b.count)) > limit { return nil }
        if a.isEmpty || b.isEmpty { return Double(max(a.count, b.count)) }
        var beforeLast = [Double](repeating: 0, count: b.count + 1)
        var last = (0...b.count).map(Double.init)
        for i in 1...a.count {
            var row = [Double](repeating: 0, count: b.count + 1)
            row[0] = Double(i)
            var best = row[0]
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : (confused.contains(pair(a[i - 1], b[j - 1])) ? 0.5 : 1)
                var value = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    value = min(value, beforeLast[j - 2] + 1)
                }
                row[j] = value
                best = min(best, value)
            }
            if best > limit { return nil }
            beforeLast = last
            last = row
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
