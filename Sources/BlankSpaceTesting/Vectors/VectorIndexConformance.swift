public import Search

/// What every `VectorIndex` has to do. Each case is given an empty index of `dimension` components.
public struct VectorIndexConformance: Sendable, CustomStringConvertible {
    public static let dimension = 24

    public let description: String
    public let run: @Sendable (any VectorIndex) async throws -> Void

    /// The contract was broken.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    public static let all: [VectorIndexConformance] = [
        .init("an empty index holds nothing") { index in
            try same(try await index.count(), 0, "count")
            try same(try await index.contents(), [:], "contents")
            try same(try await index.nearest(to: unit(1), limit: 5, filter: VectorFilter()), [], "nearest")
            try await index.remove(["nobody"])
            try same(try await index.vectors(of: ["nobody"]), [:], "vectors")
            try await index.upsert([])
        },
        .init("what was put in is there, whatever its id and content") { index in
            let ids = ["제품/1?x=\"&'", "a b", "👟", "..", "%2F", "x", String(repeating: "가", count: 100)]
            let entries = ids.enumerated().map { number, id in
                VectorEntry(
                    id: id, vector: unit(number),
                    content: VectorContent(
                        hash: ContentHash(high: .max - UInt64(number), low: UInt64(number)),
                        price: [nil, 0, 9_007_199_254_740_993, -5][number % 4], isPurchasable: number % 2 == 0))
            }
            try await index.upsert(entries)
            try same(try await index.count(), ids.count, "count")
            try same(
                try await index.contents(), Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.content) }),
                "contents")
            let vectors = try await index.vectors(of: ids + ["nobody"])
            try same(Set(vectors.keys), Set(ids), "ids with a vector")
            for entry in entries {
                let difference = zip(vectors[entry.id] ?? [], entry.vector).map { abs($0 - $1) }.max() ?? 1
                try require(difference < 1e-6, "the vector of \(entry.id) came back changed by \(difference)")
                let first = try await index.nearest(to: entry.vector, limit: 1, filter: VectorFilter()).first
                try same(first?.id, entry.id, "the nearest to itself")
                try require(abs((first?.similarity ?? 0) - 1) < 1e-4, "its cosine with itself is not 1")
            }
        },
        .init("an entry takes the place of the one with its id") { index in
            try await index.upsert([entry("a", unit(1), price: 1), entry("b", unit(2), price: 2)])
            try await index.upsert([entry("a", unit(3), price: 3, hash: 9)])
            try same(try await index.count(), 2, "count")
            try same(try await index.contents()["a"], entry("a", unit(3), price: 3, hash: 9).content, "content")
            try same(
                try await index.nearest(to: unit(3), limit: 1, filter: VectorFilter()).first?.id, "a",
                "nearest to the new")
            try same(
                try await index.nearest(to: unit(1), limit: 2, filter: VectorFilter(priceMax: 1)), [],
                "products at the old price")
        },
        .init("of two entries with one id in one call the later counts") { index in
            try await index.upsert([entry("a", unit(1), price: 1), entry("a", unit(2), price: 2)])
            try same(try await index.contents(), ["a": entry("a", unit(2), price: 2).content], "contents")
        },
        .init("what was removed is gone") { index in
            try await index.upsert((0..<30).map { entry("p\($0)", unit($0)) })
            try await index.remove(["p3", "nobody", "p29", "p0", "p3"])
            try same(try await index.count(), 27, "count")
            let near = try await index.nearest(to: unit(3), limit: 30, filter: VectorFilter())
            try same(near.count, 27, "nearest")
            try require(!near.contains { ["p3", "p29", "p0"].contains($0.id) }, "a removed product is found")
            try await index.upsert([entry("p3", unit(3))])
            try same(try await index.nearest(to: unit(3), limit: 1, filter: VectorFilter()).first?.id, "p3", "nearest")
        },
        .init("a vector that is none is refused, and nothing of its call is stored") { index in
            for (bad, code) in [
                ([Float](repeating: 0.1, count: dimension + 1), VectorIndexError.Code.dimension), ([], .dimension),
                ([Float](repeating: .nan, count: dimension), .notFinite),
                ([.infinity] + [Float](repeating: 0, count: dimension - 1), .notFinite),
            ] {
                do {
                    try await index.upsert([entry("good", unit(1)), entry("bad", bad)])
                    throw Failure(description: "a vector of \(bad.count) components was taken")
                } catch let error as VectorIndexError { try same(error.code, code, "upsert's error") }
                do {
                    _ = try await index.nearest(to: bad, limit: 3, filter: VectorFilter())
                    throw Failure(description: "a query of \(bad.count) components was taken")
                } catch let error as VectorIndexError { try same(error.code, code, "nearest's error") }
            }
            try same(try await index.count(), 0, "count")
        },
        .init("the nearest come nearest first, as a plain scan finds them") { index in
            let entries = shop(600)
            try await index.upsert(entries)
            for number in 0..<20 {
                try await compare(index, entries, unit(1_000 + number), limit: 10, VectorFilter())
            }
            try await compare(index, entries, unit(7), limit: 600, VectorFilter())
            try await compare(index, entries, unit(7), limit: 5_000, VectorFilter())
            try same(try await index.nearest(to: unit(7), limit: 0, filter: VectorFilter()), [], "limit 0")
        },
        .init("equal ones come in the order of their ids") { index in
            try await index.upsert(["d", "b", "c", "a"].map { entry($0, unit(1)) } + [entry("0", unit(2))])
            let near = try await index.nearest(to: unit(1), limit: 4, filter: VectorFilter())
            try same(near.map(\.id), ["a", "b", "c", "d"], "order")
        },
        .init("filters leave out the others and nothing else, however narrow") { index in
            let entries = shop(600)
            try await index.upsert(entries)
            for filter in [
                VectorFilter(priceMin: 1_000, priceMax: 3_000), VectorFilter(priceMax: 1_000),
                VectorFilter(priceMin: 5_990), VectorFilter(priceMin: 2_010, priceMax: 2_010),
                VectorFilter(onlyPurchasable: true), VectorFilter(priceMin: 4_000, onlyPurchasable: true),
                VectorFilter(priceMin: 10, priceMax: 9), VectorFilter(priceMin: .min, priceMax: .max),
            ] {
                for number in 0..<4 { try await compare(index, entries, unit(2_000 + number), limit: 10, filter) }
            }
        },
        .init("many entries at once go in and out") { index in
            let entries = shop(1_300)
            try await index.upsert(entries)
            try same(try await index.count(), 1_300, "count")
            try await index.remove(entries.dropFirst(50).map(\.id))
            try same(Set(try await index.contents().keys), Set(entries.prefix(50).map(\.id)), "what is left")
            try await compare(index, Array(entries.prefix(50)), unit(3), limit: 20, VectorFilter())
        },
        .init("searches and changes run beside each other") { index in
            let entries = shop(400)
            try await index.upsert(Array(entries.prefix(200)))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for part in 0..<4 {
                    group.addTask {
                        try await index.upsert(Array(entries[(200 + part * 50)..<(250 + part * 50)]))
                    }
                    group.addTask {
                        for number in 0..<10 {
                            let near = try await index.nearest(to: unit(number), limit: 20, filter: VectorFilter())
                            try same(near.count, 20, "nearest while others write")
                            try require(near == near.sorted { $0.similarity > $1.similarity }, "out of order")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try same(try await index.count(), 400, "count")
            try await compare(index, entries, unit(5), limit: 20, VectorFilter())
        },
    ]

    private init(_ description: String, run: @escaping @Sendable (any VectorIndex) async throws -> Void) {
        self.description = description
        self.run = run
    }
}

extension VectorIndexConformance {
    /// A direction that depends on `seed` alone.
    public static func unit(_ seed: Int, dimension: Int = dimension) -> [Float] {
        var random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
        let vector = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    public static func entry(
        _ id: String, _ vector: [Float], price: Int? = 100, isPurchasable: Bool = true, hash: UInt64 = 1
    ) -> VectorEntry {
        VectorEntry(
            id: id, vector: vector,
            content: VectorContent(hash: ContentHash(high: 1, low: hash), price: price, isPurchasable: isPurchasable))
    }

    /// Products in clusters, as those of a shop are: prices 10, 20, … with some missing, two in three purchasable.
    public static func shop(_ count: Int) -> [VectorEntry] {
        (0..<count).map { number in
            let (centre, own) = (unit(number % 37), unit(10_000 + number))
            let sum = zip(centre, own).map { $0 + 0.6 * $1 }
            let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return entry(
                "p\(number)", sum.map { $0 / length }, price: number % 11 == 0 ? nil : number * 10,
                isPurchasable: number % 3 != 0, hash: UInt64(number))
        }
    }

    private static func compare(
        _ index: any VectorIndex, _ entries: [VectorEntry], _ query: [Float], limit: Int, _ filter: VectorFilter
    ) async throws {
        let expected = entries.filter { filter.admits($0.content) }
            .map { VectorMatch(id: $0.id, similarity: zip($0.vector, query).reduce(0) { $0 + $1.0 * $1.1 }) }
            .sorted { $0.similarity > $1.similarity }.prefix(limit)
        let found = try await index.nearest(to: query, limit: limit, filter: filter)
        // Two that are as near as rounding tells may change places.
        try same(found.count, expected.count, "products found for \(filter)")
        try same(Set(found.map(\.id)).count, found.count, "different products")
        let similarityOf = Dictionary(uniqueKeysWithValues: expected.map { ($0.id, $0.similarity) })
        for (match, wanted) in zip(found, expected) {
            try require(
                abs(match.similarity - wanted.similarity) < 1e-4,
                "found \(match) where \(wanted) was due, with \(filter)")
            if let similarity = similarityOf[match.id] {
                try require(abs(match.similarity - similarity) < 1e-4, "the cosine of \(match) is \(similarity)")
            }
        }
    }

    private static func same<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws {
        guard found != expected else { return }
        throw Failure(
            description: "\(what): \(String("\(found)".prefix(300))) instead of \(String("\(expected)".prefix(300)))")
    }

    private static func require(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws {
        if !holds { throw Failure(description: otherwise()) }
    }
}
