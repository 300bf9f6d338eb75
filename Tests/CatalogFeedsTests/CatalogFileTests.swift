import CatalogFeeds
import Foundation
import Shop
import Synchronization
import Testing

@Suite struct CatalogFileTests {
    private func lines(_ count: Int) -> String {
        (1...count).map { "{\"_id\":\"\($0)\",\"name\":\"상품 \($0)\"}\n" }.joined()
    }

    @Test func batchesHoldAtMost500InOrder() async throws {
        let reading = try await Reading(lines(1201), name: "feed.jsonl")
        #expect(reading.batches == [500, 500, 201])
        #expect(reading.ids == (1...1201).map(String.init))
    }

    @Test(arguments: ["feed.jsonl.gz", "feed"]) func readsGzipByContent(_ name: String) async throws {
        let bytes = gzip(Array(lines(2000).utf8))
        let reading = try await Reading(bytes, name: name)
        #expect(reading.ids.count == 2000)
        #expect(reading.rejections.isEmpty)
    }

    @Test func readsSeveralGzipMembers() async throws {
        let reading = try await Reading(
            gzip(Array("{\"_id\":\"1\",\"name\":\"a\"}\n".utf8)) + gzip(Array("{\"_id\":\"2\",\"name\":\"b\"}\n".utf8)),
            name: "feed.jsonl.gz")
        #expect(reading.ids == ["1", "2"])
    }

    @Test func keepsWhatIsWholeOfATruncatedGzip() async throws {
        let bytes = gzip(Array(lines(2000).utf8))
        let reading = try await Reading(bytes.prefix(bytes.count / 2), name: "feed.jsonl.gz")
        #expect((100..<2000).contains(reading.ids.count))
        #expect(reading.ids == (1...reading.ids.count).map(String.init))
        #expect(reading.rejections.count == 1)
        #expect(reading.rejections.first?.reason.contains("gzip") == true)
    }

    @Test func reportsACorruptGzip() async throws {
        var bytes = gzip(Array(lines(9000).utf8))
        // The length check of a later block.
        bytes[10 + 5 + 0xFFFF + 3] ^= 0xFF
        let reading = try await Reading(bytes, name: "feed.jsonl.gz")
        #expect(reading.rejections.count == 1)
        #expect(reading.rejections.first?.reason.contains("gzip") == true)
        #expect(reading.ids.count > 100 && reading.ids.count < 9000)
    }

    @Test func refusesAFileThatUnpacksToTooMuch() async throws {
        await #expect(throws: FeedError.self) {
            try await Reading(
                gzip(Array(lines(2000).utf8)), name: "feed.jsonl.gz", limits: FeedLimits(unpackedBytes: 10_000))
        }
    }

    @Test(arguments: ["", "  \n\n", "\u{FEFF}"]) func refusesAnEmptyFile(_ text: String) async throws {
        let file = try TemporaryFile(text, name: "feed.jsonl")
        await #expect(throws: FeedError.empty(path: file.path)) { try await Reading(CatalogFile(path: file.path)) }
    }

    @Test(arguments: ["/nowhere/at/all.jsonl", "/", "/dev/null"]) func refusesWhatIsNoFile(_ path: String) async {
        let error = await #expect(throws: FeedError.self) { try await Reading(CatalogFile(path: path)) }
        guard case .unreadable(path, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        ("hello\nworld\n", "notes.txt"), ("상품명,가격\n컵,100\n", "feed.csv"), ("<html><body>404</body></html>", "feed.xml"),
        ("<rss><channel></channel></rss>", "feed.xml"), ("\u{0}\u{1}\u{2}", "feed.bin"),
    ])
    func refusesWhatIsNoFeed(_ text: String, _ name: String) async {
        let error = await #expect(throws: FeedError.self) { try await Reading(text, name: name) }
        guard case .unknownFormat? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func reportsProgressAndRepairs() async throws {
        let file = try TemporaryFile(lines(700) + "{\"_id\":\"x\",\"name\":\"컵\",\"price\":0}\n", name: "feed.jsonl")
        let seen = Mutex<[FeedProgress]>([])
        let repairs = Mutex<[FeedRepair]>([])
        let source = CatalogFile(
            path: file.path,
            onProgress: { progress in seen.withLock { $0.append(progress) } },
            onRepair: { repair in repairs.withLock { $0.append(repair) } })
        _ = try await Reading(source)
        let progress = seen.withLock { $0 }
        let size = try #require(FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int)
        #expect(progress.last == FeedProgress(bytesRead: size, bytesTotal: size))
        #expect(zip(progress, progress.dropFirst()).allSatisfy { $0.bytesRead <= $1.bytesRead })
        let repair = try #require(repairs.withLock { $0 }.first)
        #expect(repair.line == 701 && repair.recordID == "x" && repair.notes.count == 1)
    }

    @Test func stopsWhereTheTakerThrows() async throws {
        struct Full: Error {}
        let file = try TemporaryFile(lines(2000), name: "feed.jsonl")
        var count = 0
        await #expect(throws: Full.self) {
            try await CatalogFile(path: file.path).read { batch in
                count += batch.count
                throw Full()
            }
        }
        #expect(count == 500)
    }

    @Test func stopsWhenCancelled() async throws {
        let file = try TemporaryFile(lines(3000), name: "feed.jsonl")
        let task = Task {
            var batches = 0
            try await CatalogFile(path: file.path).read { _ in
                batches += 1
                withUnsafeCurrentTask { $0?.cancel() }
            }
            return batches
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
