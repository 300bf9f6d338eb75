import Foundation
import Search

/// A TREC run: `query Q0 document rank score tag`, best first.
struct TRECRun {
    static let rowsPerQuery = 50
    static let tag = "blankspace"

    private(set) var text = ""
    /// Ids that hold white space, which separates the columns, and were written with it percent-encoded.
    private(set) var encodedIds = 0

    /// Scores fall with the rank, whatever order the query asked for: evaluators sort by the score.
    mutating func add(_ hits: [SearchResult.Hit], query: String) {
        var previous = Double.infinity
        for (index, hit) in hits.prefix(Self.rowsPerQuery).enumerated() {
            let score = min(hit.score, previous - 0.000_001)
            previous = score
            text += "\(column(query)) Q0 \(column(hit.product.id)) \(index + 1) "
            text += String(format: "%.6f", score) + " \(Self.tag)\n"
        }
    }

    private mutating func column(_ id: String) -> String {
        guard id.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 }) else { return id }
        encodedIds += 1
        return id.unicodeScalars.map { scalar in
            guard scalar.properties.isWhitespace || scalar.value < 0x20 else { return String(scalar) }
            return String(scalar).utf8.map { String(format: "%%%02X", $0) }.joined()
        }.joined()
    }

    func write(to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: expandedPath(path)), options: .atomic)
        } catch {
            throw CommandFailure(.unavailable, "\(path): cannot be written (\(error.localizedDescription))")
        }
    }
}
