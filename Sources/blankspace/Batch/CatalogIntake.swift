import CatalogFeeds
import Foundation
import Shop
import Storage

/// Takes feed files into the database: what `ingest` and `up` do.
struct CatalogIntake {
    struct Outcome {
        var report: IngestReport
        var repaired: Int
        var took: Duration
    }

    let settings: Settings
    var showsRepairs = false

    /// Throws `CommandFailure`, `FeedError` and `StorageError`; then the catalogue is as it was.
    func run(_ paths: [String], mode: SQLiteCatalogStore.Mode) async throws -> Outcome {
        let files = try CatalogPaths.files(paths)
        let store = SQLiteCatalogStore(try AssistantDatabase(path: settings.database))
        let reading = FeedReading(files, title: "reading", showsRepairs: showsRepairs)
        defer { reading.bar.clear() }
        let started = ContinuousClock.now
        let names = files.map { URL(fileURLWithPath: $0).lastPathComponent }
        let name = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " + \(names.count - 3)" : "")
        let report = try await store.ingest(reading.sources, mode: mode, name: name) { progress in
            if progress.phase == .merging { reading.bar.update(1, of: 1, note: "putting it in place") }
        }
        // Records that could be read and not be kept.
        if report.rejectedCount > reading.rejected {
            reading.tell(report.rejected.filter { record in !files.contains(record.source) })
        }
        return Outcome(report: report, repaired: reading.repaired, took: .now - started)
    }
}

extension CatalogIntake.Outcome {
    var json: JSONValue {
        .object([
            "version": JSONValue(report.version),
            "products": .object([
                "added": JSONValue(report.added), "changed": JSONValue(report.changed),
                "unchanged": JSONValue(report.unchanged), "removed": JSONValue(report.removed),
            ]),
            "policies": .object([
                "added": JSONValue(report.policiesAdded), "changed": JSONValue(report.policiesChanged),
                "unchanged": JSONValue(report.policiesUnchanged), "removed": JSONValue(report.policiesRemoved),
            ]),
            "repaired": JSONValue(repaired), "duplicates": JSONValue(report.duplicates),
            "rejected": JSONValue(report.rejectedCount), "seconds": .number(took.seconds),
        ])
    }

    var summary: String {
        func counts(_ added: Int, _ changed: Int, _ unchanged: Int, _ removed: Int) -> String {
            [(added, "added"), (changed, "changed"), (unchanged, "unchanged"), (removed, "removed")]
                .map { "\(Price.grouped($0)) \($1)" }.joined(separator: ", ")
        }
        var lines = [
            "products: " + counts(report.added, report.changed, report.unchanged, report.removed),
            "policies: "
                + counts(
                    report.policiesAdded, report.policiesChanged, report.policiesUnchanged, report.policiesRemoved),
        ]
        if repaired > 0 { lines.append("repaired: \(Price.grouped(repaired)) (--verbose lists them)") }
        if report.duplicates > 0 { lines.append("replaced by a later record of the same id: \(report.duplicates)") }
        if report.rejectedCount > 0 { lines.append("rejected: \(Price.grouped(report.rejectedCount))") }
        lines.append("catalogue version \(report.version), in \(took.short)")
        return lines.joined(separator: "\n")
    }
}
