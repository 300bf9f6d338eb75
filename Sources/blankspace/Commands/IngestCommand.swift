import ArgumentParser
import Shop
import Storage

struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Take products and policies into the catalogue.",
        discussion: """
            Reads JSON Lines, JSON, CSV, TSV and Google Merchant Center feeds (TSV, XML), each also as .gz. Searches see \
            the old catalogue until the new one is whole; an ingest that is interrupted changes nothing, run it again. \
            Records that cannot be taken in are listed on standard error as file:line: reason; then the exit code is 65.
            """)

    @Argument(help: "Feed files, or folders with products.jsonl and policies.jsonl.")
    var paths: [String] = []

    @Flag(help: "Also remove what the files do not hold.")
    var replace = false

    @Flag(help: "Leave the vectors to the server.")
    var noEmbed = false

    @Flag(help: "Also fill a new collection in ChromaDB and put it in the place of the one before.")
    var rebuildVectors = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Flag(help: "List what was repaired.")
    var verbose = false

    @OptionGroup var options: SettingOptions

    func validate() throws {
        if paths.isEmpty, !rebuildVectors { throw ValidationError("name a feed file, or a folder") }
        if rebuildVectors, noEmbed { throw ValidationError("--rebuild-vectors needs what --no-embed leaves out") }
    }

    func run() async throws {
        let settings = try await options.settings()
        if rebuildVectors {
            guard settings.stores.chroma != nil else {
                throw SettingError(missing: Settings.chromaHost, for: "--rebuild-vectors")
            }
            if paths.isEmpty { return try await rebuild(settings) }
        }
        let intake = CatalogIntake(settings: settings, showsRepairs: verbose)
        let outcome = try await intake.run(paths, mode: replace ? .replace : .merge)
        var report = outcome.json.object ?? [:]
        if !json { StandardOutput.line(outcome.summary) }
        if !noEmbed, let embedding = await embed(settings) {
            report["embedding"] = embedding.json
            if !json { StandardOutput.line(embedding.summary) }
        }
        if rebuildVectors { try await rebuild(settings) }
        if json { StandardOutput.line(JSONValue.object(report).line) }
        if outcome.report.rejectedCount > 0 { throw CommandFailure(.badInput) }
    }

    private func rebuild(_ settings: Settings) async throws {
        let count = try await CatalogEmbedding(settings: settings).rebuildChroma()
        let line = "ChromaDB: a new collection of \(Price.grouped(count)) products"
        if json { StandardError.line(line) } else { StandardOutput.line(line) }
    }

    /// The catalogue is in place by now, so what fails here is told of and no failure of the ingest. nil where there is no
    /// embedder.
    private func embed(_ settings: Settings) async -> CatalogEmbedding.Outcome? {
        do {
            return try await CatalogEmbedding(settings: settings).run()
        } catch {
            StandardError.line("blankspace: not embedded, searches go by words alone for now: \(error)")
            return nil
        }
    }
}
