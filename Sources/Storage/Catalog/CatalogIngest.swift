internal import Foundation
internal import GRDB
internal import Shop

/// One run: records are staged batch by batch where no reader looks, then put in place by one transaction.
struct CatalogIngest {
    let file: DatabaseFile
    /// Names this run's staged rows.
    private let id: Int64
    private let last: LastIngest

    static func run(
        _ sources: [any CatalogSource], into file: DatabaseFile, mode: SQLiteCatalogStore.Mode, name: String,
        progress: (@Sendable (IngestProgress) -> Void)?
    ) async throws -> IngestReport {
        let lock = try await IngestLock.shared(beside: file.path) {
            try await file.write(scrubbing: false) { db in
                // What is left of runs that died. Without a condition SQLite drops whole tables at once.
                for table in CatalogTable.allCases { try db.execute(sql: "DELETE FROM \(table.staged)") }
                try db.execute(sql: "DELETE FROM ingests")
            }
        }
        defer { withExtendedLifetime(lock) {} }
        let (id, last) = try await file.write { db in
            try db.execute(sql: "INSERT INTO ingests DEFAULT VALUES")
            let id = db.lastInsertedRowID
            return (id, try LastIngest.begin(id, source: name, db))
        }
        let ingest = CatalogIngest(file: file, id: id, last: last)
        do {
            let staged = try await ingest.stage(sources, progress: progress)
            let report = try await ingest.merge(staged, mode: mode)
            // The log has grown by the whole catalogue.
            await file.truncateLog()
            return report
        } catch {
            // In a task of its own, which the caller's cancellation does not reach. If it fails, the next ingest clears up.
            await Task {
                try? await file.write(scrubbing: false) { db in
                    try ingest.clear(db)
                    try last.fail(error, db)
                }
            }.value
            throw error
        }
    }

    private struct Staged {
        /// Says what was rejected.
        var report: IngestReport
        var read: Int
        var written: Int
    }

    /// Reads every source to its end.
    private func stage(
        _ sources: [any CatalogSource], progress: (@Sendable (IngestProgress) -> Void)?
    ) async throws -> Staged {
        var report = IngestReport()
        var written = 0
        var records = 0
        var failure: (any Error)?
        func tell(_ phase: IngestProgress.Phase, done: Int) {
            progress?(
                IngestProgress(
                    phase: phase, sourcesDone: done, sources: sources.count, records: records,
                    rejected: report.rejectedCount))
        }
        for (index, source) in sources.enumerated() {
            try await source.read { batch in
                do {
                    let (staged, rejected) = Self.encode(batch, first: records + 1)
                    for record in rejected { report.reject(record) }
                    records += batch.count
                    try await write(staged, read: records, rejected: report.rejectedCount)
                    written += staged.count
                } catch {
                    failure = error
                    throw error
                }
                tell(.reading, done: index)
            }
            // A source that goes on although a batch could not be kept must not make an incomplete run pass for a whole one.
            if let failure { throw failure }
            try Task.checkCancellation()
        }
        tell(.merging, done: sources.count)
        return Staged(report: report, read: records, written: written)
    }

    private static func encode(
        _ batch: [CatalogRecord], first: Int
    ) -> (staged: [StagedRecord], rejected: [RejectedRecord]) {
        var staged: [StagedRecord] = []
        var rejected: [RejectedRecord] = []
        staged.reserveCapacity(batch.count)
        for (offset, record) in batch.enumerated() {
            switch record {
            case .product(let product):
                if let record = try? StagedRecord(product) {
                    staged.append(record)
                } else {
                    rejected.append(tooDeep(product, line: first + offset))
                }
            case .policy(let policy): staged.append(StagedRecord(policy))
            case .rejected(let record): rejected.append(record)
            }
        }
        return (staged, rejected)
    }

    static func tooDeep(_ product: Product, line: Int) -> RejectedRecord {
        RejectedRecord(
            source: "catalogue", line: line,
            reason: "product \(product.id): a value is nested deeper than \(TooDeeplyNested.limit) levels")
    }

    private func write(_ records: [StagedRecord], read: Int, rejected: Int) async throws {
        try await file.write(scrubbing: false) { [id, last] db in
            for record in records {
                try db.cachedStatement(sql: record.table.stageSQL).execute(arguments: record.arguments(ingest: id))
            }
            try last.progress(read: read, rejected: rejected, db)
        }
    }

    private func merge(_ staged: Staged, mode: SQLiteCatalogStore.Mode) async throws -> IngestReport {
        try await file.write(scrubbing: false) { [self] db in
            guard
                try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM ingests WHERE id = ?)", arguments: [id])
                    == true
            else {
                throw StorageError(
                    .failed, path: file.path,
                    "another ingest cleared this one's records while it ran; keep the lock file beside it, and ingest again"
                )
            }
            var report = staged.report
            let products = try merge(.products, mode, db)
            report.added = products.added
            report.changed = products.changed
            report.unchanged = products.unchanged
            report.removed = products.removed
            let policies = try merge(.policies, mode, db)
            report.policiesAdded = policies.added
            report.policiesChanged = policies.changed
            report.policiesUnchanged = policies.unchanged
            report.policiesRemoved = policies.removed
            report.duplicates = staged.written - products.staged - policies.staged
            try clear(db)
            if report.hasChanges { try SQLiteCatalogStore.countVersion(db) }
            report.version = try SQLiteCatalogStore.version(db)
            try last.finish(report, read: staged.read, db)
            return report
        }
    }

    private struct Outcome {
        var staged = 0
        var added = 0
        var changed = 0
        var removed = 0
        var unchanged: Int { staged - added - changed }
    }

    private func merge(_ table: CatalogTable, _ mode: SQLiteCatalogStore.Mode, _ db: Database) throws -> Outcome {
        var outcome = Outcome()
        try db.execute(sql: table.listLatestSQL, arguments: [id])
        if let row = try Row.fetchOne(db, sql: table.compareSQL) {
            outcome.staged = row[0]
            outcome.added = row[1]
            outcome.changed = row[2]
        }
        if outcome.added + outcome.changed > 0 {
            try db.execute(sql: table.applySQL)
        }
        if mode == .replace, outcome.staged > 0 {
            try db.execute(sql: table.removeSQL)
            outcome.removed = db.changesCount
        }
        try db.execute(sql: CatalogTable.dropLatestSQL)
        return outcome
    }

    private func clear(_ db: Database) throws {
        for table in CatalogTable.allCases {
            try db.execute(sql: "DELETE FROM \(table.staged) WHERE ingest = ?", arguments: [id])
        }
        try db.execute(sql: "DELETE FROM ingests WHERE id = ?", arguments: [id])
    }
}
