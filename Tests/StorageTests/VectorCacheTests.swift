import Foundation
import Search
import Storage
import Testing

@Suite("A vector cache")
struct VectorCacheTests {
    let cache: SQLiteVectorCache

    init() throws { cache = try .temporary() }

    private func vectors(_ range: Range<Int>, dimension: Int = 4) -> [ContentHash: [Float]] {
        Dictionary(
            uniqueKeysWithValues: range.map { index in
                (ContentHash(of: "text \(index)"), (0..<dimension).map { Float(index) + Float($0) / 7 })
            })
    }

    @Test func knowsNothingAtFirst() async throws {
        #expect(try await cache.vectors(for: [ContentHash(of: "a")], embedder: "m").isEmpty)
        #expect(try await cache.vectors(for: [], embedder: "m").isEmpty)
        #expect(try await cache.count(embedder: "m") == 0)
        try await cache.store([:], embedder: "m")
        #expect(try await cache.count(embedder: "m") == 0)
    }

    @Test(arguments: [1, 499, 500, 501, 1234]) func givesBackExactlyWhatItKeeps(_ count: Int) async throws {
        let kept = vectors(0..<count)
        try await cache.store(kept, embedder: "m")
        let asked = Array(kept.keys) + [ContentHash(of: "unknown"), ContentHash(of: "text 0")]
        #expect(try await cache.vectors(for: asked, embedder: "m") == kept)
        #expect(try await cache.count(embedder: "m") == count)
    }

    @Test func keepsExtremeNumbersAndHashes() async throws {
        let kept: [ContentHash: [Float]] = [
            ContentHash(high: .max, low: 0): [.infinity, -0.0, .leastNonzeroMagnitude, -.greatestFiniteMagnitude],
            ContentHash(high: 0, low: .max): [1, 2, 3, 4], ContentHash(high: 0, low: 0): [0, 0, 0, 0],
        ]
        try await cache.store(kept, embedder: "m")
        let found = try await cache.vectors(for: Array(kept.keys), embedder: "m")
        #expect(found.mapValues { $0.map(\.bitPattern) } == kept.mapValues { $0.map(\.bitPattern) })
    }

    @Test(arguments: ["n", "'; DROP TABLE vectors; --", "", "모델"]) func keepsEmbeddersApart(_ other: String)
        async throws
    {
        let hash = ContentHash(of: "a")
        try await cache.store([hash: [1, 2]], embedder: "m")
        #expect(try await cache.vectors(for: [hash], embedder: other).isEmpty)
        try await cache.store([hash: [3, 4, 5]], embedder: other)
        #expect(try await cache.vectors(for: [hash], embedder: "m") == [hash: [1, 2]])
        #expect(try await cache.vectors(for: [hash], embedder: other) == [hash: [3, 4, 5]])
    }

    @Test func replacesAVector() async throws {
        let hash = ContentHash(of: "a")
        try await cache.store([hash: [1, 2]], embedder: "m")
        try await cache.store([hash: [3, 4]], embedder: "m")
        #expect(try await cache.vectors(for: [hash], embedder: "m") == [hash: [3, 4]])
        #expect(try await cache.count(embedder: "m") == 1)
    }

    @Test func takesVectorsOfAnotherLengthForUnknown() async throws {
        try await cache.store(vectors(0..<3, dimension: 4), embedder: "m")
        let newer = vectors(3..<5, dimension: 8)
        try await cache.store(newer, embedder: "m")
        #expect(try await cache.vectors(for: Array(vectors(0..<5).keys), embedder: "m") == newer)
    }

    @Test(arguments: [[[]], [[1, 2], [1]]] as [[[Float]]])
    func refusesVectorsWithoutOneLength(_ values: [[Float]]) async throws {
        let broken = Dictionary(uniqueKeysWithValues: values.enumerated().map { (ContentHash(of: "\($0)"), $1) })
        let error = await #expect(throws: StorageError.self) { try await cache.store(broken, embedder: "m") }
        #expect(error?.code == .invalidValue)
        #expect(try await cache.count(embedder: "m") == 0)
    }

    @Test func isSharedBetweenConnectionsAndKeptWhenReopened() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("cache/v.sqlite")
        let all = vectors(0..<2000)
        do {
            let caches = try (0..<3).map { _ in try SQLiteVectorCache(path: path) }
            try await withThrowingTaskGroup { group in
                for index in 0..<9 {
                    // Every vector is written by two or more at once.
                    let part = vectors(index * 200..<index * 200 + 400)
                    group.addTask { try await caches[index % 3].store(part, embedder: "m") }
                }
                try await group.waitForAll()
            }
            #expect(try await caches[0].vectors(for: Array(all.keys), embedder: "m") == all)
        }
        let reopened = try SQLiteVectorCache(path: path)
        #expect(try await reopened.count(embedder: "m") == 2000)
        #expect(try await reopened.vectors(for: Array(all.keys), embedder: "m") == all)
    }

    @Test func tellsThatADamagedFileMayBeDeleted() throws {
        let folder = TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 4096), to: "v.sqlite")
        let error = #expect(throws: StorageError.self) { _ = try SQLiteVectorCache(path: path) }
        #expect(error?.code == .damaged)
        #expect(error?.message.contains("delete it") == true)
    }
}
