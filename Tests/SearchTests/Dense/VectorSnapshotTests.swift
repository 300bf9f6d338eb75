import BlankSpaceTesting
import Foundation
import Search
import Testing

struct VectorSnapshotTests {
    private let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("vectors-\(ProcessInfo.processInfo.globallyUniqueString)").path

    private func saved(_ count: Int) throws -> (ExactVectorIndex, [VectorEntry]) {
        let index = ExactVectorIndex(dimension: 24)
        let entries = VectorIndexConformance.shop(count)
        try index.upsert(entries)
        try index.save(to: path, label: "model")
        return (index, entries)
    }

    @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 3_000]) func whatWasSavedIsLoaded(count: Int) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (index, entries) = try saved(count)
        let loaded = ExactVectorIndex(dimension: 24)
        try loaded.load(path, label: "model")
        #expect(loaded.contents() == index.contents())
        #expect(loaded.vectors(of: entries.map(\.id)) == index.vectors(of: entries.map(\.id)))
        for seed in 0..<5 {
            let query = VectorIndexConformance.unit(seed)
            #expect(
                try loaded.nearest(to: query, limit: 20, filter: VectorFilter(priceMin: 100))
                    == index.nearest(to: query, limit: 20, filter: VectorFilter(priceMin: 100)))
        }
    }

    @Test func aLoadedIndexChangesAndIsSavedAgainInThePlaceOfItsOwnFile() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (_, entries) = try saved(1_500)
        let loaded = ExactVectorIndex(dimension: 24)
        try loaded.load(path, label: "model")
        loaded.remove(entries.prefix(500).map(\.id))
        try loaded.upsert([VectorIndexConformance.entry("new", VectorIndexConformance.unit(77))])
        try loaded.save(to: path, label: "model")
        let again = ExactVectorIndex(dimension: 24)
        try again.load(path, label: "model")
        #expect(again.contents() == loaded.contents())
        #expect(again.count() == 1_001)
        #expect(
            try again.nearest(to: VectorIndexConformance.unit(77), limit: 1, filter: VectorFilter()).first?.id == "new")
    }

    @Test func aSnapshotOfAnotherEmbedderIsRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try saved(10)
        #expect { try ExactVectorIndex(dimension: 24).load(path, label: "another") } throws: {
            ($0 as? VectorIndexError)?.code == .mismatch
        }
        #expect { try ExactVectorIndex(dimension: 25).load(path, label: "model") } throws: {
            ($0 as? VectorIndexError)?.code == .mismatch
        }
    }

    /// Every cut and thousands of changed bytes: an error or an index of the same size, never a crash.
    @Test func aDamagedSnapshotIsRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try saved(20)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        func load(_ data: Data) throws -> Int {
            try data.write(to: URL(fileURLWithPath: path))
            let index = ExactVectorIndex(dimension: 24)
            do throws(VectorIndexError) { try index.load(path, label: "model") } catch { return 0 }
            _ = try index.nearest(to: VectorIndexConformance.unit(1), limit: 5, filter: VectorFilter())
            return index.count()
        }
        for length in Array(stride(from: 0, to: whole.count, by: 1_009)) + Array(0..<100) {
            #expect(try load(whole.prefix(length)) == 0)
        }
        #expect(try load(whole + [0]) == 0)
        var random = SplitMix64(seed: 9)
        for _ in 0..<1_000 {
            var broken = whole
            broken[Int.random(in: 0..<1_500, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            #expect([0, 20].contains(try load(broken)))
        }
    }

    @Test func aFileThatIsNotThereIsAnError() {
        #expect(throws: VectorIndexError.self) { try ExactVectorIndex(dimension: 24).load(path, label: "model") }
        #expect(throws: VectorIndexError.self) {
            try ExactVectorIndex(dimension: 24).save(to: "\(path)/no/such/folder", label: "model")
        }
    }
}
