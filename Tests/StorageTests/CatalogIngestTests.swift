import Foundation
import Shop
import Storage
import Synchronization
import Testing

@Suite("An ingest")
struct CatalogIngestTests {
    let store: SQLiteCatalogStore

    init() throws { store = SQLiteCatalogStore(try .temporary()) }

    private func ids() async throws -> [String] { try await store.loadCatalog().products.map(\.id) }

    @Test func reportsWhatItDid() async throws {
        let policies = ["p", "q", "r"].map { Policy(id: $0, topic: "t", question: "q", answer: "a") }
        let first = try await store.ingest(
            [ListSource([Product("1"), Product("2"), Product("3")], policies: policies)], mode: .merge)
        var expected = IngestReport()
        expected.version = 1
        expected.added = 3
        expected.policiesAdded = 3
        #expect(first == expected)

        var changed = policies
        changed[1].answer = "b"
        let second = try await store.ingest(
            [
                ListSource([Product("1"), Product("2", price: 5)]), ListSource(policies: Array(changed.prefix(2))),
                ListSource([Product("4")]),
            ], mode: .replace)
        expected = IngestReport()
        expected.version = 2
        expected.added = 1
        expected.changed = 1
        expected.unchanged = 1
        expected.removed = 1
        expected.policiesChanged = 1
        expected.policiesUnchanged = 1
        expected.policiesRemoved = 1
        #expect(second == expected && second.hasChanges)
        #expect(try await store.loadCatalog().products == [Product("1"), Product("2", price: 5), Product("4")])
        #expect(try await store.loadCatalog().policies == Array(changed.prefix(2)))
    }

    @Test(arguments: [SQLiteCatalogStore.Mode.merge, .replace])
    func leavesTheVersionWhereNothingChanged(_ mode: SQLiteCatalogStore.Mode) async throws {
        let source = ListSource([try fullProduct(), Product("2")])
        try await store.ingest([source], mode: mode)
        let again = try await store.ingest([source], mode: mode)
        #expect(again.unchanged == 2 && again.version == 1 && !again.hasChanges)
        #expect(try await store.catalogVersion() == 1)
    }

    @Test func noticesThatOnlyTheOrderOfAttributesChanged() async throws {
        var product = Product("1")
        product.attributes = [.init("a", .flag(true)), .init("b", .flag(true))]
        try await store.ingest([ListSource([product])], mode: .merge)
        product.attributes.reverse()
        #expect(try await store.ingest([ListSource([product])], mode: .merge).changed == 1)
        #expect(try await store.product(id: "1") == product)
    }

    @Test func keepsWhatTheSourcesDoNotHoldWhereItMerges() async throws {
        try await store.ingest([ListSource([Product("1"), Product("2")])], mode: .merge)
        let report = try await store.ingest([ListSource([Product("3")])], mode: .merge)
        #expect(report.removed == 0)
        #expect(try await ids() == ["1", "2", "3"])
    }

    @Test func leavesAKindAloneThatTheSourcesDoNotHold() async throws {
        let policy = Policy(id: "p", topic: "t", question: "q", answer: "a")
        try await store.ingest([ListSource([Product("1")], policies: [policy])], mode: .replace)
        try await store.ingest([ListSource([Product("2")])], mode: .replace)
        #expect(try await ids() == ["2"])
        #expect(try await store.loadCatalog().policies == [policy])
        try await store.ingest(
            [ListSource(policies: [Policy(id: "x", topic: "", question: "", answer: "")])], mode: .replace)
        #expect(try await ids() == ["2"])
        #expect(try await store.loadCatalog().policies.map(\.id) == ["x"])
        let empty = try await store.ingest([ListSource()], mode: .replace)
        let none = try await store.ingest([], mode: .replace)
        #expect(!empty.hasChanges && !none.hasChanges)
        #expect(try await ids() == ["2"])
    }

    @Test func letsTheLastOfAnIdWinAndCountsTheOthers() async throws {
        let products = [Product("1", "a"), Product("2"), Product("1", "b"), Product("1", "c")]
        let report = try await store.ingest(
            [ListSource(products, size: 1), ListSource([Product("2", "d")])], mode: .replace)
        #expect(report.duplicates == 3 && report.added == 2)
        #expect(try await store.loadCatalog().products.map(\.name) == ["c", "d"])
        // The same again, in one batch: nothing changed, although the first of them differs.
        let again = try await store.ingest([ListSource(products + [Product("2", "d")], size: 500)], mode: .replace)
        #expect(again.unchanged == 2 && again.duplicates == 3 && again.version == 1)
    }

    @Test func countsAllRejectedRecordsAndKeepsTheFirst() async throws {
        let rejected = (1...1200).map { CatalogRecord.rejected(RejectedRecord(source: "f", line: $0, reason: "x")) }
        let report = try await store.ingest(
            [ListSource(records: rejected + [.product(Product("1"))], size: 500)], mode: .merge)
        #expect(report.rejectedCount == 1200 && report.added == 1)
        #expect(report.rejected.map(\.line) == Array(1...IngestReport.rejectedLimit))
    }

