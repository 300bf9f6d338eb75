import Search
import Storage
import Testing

@Suite("A cache of expansions")
struct ExpansionCacheTests {
    let cache: SQLiteExpansionCache

    init() throws { cache = try .temporary() }

    @Test func keepsWhatEachWriterWrote() async throws {
        let hashes = (0..<1_100).map { ContentHash(of: "text \($0)") }
        try await cache.store(["하나", "둘 \u{0} \" 셋"], for: hashes[0], writer: "a")
        try await cache.store([], for: hashes[1_099], writer: "a")
        try await cache.store(["다른 것"], for: hashes[0], writer: "b")
        #expect(
            try await cache.phrases(for: hashes, writer: "a") == [
                hashes[0]: ["하나", "둘 \u{0} \" 셋"], hashes[1_099]: [],
            ])
        #expect(try await cache.phrases(for: hashes, writer: "b") == [hashes[0]: ["다른 것"]])
        #expect(try await cache.phrases(for: hashes, writer: "c").isEmpty)
        try await cache.store(["neu"], for: hashes[0], writer: "a")
        #expect(try await cache.phrases(for: [hashes[0]], writer: "a") == [hashes[0]: ["neu"]])
    }
}
