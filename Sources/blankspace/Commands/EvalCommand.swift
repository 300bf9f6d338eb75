import ArgumentParser
import Foundation
import Search
import Shop

struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure search and understanding by judged data.",
        discussion: """
            Scores the queries of shop-ko and icecat (nDCG@10, recall@50, MRR; violations: rows of the top 10 that break a \
            hard constraint; silent: unanswerable queries answered with nothing), and how the dialogues' intents are \
            understood. Exit code 65 where a figure misses a bound that was given.
            """)

    @Option(help: "Folder with the judged data (BLANKSPACE_EVAL_DATA; ../shared/data).")
    var data: String?

    @Flag(help: "Only shop-ko's queries, without embedding.")
    var quick = false

    @Flag(help: "Also score each type of query.")
    var byType = false

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @Option(help: "The least nDCG@10 of shop-ko.")
    var minimumNdcg: Double?

    @Option(help: "The largest share of violations of shop-ko, such as 0.01.")
    var maximumViolations: Double?

    @Option(help: "Seconds for embedding each catalogue. Default: all where 15 minutes are enough.")
    var embedSeconds: Double?

    @OptionGroup var options: SettingOptions

    func run() async throws {
        var settings = try await options.settings([Settings.evalData.key: data])
        if quick { settings.embedder = .none }
        guard FileManager.default.fileExists(atPath: settings.evalData) else {
            throw CommandFailure(
                .unavailable,
                "\(settings.evalData): no such folder; name the judged data with --data or BLANKSPACE_EVAL_DATA")
        }
        var report = EvaluationReport()
        for name in quick ? ["shop-ko"] : ["shop-ko", "icecat"] {
            guard let set = try JudgedSet(name: name, in: settings.evalData) else { continue }
            try await evaluate(set, settings, &report)
        }
        guard !report.sets.isEmpty else {
            throw CommandFailure(.badInput, "\(settings.evalData): neither shop-ko nor icecat in it")
        }
        StandardOutput.write(json ? report.json.line + "\n" : report.text(byType: byType))
        try check(report)
    }

    private func evaluate(_ set: JudgedSet, _ settings: Settings, _ report: inout EvaluationReport) async throws {
        let batch = BatchEngine(settings)
        let catalog = try await CatalogInMemory.load([set.folder])
        await batch.load(catalog, embedding: embedSeconds.map { .seconds($0) } ?? .automatic)
        let (scores, times) = try await set.score(batch.engine)
        report.sets.append(
            .init(name: set.name, scores: scores, times: times, embedded: batch.engine.status?.embedded ?? 0))
        guard !quick, let dialogues = try JudgedDialogues(in: set.folder) else { return }
        let currency = CatalogCurrency()
        currency.update(catalog)
        report.dialogues[set.name] = try await dialogues.score(batch.engine, currency: currency)
    }

    private func check(_ report: EvaluationReport) throws {
        guard minimumNdcg != nil || maximumViolations != nil else { return }
        guard let score = report.sets.first(where: { $0.name == "shop-ko" })?.scores[""] else {
            throw CommandFailure(.badInput, "no shop-ko to hold the bounds against")
        }
        if let minimumNdcg, (score[.nDCG] ?? 0) < minimumNdcg {
            throw CommandFailure(.badInput, "shop-ko: nDCG@10 is below \(minimumNdcg)")
        }
        if let maximumViolations, (score[.violations] ?? 0) > maximumViolations {
            throw CommandFailure(.badInput, "shop-ko: violations are above \(maximumViolations)")
        }
    }
}
