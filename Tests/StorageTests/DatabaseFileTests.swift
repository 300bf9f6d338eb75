import Foundation
import Shop
import Storage
import Testing

@Suite("An assistant's database file")
struct DatabaseFileTests {
    let folder = TemporaryFolder()

    /// A file with one product, closed.
    private func filled() async throws -> String {
        let path = folder.file("a.sqlite")
        _ = try await SQLiteCatalogStore(AssistantDatabase(path: path)).ingest(
            [ListSource([Product("1")])], mode: .merge)
        return path
    }

    /// Overwrites bytes of the file.
    private func patch(_ path: String, at offset: Int, _ bytes: [UInt8]) throws {
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        try data.write(to: URL(fileURLWithPath: path))
    }

    private func code(_ body: () throws -> Void) -> StorageError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StorageError)?.code
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func isCreatedForThisUserOnly() throws {
        let path = folder.file("new/deep/a.sqlite")
        let database = try AssistantDatabase(path: path)
        #expect(try permissions(folder.file("new")) == 0o700)
        #expect(try permissions(folder.file("new/deep")) == 0o700)
        #expect(try permissions(path) == 0o600)
        #expect(try permissions(path + "-wal") == 0o600)
        #expect(database.path == path)
    }

    @Test func keepsItsContentWhenReopened() async throws {
        let path = try await filled()
        let store = SQLiteCatalogStore(try AssistantDatabase(path: path))
        #expect(try await store.catalogVersion() == 1)
        #expect(try await store.loadCatalog().products == [Product("1")])
    }

    @Test func mayBeOpenedManyTimesAtOnceWhileItIsNew() async throws {
        let path = folder.file("a.sqlite")
        try await withThrowingTaskGroup { group in
            for index in 0..<8 {
                group.addTask {
                    let store = SQLiteCatalogStore(try AssistantDatabase(path: path))
                    try await store.ingest([ListSource([Product("\(index)")])], mode: .merge)
                }
            }
            try await group.waitForAll()
        }
        let store = SQLiteCatalogStore(try AssistantDatabase(path: path))
        #expect(try await store.loadCatalog().products.map(\.id) == (0..<8).map(String.init))
        #expect(try await store.catalogVersion() == 8)
    }

    @Test(arguments: [
        Array("this is not a database at all, but some text of a length that SQLite would read a header from".utf8),
        [UInt8](repeating: 0x41, count: 99), [UInt8](repeating: 0x41, count: 300),
        [0xff], [UInt8](repeating: 0x20, count: 8192),
    ])
    func isRefusedWhereItIsNoDatabase(_ bytes: [UInt8]) throws {
        let path = try folder.write(bytes, to: "a.sqlite")
        #expect(code { _ = try AssistantDatabase(path: path) } == .damaged)
        // What somebody else wrote is left as it was.
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
    }

    @Test func tellsPathAndRemedyWhereItIsNoDatabase() throws {
        let path = try folder.write([UInt8](repeating: 0x20, count: 8192), to: "a.sqlite")
        let error = #expect(throws: StorageError.self) { _ = try AssistantDatabase(path: path) }
        #expect(error?.description.contains(path) == true)
        #expect(error?.description.contains("restore a backup") == true)
    }

    @Test func isReportedAsDamagedWhereItsPagesAreBroken() async throws {
        let path = try await filled()
        let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
        try patch(path, at: 4096, [UInt8](repeating: 0xa5, count: size - 4096))
        let error = await #expect(throws: StorageError.self) {
            _ = try await SQLiteCatalogStore(AssistantDatabase(path: path)).loadCatalog()
        }
        #expect(error?.code == .damaged)
    }

    @Test func isReportedAsDamagedWhereARecordIsBroken() async throws {
        let path = folder.file("a.sqlite")
        _ = try await SQLiteCatalogStore(AssistantDatabase(path: path))
            .ingest([ListSource([Product("needle", "haystack")])], mode: .merge)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        // The freed staging row holds the same bytes.
        var from = data.startIndex
        while let body = data.range(of: Data([1, 6] + Array("needle".utf8)), in: from..<data.endIndex) {
            try patch(path, at: body.lowerBound, [99])
            from = body.upperBound
        }
        #expect(from > data.startIndex)
        let store = SQLiteCatalogStore(try AssistantDatabase(path: path))
        await #expect(throws: StorageError.self) { _ = try await store.loadCatalog() }
        await #expect(throws: StorageError.self) { _ = try await store.product(id: "needle") }
    }

    @Test func isRefusedWhereANewerProgramWroteIt() async throws {
        let path = try await filled()
        try patch(path, at: 60, [0, 0, 0, UInt8(AssistantDatabase.migrations.count + 1)])
        let error = #expect(throws: StorageError.self) { _ = try AssistantDatabase(path: path) }
        #expect(error?.code == .newerSchema)
        #expect(error?.description.contains("newer version") == true)
    }

    @Test(arguments: [[0, 0, 0, 0], [1, 2, 3, 4]] as [[UInt8]])
    func isRefusedWhereAnotherProgramWroteIt(_ applicationID: [UInt8]) async throws {
        let path = try await filled()
        try patch(path, at: 68, applicationID)
        #expect(code { _ = try AssistantDatabase(path: path) } == .foreign)
    }

    @Test func isNotTakenForAVectorCacheNorTheOtherWayRound() async throws {
        let path = try await filled()
        #expect(code { _ = try SQLiteVectorCache(path: path) } == .foreign)
        _ = try SQLiteVectorCache(path: folder.file("v.sqlite"))
        #expect(code { _ = try AssistantDatabase(path: folder.file("v.sqlite")) } == .foreign)
    }

    @Test(arguments: ["", ":memory:", "/dev/null/a.sqlite", "/proc/a/b.sqlite", "a\u{0}b"])
    func isRefusedWhereThePathCannotBe(_ path: String) {
        #expect(code { _ = try AssistantDatabase(path: path) } == .cannotOpen)
    }

    @Test func isRefusedWhereThePathIsAFolder() throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        #expect(code { _ = try AssistantDatabase(path: folder.path) } == .cannotOpen)
    }

    @Test func takesAPathWithQuotesSpacesAndHangul() async throws {
        let path = folder.file("가 'b\" %20?mode=ro#.sqlite")
        let store = SQLiteCatalogStore(try AssistantDatabase(path: path))
        try await store.ingest([ListSource([Product("1")])], mode: .merge)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func isDeletedWithItsFolderWhereItIsTemporary() throws {
        let path: String
        do {
            let database = try AssistantDatabase.temporary()
            path = database.path
            #expect(FileManager.default.fileExists(atPath: path))
        }
        #expect(!FileManager.default.fileExists(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path))
    }

    @Test func numbersItsMigrationsFromOne() {
        #expect(AssistantDatabase.migrations.map(\.version) == Array(1...AssistantDatabase.migrations.count))
        #expect(SQLiteVectorCache.migrations.map(\.version) == Array(1...SQLiteVectorCache.migrations.count))
        #expect(AssistantDatabase.migrations.allSatisfy { !$0.summary.isEmpty })
    }
}
