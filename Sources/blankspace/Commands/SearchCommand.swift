import ArgumentParser
import Search
import Shop

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the catalogue, or run a batch of queries over a feed file.",
        discussion: """
            With a query: searches the catalogue in the database. With --catalog, --queries and --trec: reads the feed and \
            the queries (JSON Lines with id and text, both also as .gz), and writes a TREC run of 50 rows a query at most, \
            none where nothing fits.
            """)

    @Argument(help: "What to search for.")
    var query: [String] = []

    @Option(help: "Products to show, 1 to 50.")
    var limit = 10

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Option(help: "Feed file or folder to search instead of the database. May be repeated.")
    var catalog: [String] = []

    @Option(help: "File of queries: JSON Lines with id and text.")
    var queries: String?

    @Option(help: "File to write the TREC run to.")
    var trec: String?

    @Option(help: "Seconds for embedding products; 0: only known vectors. Default: all where 15 minutes are enough.")
    var embedSeconds: Double?

    @OptionGroup var options: SettingOptions

    func validate() throws {
        guard (1...50).contains(limit) else { throw ValidationError("--limit takes 1 to 50") }
        if let embedSeconds, !(0...86_400).contains(embedSeconds) {
            throw ValidationError("--embed-seconds takes 0 to 86400")
        }
        guard (queries == nil) == (trec == nil) else { throw ValidationError("--queries and --trec belong together") }
        guard query.isEmpty != (queries == nil) else {
            throw ValidationError("give a query, or --queries and --trec")
        }
        if let trec, trec.isEmpty { throw ValidationError("--trec takes the path of a file") }
    }

    func run() async throws {
        let settings = try await options.settings()
        let engine = BatchEngine(settings)
        // Read first: a mistake in it should not show after minutes.
        let batch = try queries.map(TestQuery.load)
        let catalog = try await loadCatalog(settings)
        // For one query nobody waits until the products are embedded.
        let fallback: BatchEngine.EmbeddingTime = batch == nil ? .seconds(0) : .automatic
        await engine.load(catalog, embedding: embedSeconds.map { .seconds($0) } ?? fallback)
        if let batch, let trec {
            try await run(batch, on: engine.engine, to: trec)
        } else {
            let text = query.joined(separator: " ")
            let result = try await engine.engine.search(engine.engine.understand(text), limit: limit)
            StandardOutput.write(json ? result.commandJSON.line + "\n" : result.table)
        }
    }

    private func loadCatalog(_ settings: Settings) async throws -> Catalog {
        guard catalog.isEmpty else { return try await CatalogInMemory.load(catalog) }
        let catalog = try await openCatalogStore(settings).loadCatalog()
        guard !catalog.products.isEmpty else { throw CommandFailure.emptyCatalog }
        return catalog
    }

    private func run(_ batch: [TestQuery], on engine: SearchEngine, to path: String) async throws {
        var run = TRECRun()
        var times: [Double] = []
        let bar = ProgressBar("searching")
        for (index, query) in batch.enumerated() {
            let started = ContinuousClock.now
            let result = try await engine.search(engine.understand(query.text), limit: TRECRun.rowsPerQuery)
            times.append((ContinuousClock.now - started).milliseconds)
            run.add(result.hits, query: query.id)
            bar.update(index + 1, of: batch.count)
        }
        bar.clear()
        try run.write(to: path)
        if run.encodedIds > 0 {
            StandardError.line("\(run.encodedIds) rows have an id with white space; it is percent-encoded in the run")
        }
        StandardError.line("\(batch.count) queries, \(Percentiles(times).summary)")
    }
}
