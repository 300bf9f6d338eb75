internal import Foundation
internal import GRDB
public import Search

/// What language models wrote of products for the search, in an SQLite file of its own, by the hash of the text that a product is
/// embedded by: what has not changed is not written twice. The file may be deleted while nothing has it open.
public struct SQLiteExpansionCache: Sendable {
    private let file: DatabaseFile

    private static let chunk = 500

    /// Opens the file, creating it (0600) and its folder (0700) where they are missing, and migrates it to the newest schema.
    /// Blocks for as long as that takes: for a program's start. Throws `StorageError`.
    public init(path: String) throws { file = try DatabaseFile(path: path, kind: .expansions) }

    private init(file: DatabaseFile) { self.file = file }

    /// A file in a folder of its own, deleted with the last copy of this value: for tests.
    public static func temporary() throws -> SQLiteExpansionCache {
        SQLiteExpansionCache(file: try .temporary(kind: .expansions))
    }

    /// What `writer` wrote for those of the hashes that it was asked for; an empty list where it had nothing to say. Throws
    /// `StorageError`.
    public func phrases(for hashes: [ContentHash], writer: String) async throws -> [ContentHash: [String]] {
        var found: [ContentHash: [String]] = [:]
        for start in stride(from: 0, to: hashes.count, by: Self.chunk) {
            let chunk = hashes[start..<min(start + Self.chunk, hashes.count)]
            let rows = try await file.read { db in
                let marks = repeatElement("?", count: chunk.count).joined(separator: ",")
                return try Row.fetchAll(
                    db.cachedStatement(
                        sql: "SELECT hash, phrases FROM expansions WHERE writer = ? AND hash IN (\(marks))"),
                    arguments: [writer.storable] + StatementArguments(chunk.map(\.stored))
                ).map { (hash: $0[0] as Data, phrases: $0[1] as Data) }
            }
            for row in rows {
                guard let hash = ContentHash(data: row.hash) else { continue }
                found[hash] = (try? JSONDecoder().decode([String].self, from: row.phrases)) ?? []
            }
        }
        return found
    }

    /// Keeps what `writer` wrote. Throws `StorageError`.
    public func store(_ phrases: [String], for hash: ContentHash, writer: String) async throws {
        let text = (try? JSONEncoder().encode(phrases)) ?? Data("[]".utf8)
        try await file.write(scrubbing: false) { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO expansions (writer, hash, phrases) VALUES (?, ?, ?)",
                arguments: [writer.storable, hash.stored, text])
        }
    }
}

extension FileKind {
    static let expansions = FileKind(
        applicationID: 0x424C_5358,
        name: "a cache of expansions",
        migrations: [
            SchemaMigration(
                version: 1, summary: "expansions",
                sql: """
                    CREATE TABLE expansions (
                        writer TEXT NOT NULL,
                        hash BLOB NOT NULL,
                        phrases BLOB NOT NULL,
                        PRIMARY KEY (writer, hash)
                    ) WITHOUT ROWID;
                    """)
        ],
        remedy: "delete it: it is a cache, and fills itself again")
}
