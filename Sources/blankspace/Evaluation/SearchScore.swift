public import Shop

/// Figures over many queries, each the mean of those queries that it is defined for.
public struct SearchScore: Sendable {
    private var sums: [Figure: (total: Double, count: Int)] = [:]
    public private(set) var queries = 0

    public init() {}

    public enum Figure: String, Sendable, CaseIterable {
        case nDCG = "ndcg@10"
        case recall = "recall@50"
        case reciprocalRank = "mrr"
        /// The share of the first ten rows of all queries that break a hard constraint.
        case violations
        /// Of the queries that nothing fits, the share answered with nothing.
        case silent
    }

    /// - Parameter broken: for each of the first ten rows, whether it breaks a constraint.
    public mutating func add(_ ranked: [String], grades: [String: Int], broken: [Bool]) {
        queries += 1
        if grades.isEmpty {
            add(.silent, ranked.isEmpty ? 1 : 0)
        } else {
            if let value = RankingMetrics.nDCG(ranked, grades: grades) { add(.nDCG, value) }
            if let value = RankingMetrics.recall(ranked, grades: grades) { add(.recall, value) }
            add(.reciprocalRank, RankingMetrics.reciprocalRank(ranked, grades: grades))
        }
        for isBroken in broken { add(.violations, isBroken ? 1 : 0) }
    }

    /// nil where no query defines it.
    public subscript(_ figure: Figure) -> Double? { sums[figure].map { $0.total / Double($0.count) } }

    public var json: JSONValue {
        var members: [String: JSONValue] = ["n": JSONValue(queries)]
        for figure in Figure.allCases { members[figure.rawValue] = self[figure].map { .figure($0) } }
        return .object(members)
    }

    private mutating func add(_ figure: Figure, _ value: Double) {
        let sum = sums[figure] ?? (0, 0)
        sums[figure] = (sum.total + value, sum.count + 1)
    }
}
