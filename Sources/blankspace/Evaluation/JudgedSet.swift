import Foundation
import Search
import Shop

/// A catalogue with judged queries: a folder with products, `queries.jsonl`, and, where colours have families, `colors.json`.
struct JudgedSet {
    struct Query {
        var id: String
        var type: String
        var text: String
        var grades: [String: Int]
        var constraints: HardConstraints
    }

    let name: String
    let folder: String
    let queries: [Query]
    /// Rows of the feed by id.
    let products: [String: JSONValue]

    /// nil where the folder has no queries. Throws `CommandFailure` where a file is there and cannot be read.
    init?(name: String, in data: String) throws {
        let folder = data + "/" + name
        guard let file = Self.file("queries", in: folder) else { return nil }
        self.name = name
        self.folder = folder
        var families: [String: [String]] = [:]
        if let colors = Self.file("colors", in: folder) {
            let json = try JSONValue(parsing: Data(try TextFile.bytes(colors)))
            families = (json.object ?? [:]).mapValues { $0.array?.compactMap(\.string) ?? [] }
        }
        queries = try TextFile.objects(file).map { number, object in
            guard let id = object["id"]?.string, let text = object["text"]?.string else {
                throw CommandFailure(.badInput, "\(file):\(number): id or text is missing")
            }
            return Query(
                id: id, type: object["type"]?.string ?? "", text: text,
                grades: (object["relevant"]?.object ?? [:]).compactMapValues(\.integer),
                constraints: HardConstraints(object["constraints"]?.object ?? [:], families: families))
        }
        var products: [String: JSONValue] = [:]
        for path in try CatalogPaths.files([folder]) where path.contains("/products.") {
            for (_, row) in try TextFile.objects(path) { if let id = row["_id"]?.string { products[id] = row } }
        }
        self.products = products
    }

    /// Runs every query. The scores by type, and over all under the empty name.
    func score(_ engine: SearchEngine) async throws -> (scores: [String: SearchScore], times: Percentiles) {
        var scores: [String: SearchScore] = [:]
        var times: [Double] = []
        let bar = ProgressBar(name)
        defer { bar.clear() }
        for (index, query) in queries.enumerated() {
            let started = ContinuousClock.now
            let result = try await engine.search(engine.understand(query.text), limit: TRECRun.rowsPerQuery)
            times.append((ContinuousClock.now - started).milliseconds)
            let ranked = result.hits.map(\.product.id)
            let broken = ranked.prefix(10).map { query.constraints.areBroken(by: products[$0]) }
            for name in ["", query.type] {
                scores[name, default: SearchScore()].add(ranked, grades: query.grades, broken: broken)
            }
            bar.update(index + 1, of: queries.count)
        }
        return (scores, Percentiles(times))
    }

    static func file(_ name: String, in folder: String) -> String? {
        ["\(name).jsonl", "\(name).jsonl.gz", "\(name).json"].map { folder + "/" + $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
    }
}
