import Hangul

/// Finds the attribute that a shopper names.
enum AttributeMatch {
    /// The attribute of this name; else one whose name begins with it, ends with it, or is contained in it. Names are compared
    /// folded and without spaces, and a contained name has two characters at least.
    static func find(_ name: String, in attributes: [ProductFacts.Attribute]) -> ProductFacts.Attribute? {
        let wanted = packed(name)
        guard !wanted.isEmpty else { return nil }
        if let same = attributes.first(where: { packed($0.key) == wanted }) { return same }
        guard wanted.count > 1 else { return nil }
        if let longer = attributes.first(where: { packed($0.key).hasPrefix(wanted) }) { return longer }
        if let longer = attributes.first(where: { packed($0.key).hasSuffix(wanted) }) { return longer }
        return attributes.first { packed($0.key).count > 1 && wanted.hasPrefix(packed($0.key)) }
    }

    private static func packed(_ text: String) -> String { TextFolding.folded(text).filter { !$0.isWhitespace } }
}
