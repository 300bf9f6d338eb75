/// Finds the rows with the highest cosines exactly, through the rounded vectors.
struct NearestRows {
    let view: VectorRows.View
    let query: [Float]

    /// The `limit` nearest of `rows`, nearest first, then by `id`, each with its place in `rows`.
    ///
    /// Exact: a row is left out only where `limit` others are nearer whatever the rounding hid.
    func find(_ limit: Int, among rows: [Int32], id: (Int) -> String) -> [(index: Int, cosine: Float)] {
        guard limit > 0, !rows.isEmpty else { return [] }
        let quantized = QuantizedQuery(query)
        let cosines = view.approximateCosines(quantized, rows)
        let least = threshold(limit, rows, cosines, quantized)
        var found: [(index: Int, cosine: Float, id: String)] = []
        for index in rows.indices where cosines[index] + quantized.bound(rowError: view.error(of: rows[index])) >= least
        {
            found.append((index, view.cosine(query, rows[index]), ""))
        }
        // Ids are only looked up where they can decide.
        found.sort { $0.cosine > $1.cosine }
        if found.count > limit {
            let last = found[limit - 1].cosine
            found = Array(found.prefix { $0.cosine >= last })
        }
        for index in found.indices { found[index].id = id(found[index].index) }
        found.sort { ($1.cosine, $0.id) < ($0.cosine, $1.id) }
        return found.prefix(limit).map { ($0.index, $0.cosine) }
    }

    /// What at least `limit` rows reach for certain; of the `limit` highest lower bounds the lowest.
    private func threshold(_ limit: Int, _ rows: [Int32], _ cosines: [Float], _ quantized: QuantizedQuery) -> Float {
        guard rows.count > limit else { return -.infinity }
        var highest: [Float] = []
        var least = -Float.infinity
        for index in rows.indices where cosines[index] > least {
            let certain = cosines[index] - quantized.bound(rowError: view.error(of: rows[index]))
            guard certain > least else { continue }
            highest.append(certain)
            // Sorted now and then: for each entry O(log limit), as a heap would take.
            if highest.count >= 2 * limit + 256 {
                highest.sort(by: >)
                highest.removeLast(highest.count - limit)
                least = highest[limit - 1]
            }
        }
        highest.sort(by: >)
        return highest.count >= limit ? highest[limit - 1] : -.infinity
    }
}
