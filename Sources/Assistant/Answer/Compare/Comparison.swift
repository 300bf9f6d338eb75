import Hangul
import Shop

/// What sets two to four products apart, read from their facts alone.
struct Comparison {
    /// Products of one comparison.
    private static let mostProducts = 4
    /// Attributes of one product's line.
    private static let mostAttributes = 4

    struct Row {
        var facts: ProductFacts
        /// The attributes in which it differs from another, or that are asked about.
        var attributes: [ProductFacts.Attribute]
        /// What was found to the asked facts that every row does not show anyway.
        var answers: [Finding]
    }

    var rows: [Row]
    /// Names to speak of the products by: short ones where they stay apart.
    var shortNames: [String]

    init(_ products: [ProductFacts], asked: [AskedFact]) {
        let compared = Array(products.prefix(Self.mostProducts))
        let differing = Self.differingKeys(compared)
        rows = compared.map { facts in
            var attributes = facts.attributes.filter { differing.contains($0.key) }.prefix(Self.mostAttributes).map(
                \.self)
            var answers: [Finding] = []
            for finding in asked.filter(Self.needsAnswer).flatMap({ FactFinder.findings($0, facts) }) {
                if case .attribute(let attribute, _) = finding {
                    if !attributes.contains(attribute) { attributes.insert(attribute, at: 0) }
                } else if !answers.contains(finding) {
                    answers.append(finding)
                }
            }
            return Row(facts: facts, attributes: attributes, answers: answers)
        }
        let short = compared.map { Self.shortened($0.name) }
        shortNames = Set(short).count == short.count ? short : compared.map(\.name)
    }

    /// Price and rating stand in every row; an overview is what a row is.
    private static func needsAnswer(_ asked: AskedFact) -> Bool {
        switch asked {
        case .price, .discount, .rating, .overview: false
        default: true
        }
    }

    private static func differingKeys(_ products: [ProductFacts]) -> Set<String> {
        let keys = Set(products.flatMap { $0.attributes.map(\.key) })
        return keys.filter { key in Set(products.map { $0.attribute(key: key)?.value }).count > 1 }
    }

    /// "[포르멜] 방수 백팩 (4컬러)" is "방수 백팩".
    private static func shortened(_ name: String) -> String {
        var out = ""
        var depth = 0
        for character in name {
            if "([".contains(character) { depth += 1 }
            if depth == 0 { out.append(character) }
            if ")]".contains(character) { depth = max(depth - 1, 0) }
        }
        let short = out.split(separator: " ").joined(separator: " ")
        return short.count >= 2 ? short : name
    }

    /// The row that strictly leads by `value`, and the one that comes next; nil where a row has no value.
    func leader<Value>(_ value: (ProductFacts) -> Value?, _ better: (Value, Value) -> Bool) -> (best: Int, next: Int)? {
        let values = rows.compactMap { value($0.facts) }
        guard values.count == rows.count, rows.count > 1 else { return nil }
        let order = rows.indices.sorted { better(values[$0], values[$1]) }
        return better(values[order[0]], values[order[1]]) ? (order[0], order[1]) : nil
    }

    /// The cheapest, where all have a price in one currency, and by how much it is cheaper than the next.
    var cheapest: (row: Int, by: Price)? {
        guard let currency = rows.first?.facts.product.currency,
            rows.allSatisfy({ $0.facts.product.currency == currency }),
            let (best, next) = leader({ $0.price?.amount }, <), let low = rows[best].facts.price,
            let high = rows[next].facts.price
        else { return nil }
        return (best, Price(high.amount - low.amount, currency))
    }

    var bestRated: Int? { leader(\.rating, >)?.best }

    /// An attribute that this row alone has: a flag that is set first, a value next.
    func own(_ row: Int) -> ProductFacts.Attribute? {
        let others = rows.indices.filter { $0 != row }
        let own = rows[row].facts.attributes.filter { attribute in
            attribute.yes != false
                && others.allSatisfy { other in
                    rows[other].facts.attribute(key: attribute.key).map { $0.yes == false } ?? true
                }
        }
        return own.first { $0.yes == true } ?? own.first
    }
}
