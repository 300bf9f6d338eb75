import Foundation
import Shop
import Storage
import Testing

@Suite struct LastIngestTests {
    private let folder = TemporaryFolder()
    private let store: SQLiteCatalogStore

    init() throws { store = SQLiteCatalogStore(try AssistantDatabase(path: folder.file("a.sqlite"))) }

    /// The same file, as another process has it open.
    private func elsewhere() throws -> SQLiteCatalogStore {
        SQLiteCatalogStore(try AssistantDatabase(path: folder.file("a.sqlite")))
    }

    @Test func thereIsNoneAtFirst() async throws {
        #expect(try await store.lastIngest() == nil)
        let outline = try await store.outline()
        #expect(outline.hidden == 0 && outline.updatedAt == nil)
    }

    @Test func tellsWhatTheLastOneDid() async throws {
        let before = Date()
        try await store.ingest([ListSource([Product("1"), Product("2")])], mode: .merge, name: "first.csv")
        let records: [CatalogRecord] = [
            .product(Product("1", "another")), .product(Product("3")),
            .rejected(.init(source: "f", line: 1, reason: "x")),
            .policy(Policy(id: "p", topic: "반품", question: "?", answer: "!")),
        ]
        try await store.ingest([ListSource(records: records)], mode: .replace, name: "second.csv")
        let run = try #require(try await elsewhere().lastIngest())
        #expect(run.state == .done && run.source == "second.csv" && run.message == nil)
        #expect(run.read == 4 && run.added == 2 && run.changed == 1 && run.removed == 1 && run.rejected == 1)
        #expect(run.startedAt >= before && (run.finishedAt ?? .distantPast) >= run.startedAt)
    }

    @Test func tellsOthersHowFarItIsWhileItRuns() async throws {
        let source = SuspendedSource([Product("1"), Product("2"), Product("3")])
        async let report = store.ingest([source], mode: .merge, name: "slow.csv")
        await source.waitUntilRead()
        let run = try #require(try await elsewhere().lastIngest())
        #expect(run.state == .running && run.read == 3 && run.added == 0 && run.finishedAt == nil)
        source.release()
        #expect(try await report.added == 3)
        #expect(try await elsewhere().lastIngest()?.state == .done)
    }

    @Test func tellsWhyOneFailedWithoutItsFolders() async throws {
        struct Failure: Error, CustomStringConvertible {
            var description: String { "/home/shop/secret/feed.csv: cannot be read, and/or \"/etc/b.csv\"" }
        }
        struct Source: CatalogSource {
            func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws { throw Failure() }
        }
        await #expect(throws: Failure.self) { try await store.ingest([Source()], mode: .merge, name: "feed.csv") }
        let run = try #require(try await store.lastIngest())
        #expect(run.state == .failed && run.message == "feed.csv: cannot be read, and/or \"b.csv\"")
    }

    @Test func oneThatWasStoppedSaysSo() async throws {
        let source = SuspendedSource([Product("1")])
        let task = Task { [store] in try await store.ingest([source], mode: .merge) }
        await source.waitUntilRead()
        task.cancel()
        _ = await task.result
        #expect(try await store.lastIngest()?.message == "It was stopped.")
    }

    @Test func theCatalogueSaysWhenItChangedAndWhatItHides() async throws {
        var hidden = Product("2")
        hidden.status = .hidden
        try await store.ingest([ListSource([Product("1"), hidden])], mode: .merge)
        let first = try await store.outline()
        #expect(first.hidden == 1)
        let changed = try #require(first.updatedAt)
        #expect(abs(changed.timeIntervalSinceNow) < 60)
        // Nothing new is no change.
        try await store.ingest([ListSource([Product("1")])], mode: .merge)
        #expect(try await store.outline().updatedAt == changed)
        try await store.apply([.removeProduct("2")])
        let last = try await store.outline()
        #expect(last.hidden == 0 && (last.updatedAt ?? .distantPast) > changed)
    }
}
