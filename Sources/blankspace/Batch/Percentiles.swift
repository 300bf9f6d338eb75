import Foundation

/// Where the values of a sample lie.
struct Percentiles {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    /// The smallest value that `share` of the sample, 0…1, does not exceed (nearest rank); 0 for an empty sample.
    func at(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(sorted.count, max(1, rank)) - 1]
    }

    /// The values taken as milliseconds.
    var summary: String {
        "p50 " + String(format: "%.1f", at(0.5)) + " ms, p99 " + String(format: "%.1f", at(0.99)) + " ms"
    }
}
