/// The assistant's SQLite file: the catalogue, conversations and events.
///
/// Any number of processes may have it open. Readers see the last completed change and never wait; writers wait for each
/// other, 5 s at most. It has to lie on a local disk.
public struct AssistantDatabase: Sendable {
    let file: DatabaseFile

    /// Opens the file, creating it (0600) and its folder (0700) where they are missing, and migrates it to the newest schema.
    /// Blocks for as long as that takes: for a program's start. Throws `StorageError`.
    public init(path: String) throws {
        file = try DatabaseFile(path: path, kind: .assistant)
    }

    private init(file: DatabaseFile) { self.file = file }

    /// A file in a folder of its own, deleted with the last copy of this value and of the stores made from it: for tests.
    public static func temporary() throws -> AssistantDatabase {
        AssistantDatabase(file: try .temporary(kind: .assistant))
    }

    /// Where the file lies.
    public var path: String { file.path }

    /// The schema's history, oldest first. A file that has more steps than these is refused.
    public static var migrations: [SchemaMigration] { FileKind.assistant.migrations }
}

extension FileKind {
    static let assistant = FileKind(
        applicationID: 0x424C_5341,
        name: "the assistant's database",
        migrations: [
            SchemaMigration(version: 1, summary: "catalogue, conversations and events", sql: catalogue + conversations),
            SchemaMigration(version: 2, summary: "places in the sources that the catalogue follows", sql: bookmarks),
            SchemaMigration(version: 3, summary: "the last ingest, and when the catalogue changed", sql: lastIngest),
        ],
        remedy: "restore a backup, or move the file away and ingest the catalogue again")

    /// `body`: see `Product.encoded`. Equal records have equal bodies, so comparing those tells an ingest what changed.
    /// Staged rows have neither index nor foreign key: they are appended, scanned once and dropped.
    private static let catalogue = """
        CREATE TABLE catalog (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            version INTEGER NOT NULL
        );
        INSERT INTO catalog (only, version) VALUES (1, 0);

        CREATE TABLE products (
            id TEXT NOT NULL PRIMARY KEY,
            hidden INTEGER NOT NULL,
            body BLOB NOT NULL
        );
        CREATE TABLE policies (
            id TEXT NOT NULL PRIMARY KEY,
            body BLOB NOT NULL
        );

        CREATE TABLE ingests (
            id INTEGER PRIMARY KEY AUTOINCREMENT
        );
        CREATE TABLE stagedProducts (
            ordinal INTEGER PRIMARY KEY,
            ingest INTEGER NOT NULL,
            id TEXT NOT NULL,
            hidden INTEGER NOT NULL,
            body BLOB NOT NULL
        );
        CREATE TABLE stagedPolicies (
            ordinal INTEGER PRIMARY KEY,
            ingest INTEGER NOT NULL,
            id TEXT NOT NULL,
            body BLOB NOT NULL
        );

        """

    private static let bookmarks = """
        CREATE TABLE bookmarks (
            source TEXT NOT NULL PRIMARY KEY,
            place TEXT NOT NULL
        ) WITHOUT ROWID;
        """

    /// One row: the run that began last. Moments as below.
    private static let lastIngest = """
        ALTER TABLE catalog ADD COLUMN updatedAt REAL;
        CREATE INDEX hiddenProducts ON products (id) WHERE hidden <> 0;

        CREATE TABLE lastIngest (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            ingest INTEGER NOT NULL,
            source TEXT NOT NULL,
            state TEXT NOT NULL,
            startedAt REAL NOT NULL,
            finishedAt REAL,
            read INTEGER NOT NULL DEFAULT 0,
            added INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0,
            removed INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            message TEXT
        );
        """

    /// Moments are seconds since 2001-01-01 UTC, what `Date` holds, so that they come back bit for bit.
    private static let conversations = """
        CREATE TABLE conversations (
            id TEXT NOT NULL PRIMARY KEY,
            userId TEXT,
            createdAt REAL NOT NULL,
            updatedAt REAL NOT NULL
        );
        CREATE INDEX conversationsByUser ON conversations (userId);

        CREATE TABLE turns (
            ordinal INTEGER PRIMARY KEY,
            conversationId TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            id TEXT NOT NULL,
            userId TEXT,
            at REAL NOT NULL,
            message TEXT NOT NULL,
            intent TEXT NOT NULL,
            query TEXT NOT NULL,
            shown TEXT NOT NULL,
            answer TEXT NOT NULL,
            UNIQUE (conversationId, id)
        );
        CREATE INDEX turnsByConversation ON turns (conversationId, ordinal);
        CREATE INDEX turnsByUser ON turns (userId);

        CREATE TABLE events (
            ordinal INTEGER PRIMARY KEY,
            userId TEXT NOT NULL,
            kind TEXT NOT NULL,
            productId TEXT NOT NULL,
            at REAL NOT NULL
        );
        CREATE INDEX eventsByUser ON events (userId, ordinal);
        """
}
