import Hangul

/// Sizes as shops and shoppers write them.
enum SizeName {
    /// One spelling for comparing: upper case, no spaces, `270mm` as `270`.
    static func key(_ size: String) -> String {
        var key = TextFolding.folded(size).filter { $0 != " " }
        for unit in ["mm", "사이즈", "호수"] where key.hasSuffix(unit) && key.count > unit.count {
            key.removeLast(unit.count)
        }
        return key.uppercased()
    }

    /// Whether the catalogue's size `offered` serves `wanted` (a key): the same, or a range that holds it, as `M(230~250)`.
    static func offers(_ offered: String, _ wanted: String) -> Bool {
        let key = key(offered)
        if key == wanted { return true }
        guard let open = key.firstIndex(of: "(") else { return false }
        if key[..<open] == wanted { return true }
        guard let number = Double(wanted) else { return false }
        let inside = key[key.index(after: open)...].prefix { $0 != ")" }
        let bounds = inside.split(whereSeparator: { "~-".contains($0) }).compactMap {
            Double($0.filter { $0.isNumber || $0 == "." })
        }
        return bounds.count == 2 && bounds[0] <= number && number <= bounds[1]
    }
}