    @Test func rejectsAProductThatIsNestedTooDeeply() async throws {
        var deep = Product("deep")
        deep.extra = ["x": (0..<600).reduce(.null) { value, _ in .array([value]) }]
        var flat = Product("flat")
        flat.extra = ["x": (0..<500).reduce(.null) { value, _ in .array([value]) }]
        let report = try await store.ingest([ListSource([flat, deep, Product("1")])], mode: .merge)
        #expect(report.rejectedCount == 1)
        #expect(report.rejected.first?.reason.contains("deep") == true)
        #expect(try await store.loadCatalog().products == [Product("1"), flat])
    }

    @Test func appliesNothingWhereASourceFails() async throws {
        try await store.ingest([ListSource([Product("1")])], mode: .merge)
        let broken = BrokenSource(products: [Product("1", "changed"), Product("2"), Product("3")])
        await #expect(throws: BrokenSource.Failure.self) {
            try await store.ingest([ListSource([Product("4")]), broken], mode: .replace)
        }
        #expect(try await store.catalogVersion() == 1)
        #expect(try await store.loadCatalog().products == [Product("1")])
        let report = try await store.ingest([ListSource([Product("5")])], mode: .merge)
        #expect(report.added == 1 && report.duplicates == 0)
        #expect(try await ids() == ["1", "5"])
    }

    @Test func showsTheOldCatalogueUntilEverythingIsRead() async throws {
        try await store.ingest([ListSource([Product("1")])], mode: .merge)
        let source = SuspendedSource([Product("2"), Product("3"), Product("1", "changed")])
        async let report = store.ingest([source], mode: .replace)
        await source.waitUntilRead()
        #expect(try await store.catalogVersion() == 1)
        #expect(try await store.loadCatalog().products == [Product("1")])
        #expect(try await store.product(id: "2") == nil)
        source.release()
        #expect(try await report.version == 2)
        #expect(try await store.loadCatalog().products == [Product("1", "changed"), Product("2"), Product("3")])
    }

    @Test func appliesNothingWhereItIsCancelled() async throws {
        let source = SuspendedSource([Product("1")])
        let task = Task { [store] in try await store.ingest([source], mode: .merge) }
        await source.waitUntilRead()
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try await store.catalogVersion() == 0)
        #expect(try await store.ingest([ListSource([Product("2")])], mode: .merge).added == 1)
        #expect(try await ids() == ["2"])
    }

    @Test func isNotRobbedByOneThatStartsAndEndsMeanwhile() async throws {
        let slow = SuspendedSource([Product("1"), Product("2")])
        async let late = store.ingest([slow], mode: .replace)
        await slow.waitUntilRead()
        let quick = try await store.ingest([ListSource([Product("2", "quick"), Product("3")])], mode: .replace)
        #expect(quick.version == 1 && quick.added == 2)
        await #expect(throws: BrokenSource.Failure.self) {
            try await store.ingest([BrokenSource(products: [Product("9")])], mode: .replace)
        }
        slow.release()
        let report = try await late
        #expect(report.version == 2 && report.added == 1 && report.changed == 1 && report.removed == 1)
        #expect(try await store.loadCatalog().products == [Product("1"), Product("2")])
    }

    @Test func endsRightBesideOthersOfOtherConnections() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("a.sqlite")
        let databases = try (0..<3).map { _ in try AssistantDatabase(path: path) }
        try await withThrowingTaskGroup { group in
            for index in 0..<12 {
                let store = SQLiteCatalogStore(databases[index % databases.count])
                group.addTask {
                    let products = (0..<40).map { Product("\(index)-\($0)") }
                    let report = try await store.ingest([ListSource(products, size: 9)], mode: .merge)
                    #expect(report.added == 40 && report.duplicates == 0)
                }
            }
            try await group.waitForAll()
        }
        let catalog = try await SQLiteCatalogStore(databases[0]).loadCatalog()
        #expect(catalog.version == 12 && catalog.products.count == 480)
    }

    @Test func tellsHowFarItIs() async throws {
        let told = Mutex<[IngestProgress]>([])
        let records: [CatalogRecord] = [.product(Product("1")), .rejected(.init(source: "f", line: 1, reason: "x"))]
        try await store.ingest([ListSource(records: records), ListSource([Product("2")])], mode: .merge) { progress in
            told.withLock { $0.append(progress) }
        }
        #expect(
            told.withLock { $0 } == [
                IngestProgress(phase: .reading, sourcesDone: 0, sources: 2, records: 2, rejected: 1),
                IngestProgress(phase: .reading, sourcesDone: 1, sources: 2, records: 3, rejected: 1),
                IngestProgress(phase: .merging, sourcesDone: 2, sources: 2, records: 3, rejected: 1),
            ])
    }
}
