internal import Foundation
internal import GRDB
public import Shop

/// The catalogue in the assistant's SQLite file.
///
/// Readers, of other processes too, see the last completed version as a whole. An ingest that fails, is cancelled or is
/// killed leaves it as it was; its rests go with the next ingest that runs alone.
public struct SQLiteCatalogStore: CatalogStore {
    let file: DatabaseFile

    public init(_ database: AssistantDatabase) { file = database.file }

    /// What becomes of records that the sources do not hold.
    public enum Mode: Sendable {
        /// They stay.
        case merge
        /// They go. A kind, products or policies, of which the sources held none at all is left alone.
        case replace
    }

    /// Microseconds: cheap enough to be asked every second.
    public func catalogVersion() async throws -> Int {
        try await file.read(Self.version)
    }

    /// O(catalogue): about a second for 100,000 products. Throws `StorageError`.
    public func loadCatalog() async throws -> Catalog {
        try await file.read { [file] db in
            func load<T>(_ sql: String, as decode: ([UInt8]) throws -> T) throws -> [T] {
                var records: [T] = []
                let rows = try Row.fetchCursor(db, sql: sql)
                while let row = try rows.next() {
                    guard let record = try? decode(row.bytes) else { throw file.damaged("a record of the catalogue") }
                    records.append(record)
                }
                return records
            }
            let products = try load("SELECT body FROM products WHERE hidden = 0", as: Product.init(encoded:))
            let policies = try load("SELECT body FROM policies", as: Policy.init(encoded:))
            return Catalog(
                version: try Self.version(db), products: products.sorted { $0.id < $1.id },
                policies: policies.sorted { $0.id < $1.id })
        }
    }

    /// Throws `StorageError`.
    public func product(id: String) async throws -> Product? {
        let body = try await file.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT body FROM products WHERE id = ? AND hidden = 0", arguments: [id.catalogKey])
            return row?.bytes
        }
        guard let body else { return nil }
        guard let product = try? Product(encoded: body) else { throw file.damaged("a product") }
        return product
    }

    /// Reads the sources one after another and makes what they hold the next version, at once, when all is read.
    ///
    /// Of records with the same id the last wins. The version grows by one where anything changed. A source's own error is
    /// thrown as it is, a file's as `StorageError`; either way nothing of the run is applied. Several ingests may run at
    /// once, in several processes; the one that ends last has the last word. `progress` is called after each batch.
    ///
    /// - Parameter name: what `lastIngest` calls the sources.
    @discardableResult
    public func ingest(
        _ sources: [any CatalogSource], mode: Mode, name: String = "",
        progress: (@Sendable (IngestProgress) -> Void)? = nil
    ) async throws -> IngestReport {
        try await CatalogIngest.run(sources, into: file, mode: mode, name: name, progress: progress)
    }

    static func version(_ db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT version FROM catalog")) ?? 0
    }
}

extension Row {
    /// The bytes of the first column.
    fileprivate var bytes: [UInt8] {
        (try? withUnsafeData(atIndex: 0) { $0.map { [UInt8]($0) } }) ?? []
    }
}
