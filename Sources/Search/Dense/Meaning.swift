/// How near products are in meaning to a query, against the rest of the catalogue: 0 at the catalogue's mean, 1 at four standard
/// deviations above it, 1.25 at most.
///
/// Products that a search already knows have their value at hand; of others it is computed when it is asked for.
struct Meaning: Sendable {
    private let query: [Float]
    private let rows: ExactVectorIndex.Rows
    private let mean: Float
    private let deviation: Float
    /// By product; below 0 where it is not at hand.
    private var known: [Float]

    /// Cosines by which mean and deviation are told: of a sample of 4,096 the deviation is right to 1.1 %.
    private static let sample = 4_096

    /// By a scan of the products' vectors. O(`among` · dimension).
    ///
    /// - Parameters:
    ///   - among: which products to have at hand.
    init?(of query: [Float], rows: ExactVectorIndex.Rows, among: ProductSet) {
        self.init(of: query, rows: rows)
        var scanned = rows.rows
        for ordinal in scanned.indices where !among.contains(ordinal) { scanned[ordinal] = -1 }
        let cosines = rows.view.approximateCosines(QuantizedQuery(query), scanned)
        for ordinal in cosines.indices where scanned[ordinal] >= 0 { known[ordinal] = value(of: cosines[ordinal]) }
    }

    /// By cosines that somebody else found for the nearest.
    init?(of query: [Float], rows: ExactVectorIndex.Rows, nearest: [(ordinal: Int, cosine: Float)]) {
        self.init(of: query, rows: rows)
        for (ordinal, cosine) in nearest { known[ordinal] = value(of: cosine) }
    }

    private init?(of query: [Float], rows: ExactVectorIndex.Rows) {
        guard query.count == rows.view.dimension, rows.present > 1 else { return nil }
        // Evenly from the whole catalogue, the same for every query of one catalogue.
        let step = max(1, rows.present / Self.sample)
        let present = rows.rows.filter { $0 >= 0 }
        let sample = stride(from: 0, to: present.count, by: step).map { present[$0] }
        var (sum, squares): (Float, Float) = (0, 0)
        for cosine in rows.view.approximateCosines(QuantizedQuery(query), sample) {
            sum += cosine
            squares += cosine * cosine
        }
        self.query = query
        self.rows = rows
        mean = sum / Float(sample.count)
        deviation = max(0.001, max(0, squares / Float(sample.count) - mean * mean).squareRoot())
        known = [Float](repeating: -1, count: rows.rows.count)
    }

    /// 0 where the product has no vector.
    subscript(_ ordinal: Int) -> Float {
        if known[ordinal] >= 0 { return known[ordinal] }
        let row = rows.rows[ordinal]
        return row < 0 ? 0 : value(of: rows.view.cosine(query, row))
    }

    /// The value where it is at hand, else 0: what is far is not looked at.
    func ofNear(_ ordinal: Int) -> Float { max(0, known[ordinal]) }

    private func value(of cosine: Float) -> Float { max(0, min(1.25, (cosine - mean) / deviation / 4)) }
}
