internal import GRDB

/// One step of a file's schema. Steps are only ever added at the end; a released one never changes.
public struct SchemaMigration: Sendable {
    /// What `PRAGMA user_version` says once this step is done, from 1.
    public let version: Int
    /// What the step brings, for operators.
    public let summary: String
    let sql: String
}

/// A kind of file: how it is recognized, how it is built, and what to do when it breaks.
struct FileKind: Sendable {
    /// `PRAGMA application_id`: keeps a file of another program, or of another kind, from being taken for one of ours.
    let applicationID: Int
    let name: String
    let migrations: [SchemaMigration]
    /// What to do about a damaged file.
    let remedy: String

    /// Refuses what this version of the program must not touch. Reads two header fields; changes nothing.
    func check(_ db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        // No id: a new file, or one of a program that sets none.
        let isNew = try found == 0 && Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard found == applicationID || isNew else {
            throw StorageError(
                .foreign, path: path, "an SQLite file, but not \(name) of this program; name another path")
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= migrations.count else {
            throw StorageError(
                .newerSchema, path: path,
                "written by a newer version of this program (schema \(version), this one knows \(migrations.count)); "
                    + "run that version, or restore the backup made before the upgrade")
        }
    }

    /// Brings the file to the newest schema, in one transaction; several processes may do so at once.
    func migrate(_ db: Database) throws {
        func version() throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }
        // Looked at before the write lock is asked for, so that opening never waits for another process's long write.
        guard try version() < migrations.count else { return }
        try db.inTransaction(.immediate) {
            for migration in migrations.dropFirst(try version()) {
                try db.execute(sql: migration.sql)
                try db.execute(sql: "PRAGMA user_version = \(migration.version)")
            }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            return .commit
        }
    }
}
