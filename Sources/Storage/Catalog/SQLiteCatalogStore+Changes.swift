internal import Foundation
internal import GRDB
import Shop

extension SQLiteCatalogStore {
    /// Makes the changes, in their order, the next version, at once: O(changes), however large the catalogue.
    ///
    /// The version grows by one where anything is another than before. The bookmark is set in the same transaction, so that no
    /// change is lost or left half done by a crash. A product nested too deeply is rejected, and removed where it was there:
    /// what stands in the catalogue is never older than its source. Throws `StorageError`.
    @discardableResult
    public func apply(_ changes: [CatalogChange], bookmark: CatalogBookmark? = nil) async throws -> IngestReport {
        let steps = changes.map(Step.init)
        return try await file.write(scrubbing: false) { db in
            var report = IngestReport()
            for step in steps { try step.carryOut(db, &report) }
            if let bookmark { try Self.set(bookmark, db) }
            if report.hasChanges { try Self.countVersion(db) }
            report.version = try Self.version(db)
            return report
        }
    }

    /// The place that was last set for a source; nil where none is. Throws `StorageError`.
    public func bookmark(of source: String) async throws -> String? {
        try await file.read { db in
            try String.fetchOne(db, sql: "SELECT place FROM bookmarks WHERE source = ?", arguments: [source.storable])
        }
    }

    /// The ids of all records of a kind, of hidden products too. Throws `StorageError`.
    public func ids(of kind: CatalogKind) async throws -> Set<String> {
        let table: CatalogTable = kind == .products ? .products : .policies
        return try await file.read { db in
            Set(try String.fetchAll(db, sql: "SELECT id FROM \(table.live)"))
        }
    }

    private static func set(_ bookmark: CatalogBookmark, _ db: Database) throws {
        if let place = bookmark.place {
            try db.execute(
                sql: """
                    INSERT INTO bookmarks (source, place) VALUES (?, ?)
                    ON CONFLICT (source) DO UPDATE SET place = excluded.place
                    """, arguments: [bookmark.source.storable, place.storable])
        } else {
            try db.execute(sql: "DELETE FROM bookmarks WHERE source = ?", arguments: [bookmark.source.storable])
        }
    }
}

/// A change, ready for its table.
private enum Step: Sendable {
    case put(StagedRecord)
    case remove(CatalogTable, id: String)
    case reject(RejectedRecord, id: String)

    init(_ change: CatalogChange) {
        switch change {
        case .product(let product):
            if let record = try? StagedRecord(product) {
                self = .put(record)
            } else {
                self = .reject(CatalogIngest.tooDeep(product, line: 0), id: product.id.catalogKey)
            }
        case .policy(let policy): self = .put(StagedRecord(policy))
        case .removeProduct(let id): self = .remove(.products, id: id.catalogKey)
        case .removePolicy(let id): self = .remove(.policies, id: id.catalogKey)
        }
    }

    func carryOut(_ db: Database, _ report: inout IngestReport) throws {
        switch self {
        case .put(let record):
            let isEqual = try Bool.fetchOne(
                db.cachedStatement(sql: record.table.isEqualSQL), arguments: [record.body, record.id])
            switch (record.table, isEqual) {
            case (.products, true): report.unchanged += 1
            case (.policies, true): report.policiesUnchanged += 1
            case (.products, false): report.changed += 1
            case (.policies, false): report.policiesChanged += 1
            case (.products, nil): report.added += 1
            case (.policies, nil): report.policiesAdded += 1
            }
            guard isEqual != true else { return }
            try db.cachedStatement(sql: record.table.putSQL).execute(arguments: record.arguments)
        case .remove(let table, let id): try remove(id, from: table, db, &report)
        case .reject(let rejected, let id):
            report.reject(rejected)
            try remove(id, from: .products, db, &report)
        }
    }

    private func remove(_ id: String, from table: CatalogTable, _ db: Database, _ report: inout IngestReport) throws {
        try db.cachedStatement(sql: table.deleteSQL).execute(arguments: [id])
        switch table {
        case .products: report.removed += db.changesCount
        case .policies: report.policiesRemoved += db.changesCount
        }
    }
}
