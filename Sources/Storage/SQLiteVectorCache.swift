internal import Foundation
internal import GRDB
public import Search

/// Vectors of texts in an SQLite file of its own, which any number of processes and catalogues may share.
///
/// It is only a cache: the file may be deleted while nothing has it open.
public struct SQLiteVectorCache: VectorCache {
    private let file: DatabaseFile

    /// Keys of one query, vectors of one transaction.
    private static let chunk = 500

    /// Opens the file, creating it (0600) and its folder (0700) where they are missing, and migrates it to the newest schema.
    /// Blocks for as long as that takes: for a program's start. Throws `StorageError`.
    public init(path: String) throws {
        file = try DatabaseFile(path: path, kind: .vectors)
    }

    private init(file: DatabaseFile) { self.file = file }

    /// A file in a folder of its own, deleted with the last copy of this value: for tests.
    public static func temporary() throws -> SQLiteVectorCache {
        SQLiteVectorCache(file: try .temporary(kind: .vectors))
    }

    /// The schema's history, oldest first. A file that has more steps than these is refused.
    public static var migrations: [SchemaMigration] { FileKind.vectors.migrations }

    /// The known vectors among `hashes`. One whose length is not the embedder's is taken for unknown. Throws `StorageError`.
    public func vectors(for hashes: [ContentHash], embedder: String) async throws -> [ContentHash: [Float]] {
        var found: [ContentHash: [Float]] = [:]
        found.reserveCapacity(hashes.count)
        for start in stride(from: 0, to: hashes.count, by: Self.chunk) {
            // One snapshot a chunk: a long lookup does not keep the log from being emptied.
            let chunk = hashes[start..<min(start + Self.chunk, hashes.count)]
            let rows = try await file.read { db in try Self.fetch(chunk, embedder, db) }
            for (hash, vector) in rows { found[hash] = vector }
        }
        return found
    }

    /// Keeps `vectors`, in transactions of 500. All must be of one length, at least 1, which becomes the embedder's: vectors
    /// of another length that are kept under its identity are unknown from then on. Throws `StorageError`.
    public func store(_ vectors: [ContentHash: [Float]], embedder: String) async throws {
        guard let dimension = vectors.first?.value.count else { return }
        guard dimension > 0, vectors.values.allSatisfy({ $0.count == dimension }) else {
            throw StorageError(
                .invalidValue, path: file.path, "the vectors of \(embedder) are empty or differ in their length")
        }
        let all = Array(vectors)
        for start in stride(from: 0, to: all.count, by: Self.chunk) {
            let chunk = all[start..<min(start + Self.chunk, all.count)].map { ($0.key.stored, Self.data($0.value)) }
            try await file.write(scrubbing: false) { db in
                let id = try Int64.fetchOne(
                    db.cachedStatement(
                        sql: """
                            INSERT INTO embedders (identity, dimension) VALUES (?, ?)
                            ON CONFLICT (identity) DO UPDATE SET dimension = excluded.dimension RETURNING id
                            """), arguments: [embedder.storable, dimension])
                let insert = try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO vectors (embedder, hash, vector) VALUES (?, ?, ?)")
                for (hash, vector) in chunk { try insert.execute(arguments: [id, hash, vector]) }
            }
        }
    }

    /// Vectors that are kept under this identity. O(their number). Throws `StorageError`.
    public func count(embedder: String) async throws -> Int {
        try await file.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM vectors JOIN embedders AS e ON e.id = vectors.embedder WHERE e.identity = ?
                    """, arguments: [embedder.storable]) ?? 0
        }
    }
}

extension SQLiteVectorCache {
    private static func fetch(
        _ hashes: ArraySlice<ContentHash>, _ embedder: String, _ db: Database
    ) throws -> [(ContentHash, [Float])] {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT id, dimension FROM embedders WHERE identity = ?"),
                arguments: [embedder.storable])
        else { return [] }
        let id: Int64 = row[0]
        let dimension: Int = row[1]
        let marks = repeatElement("?", count: hashes.count).joined(separator: ",")
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT hash, vector FROM vectors WHERE embedder = ? AND hash IN (\(marks))"),
            arguments: [id] + StatementArguments(hashes.map(\.stored)))
        var found: [(ContentHash, [Float])] = []
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 0) { hash in
                try row.withUnsafeData(atIndex: 1) { vector in
                    guard let hash = hash.flatMap(ContentHash.init(data:)), let vector,
                        vector.count == dimension * MemoryLayout<Float>.size
                    else { return }
                    found.append((hash, floats(vector)))
                }
            }
        }
        return found
    }

    /// 32-bit floats, little-endian.
    private static func data(_ vector: [Float]) -> Data {
        vector.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
    }

    private static func floats(_ data: Data) -> [Float] {
        data.withUnsafeBytes { bytes in
            (0..<bytes.count / MemoryLayout<Float>.size).map { index in
                let pattern = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Float>.size, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: pattern))
            }
        }
    }
}

extension FileKind {
    static let vectors = FileKind(
        applicationID: 0x424C_5356,
        name: "a vector cache",
        migrations: [
            SchemaMigration(
                version: 1, summary: "embedders and vectors",
                sql: """
                    CREATE TABLE embedders (
                        id INTEGER PRIMARY KEY,
                        identity TEXT NOT NULL UNIQUE,
                        dimension INTEGER NOT NULL
                    );
                    CREATE TABLE vectors (
                        embedder INTEGER NOT NULL REFERENCES embedders (id) ON DELETE CASCADE,
                        hash BLOB NOT NULL,
                        vector BLOB NOT NULL,
                        PRIMARY KEY (embedder, hash)
                    );
                    """)
        ],
        remedy: "delete it: it is a cache, and fills itself again")
}
