internal import Foundation
internal import GRDB
internal import Synchronization

/// One open SQLite file in WAL mode: readers of any process never wait for a writer.
final class DatabaseFile: Sendable {
    let path: String
    private let kind: FileKind
    private let pool: DatabasePool
    /// A folder that goes with the last reference to the file.
    private let temporaryFolder: String?

    /// How long a writer waits for another process's, in seconds.
    private static let busyTimeout = 5.0
    /// Creating a file closes a descriptor of it, and that would drop the POSIX locks of an SQLite connection that this
    /// process opened meanwhile. So files are opened one by one.
    private static let opening = Mutex(())

    init(path: String, kind: FileKind, temporaryFolder: String? = nil) throws {
        let path = try Self.absolute(path)
        self.path = path
        self.kind = kind
        self.temporaryFolder = temporaryFolder
        pool = try Self.opening.withLock { _ in
            try Self.createFile(at: path, kind)
            return try Self.open(path, kind)
        }
    }

    deinit {
        guard let temporaryFolder else { return }
        try? pool.close()
        try? FileManager.default.removeItem(atPath: temporaryFolder)
    }

    /// A file in a new folder of its own; both are deleted with the last reference.
    static func temporary(kind: FileKind) throws -> DatabaseFile {
        let folder = FileManager.default.temporaryDirectory.appending(path: "blankspace-\(UUID().uuidString)").path
        return try DatabaseFile(path: folder + "/temporary.sqlite", kind: kind, temporaryFolder: folder)
    }

    /// One snapshot of the file, whatever writers do meanwhile.
    func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws -> T {
        try await translating { try await pool.read(body) }
    }

    /// One immediate transaction. What it deletes is overwritten in the file, unless `scrubbing` is off: for data that is
    /// public anyway.
    func write<T: Sendable>(scrubbing: Bool = true, _ body: @Sendable (Database) throws -> T) async throws -> T {
        try await translating {
            try await pool.write { db in
                // Set by each transaction: what a cancelled one would set back at its end is not carried out.
                try db.execute(sql: scrubbing ? "PRAGMA secure_delete = ON" : "PRAGMA secure_delete = OFF")
                return try body(db)
            }
        }
    }

    /// Removes what the write-ahead log still holds of deleted rows, even where the calling task is cancelled. Best effort: a
    /// reader of an old snapshot keeps the log alive; then it is overwritten bit by bit by later writes.
    func truncateLog() async {
        await Task {
            try? await pool.writeWithoutTransaction { db in
                // Other writers wait behind this one, so it does not wait long for readers.
                try db.execute(sql: "PRAGMA busy_timeout = 250")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(Self.busyTimeout * 1000))") }
                try db.checkpoint(.truncate)
            }
        }.value
    }

    func damaged(_ what: String) -> StorageError {
        StorageError(.damaged, path: path, "\(what) cannot be read; \(kind.remedy)")
    }

    func translating<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as DatabaseError {
            // An interrupted statement is how a cancelled task's query ends.
            if error.resultCode == .SQLITE_INTERRUPT { try Task.checkCancellation() }
            throw StorageError(error, path: path, remedy: kind.remedy)
        }
    }
}

extension DatabaseFile {
    private static func absolute(_ path: String) throws -> String {
        guard !path.isEmpty, !path.hasPrefix(":"), !path.utf8.contains(0) else {
            throw StorageError(.cannotOpen, path: path, "not the path of a file; name one")
        }
        return path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// Creates what is missing, for this user only. SQLite gives the files beside it the same rights.
    private static func createFile(at path: String, _ kind: FileKind) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError(
                .cannotOpen, path: path,
                "the folder \(folder) cannot be created (\(error.localizedDescription)); create it or name another path",
                underlying: error)
        }
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw StorageError(.cannotOpen, path: path, errno: errno, doing: "create the file")
        }
        // SQLite takes what is shorter than its header for an empty file, and writes over it.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if attributes?[.type] as? FileAttributeType == .typeRegular, let size = attributes?[.size] as? Int,
            (1..<100).contains(size)
        {
            throw StorageError(.damaged, path: path, "not an SQLite file; \(kind.remedy)")
        }
    }

    private static func open(_ path: String, _ kind: FileKind) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = kind.name
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // Here, before the journal mode is set: a file of somebody else is not changed.
            try kind.check(db, path: path)
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA journal_size_limit = 16777216;
                    PRAGMA cache_size = -16384;
                    PRAGMA temp_store = MEMORY;
                    """)
        }
        let deadline = ContinuousClock.now + .seconds(busyTimeout)
        while true {
            do {
                let pool = try DatabasePool(path: path, configuration: configuration)
                try pool.writeWithoutTransaction(kind.migrate)
                return pool
            } catch let error as DatabaseError {
                // Changing the journal mode does not wait for other processes that open the same new file.
                if error.resultCode == .SQLITE_BUSY, ContinuousClock.now < deadline {
                    Thread.sleep(forTimeInterval: 0.02)
                    continue
                }
                throw StorageError(error, path: path, remedy: kind.remedy)
            }
        }
    }
}

extension String {
    /// As SQLite keeps it: its text ends at the first NUL, so that becomes U+FFFD.
    var storable: String {
        utf8.contains(0) ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
    }
}
