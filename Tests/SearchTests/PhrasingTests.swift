import Search
import Testing

/// The many ways of saying one thing, by hand: `phrasing -> constraints`. A line that begins with `#` names what follows.
@Suite struct PhrasingTests {
    let engine = SmallShop.engine()

    @Test(arguments: lines(in: Phrasings.prices)) func aPriceIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.discounts)) func aDiscountIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.orders)) func anOrderIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.stock)) func stockIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.colors)) func aColourIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.sizes)) func aSizeIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.exclusions)) func whatIsNotWantedIsReadHoweverItIsSaid(line: String) throws {
        try check(line)
    }
    @Test(arguments: lines(in: Phrasings.nothing)) func whatLooksLikeAConstraintIsNone(line: String) throws {
        try check(line)
    }

    private func check(_ line: String) throws {
        let parts = line.split(separator: "->", maxSplits: 1).map { $0.trimming }
        try #require(parts.count == 2, "no arrow in: \(line)")
        let query = engine.understand(parts[0])
        let read = Self.describe(query)
        let wanted = parts[1].split(separator: " ").sorted().joined(separator: " ")
        #expect(read == wanted, "\(parts[0])")
    }

    private static func lines(in table: String) -> [String] {
        table.split(whereSeparator: \.isNewline).map(\.trimming).filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    /// The constraints in words, in alphabetical order; `-` where there are none.
    private static func describe(_ query: SearchQuery) -> String {
        let constraints = query.constraints
        var words: [String] = []
        if let low = constraints.priceMin { words.append("min=\(low)") }
        if let high = constraints.priceMax { words.append("max=\(high)") }
        if let least = constraints.discountMin { words.append("discount=\(least)") }
        if constraints.inStock { words.append("stock") }
        if let sort = constraints.sort { words.append("sort=\(sort.rawValue)") }
        if let leaning = query.leaning { words.append("lean=\(leaning.rawValue)") }
        words += constraints.color.map { "color=\($0)" } + constraints.size.map { "size=\($0)" }
        words += constraints.brand.map { "brand=\($0)" }
        if let gender = constraints.gender { words.append("gender=\(gender.rawValue)") }
        words += constraints.exclude.color.map { "no-color=\($0)" } + constraints.exclude.brand.map { "no-brand=\($0)" }
        words += constraints.exclude.material.map { "no-material=\($0)" }
        words += constraints.exclude.attribute.map { "no-attribute=\($0)" }
        return words.isEmpty ? "-" : words.sorted().joined(separator: " ")
    }
}

extension StringProtocol {
    fileprivate var trimming: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
