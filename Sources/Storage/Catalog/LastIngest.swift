public import Foundation
internal import GRDB
public import Shop

/// What the file says of the run that began last, for operators of other processes.
///
/// Written in the transactions of the run itself. A run that is not the last one any more changes nothing here.
struct LastIngest: Sendable {
    /// As in `CatalogIngest`.
    let ingest: Int64

    static func begin(_ ingest: Int64, source: String, _ db: Database) throws -> LastIngest {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO lastIngest (only, ingest, source, state, startedAt) VALUES (1, ?, ?, ?, ?)
                """, arguments: [ingest, source.storable, IngestRun.State.running.rawValue, Date.now.stored])
        return LastIngest(ingest: ingest)
    }

    func progress(read: Int, rejected: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE lastIngest SET read = ?, rejected = ? WHERE ingest = ?")
            .execute(arguments: [read, rejected, ingest])
    }

    func finish(_ report: IngestReport, read: Int, _ db: Database) throws {
        try progress(read: read, rejected: report.rejectedCount, db)
        try db.execute(
            sql: """
                UPDATE lastIngest SET state = ?, finishedAt = ?, added = ?, changed = ?, removed = ? WHERE ingest = ?
                """,
            arguments: [
                IngestRun.State.done.rawValue, Date.now.stored, report.added + report.policiesAdded,
                report.changed + report.policiesChanged, report.removed + report.policiesRemoved, ingest,
            ])
    }

    func fail(_ error: any Error, _ db: Database) throws {
        let message = error is CancellationError ? "It was stopped." : Self.withoutFolders("\(error)")
        try db.execute(
            sql: "UPDATE lastIngest SET state = ?, finishedAt = ?, message = ? WHERE ingest = ?",
            arguments: [
                IngestRun.State.failed.rawValue, Date.now.stored, String(message.prefix(500)).storable, ingest,
            ])
    }

    /// Of each path its last part.
    private static func withoutFolders(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard let start = word.firstIndex(of: "/"), let end = word.lastIndex(of: "/"),
                !word[..<start].contains(where: \.isLetter)
            else { return String(word) }
            return String(word[..<start]) + word[word.index(after: end)...]
        }.joined(separator: " ")
    }
}

extension SQLiteCatalogStore {
    /// The ingest that began last, of whichever process; nil where there was none. Throws `StorageError`.
    public func lastIngest() async throws -> IngestRun? {
        let stored = try await storedIngest()
        guard var run = stored, run.state == .running, try !IngestLock.isHeld(beside: file.path) else { return stored }
        // It may have come to its end since it was read.
        if let now = try await storedIngest(), now.state != .running { return now }
        run.state = .failed
        run.message = "Its process ended in the middle of it. Nothing was changed; run it again."
        return run
    }

    private func storedIngest() async throws -> IngestRun? {
        try await file.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM lastIngest").map(IngestRun.init(row:))
        }
    }

    /// Hidden products, and when the catalogue was last changed: nil where that was before this was kept. O(hidden products).
    /// Throws `StorageError`.
    public func outline() async throws -> (hidden: Int, updatedAt: Date?) {
        try await file.read { db in
            let hidden = try Int.fetchOne(db, sql: "SELECT count(*) FROM products WHERE hidden <> 0") ?? 0
            let updatedAt = try Double.fetchOne(db, sql: "SELECT updatedAt FROM catalog")
            return (hidden, updatedAt.map(Date.init(timeIntervalSinceReferenceDate:)))
        }
    }

    /// Another catalogue than before from this transaction on.
    static func countVersion(_ db: Database) throws {
        try db.execute(sql: "UPDATE catalog SET version = version + 1, updatedAt = ?", arguments: [Date.now.stored])
    }
}

extension IngestRun {
    fileprivate init(row: Row) {
        self.init(
            state: State(rawValue: row["state"]) ?? .failed, source: row["source"],
            startedAt: Date(timeIntervalSinceReferenceDate: row["startedAt"]))
        finishedAt = (row["finishedAt"] as Double?).map(Date.init(timeIntervalSinceReferenceDate:))
        read = row["read"]
        added = row["added"]
        changed = row["changed"]
        removed = row["removed"]
        rejected = row["rejected"]
        message = row["message"]
    }
}

extension Date {
    /// Seconds since 2001-01-01 UTC, as everywhere in the file.
    fileprivate var stored: Double { timeIntervalSinceReferenceDate }
}
