import Foundation

/// Figures for one ranked list against graded judgments (0…3). Unjudged documents count as grade 0.
public enum RankingMetrics {
    /// Normalized discounted cumulative gain of the first `depth`, gain 2^grade - 1; nil where nothing is relevant.
    public static func nDCG(_ ranked: [String], grades: [String: Int], depth: Int = 10) -> Double? {
        func gain(_ grade: Int) -> Double { pow(2, Double(grade)) - 1 }
        func discounted(_ grades: some Sequence<Int>) -> Double {
            grades.enumerated().reduce(0) { $0 + gain($1.element) / log2(Double($1.offset) + 2) }
        }
        let ideal = discounted(grades.values.sorted(by: >).prefix(depth))
        guard ideal > 0 else { return nil }
        return discounted(ranked.prefix(depth).map { grades[$0] ?? 0 }) / ideal
    }

    /// The share of documents of at least `grade` that the list holds; nil where there are none.
    public static func recall(_ ranked: [String], grades: [String: Int], grade: Int = 2) -> Double? {
        let good = Set(grades.filter { $0.value >= grade }.keys)
        guard !good.isEmpty else { return nil }
        return Double(good.intersection(ranked).count) / Double(good.count)
    }

    /// One over the rank of the first document of the highest grade given; 0 where the list holds none of them.
    public static func reciprocalRank(_ ranked: [String], grades: [String: Int]) -> Double {
        guard let highest = grades.values.max(), let index = ranked.firstIndex(where: { grades[$0] == highest })
        else { return 0 }
        return 1 / Double(index + 1)
    }
}
