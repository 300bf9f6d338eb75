import BlankSpaceTesting
import Foundation
import Search
import Testing

struct ExactVectorIndexTests {
    @Test(arguments: VectorIndexConformance.all)
    func conforms(_ conformance: VectorIndexConformance) async throws {
        try await conformance.run(ExactVectorIndex(dimension: VectorIndexConformance.dimension))
    }

    /// The rounding to 8 bits is coarse for vectors such as these: nearly all of their length is in one component that all share,
    /// as the vectors of language models have it.
    @Test func theRoundingHidesNothing() throws {
        var random = SplitMix64(seed: 3)
        func vector() -> [Float] {
            let vector = [8] + (0..<95).map { _ in Float.random(in: -1...1, using: &random) * 0.05 }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
        let index = ExactVectorIndex(dimension: 96)
        let entries = (0..<2_000).map { VectorIndexConformance.entry("p\($0)", vector()) }
        try index.upsert(entries)
        for _ in 0..<20 {
            let query = vector()
            let expected = entries.map {
                ($0.id, zip($0.vector, query).reduce(Double(0)) { $0 + Double($1.0) * Double($1.1) })
            }
            .sorted { $0.1 > $1.1 }.prefix(10)
            let found = try index.nearest(to: query, limit: 10, filter: VectorFilter())
            // Float sums differ by their order in the last places.
            for (match, wanted) in zip(found, expected) { #expect(abs(Double(match.similarity) - wanted.1) < 5e-7) }
        }
    }

    @Test(arguments: [1, 7, 31, 32, 33, 384, 1_024]) func everyDimensionIsScanned(dimension: Int) throws {
        let index = ExactVectorIndex(dimension: dimension)
        let vectors = (0..<50).map { VectorIndexConformance.unit($0, dimension: dimension) }
        try index.upsert(vectors.enumerated().map { VectorIndexConformance.entry("p\($0)", $1) })
        let best = vectors.enumerated().max { a, b in
            zip(a.element, vectors[7]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                < zip(b.element, vectors[7]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        }
        let found = try index.nearest(to: vectors[7], limit: 50, filter: VectorFilter())
        #expect(found.count == 50)
        #expect(abs((found.first?.similarity ?? 0) - 1) < 1e-5)
        #expect(best.map { abs(zip($0.element, vectors[7]).reduce(Float(0)) { $0 + $1.0 * $1.1 } - 1) < 1e-5 } == true)
    }

    @Test func aVectorOfZerosIsFarFromAll() throws {
        let index = ExactVectorIndex(dimension: 24)
        try index.upsert([
            VectorIndexConformance.entry("zero", [Float](repeating: 0, count: 24)),
            VectorIndexConformance.entry("one", VectorIndexConformance.unit(1)),
        ])
        let found = try index.nearest(to: VectorIndexConformance.unit(1), limit: 2, filter: VectorFilter())
        #expect(found.map(\.id) == ["one", "zero"])
        #expect(found.last?.similarity == 0)
    }

    @Test func rowsThatAreNoLongerUsedAreGivenBack() throws {
        let index = ExactVectorIndex(dimension: 24)
        let entries = VectorIndexConformance.shop(300)
        for round in 0..<40 {
            try index.upsert(entries)
            if round % 5 == 0 { index.remove(entries.prefix(100).map(\.id)) }
        }
        try index.upsert(entries)
        #expect(index.count() == 300)
        for entry in entries.prefix(20) {
            #expect(try index.nearest(to: entry.vector, limit: 1, filter: VectorFilter()).first?.id == entry.id)
        }
    }
}
