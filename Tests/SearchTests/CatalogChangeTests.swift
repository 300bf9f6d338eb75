import BlankSpaceTesting
import Search
import Shop
import Testing

/// A catalogue that changes a little is taken over from the one before; what is found must not show it.
@Suite struct CatalogChangeTests {
    private static let probes = [
        "텀블러", "러닝화", "ㄹㄴㅎ", "장화", "이불", "5만원 이하", "포실", "달무리 러닝화", "텀불러", "니트 말고", "무선 이어폰", "꽃병",
    ]

    private func found(_ engine: SearchEngine) async throws -> [[String]] {
        var all: [[String]] = []
        for probe in Self.probes {
            all.append(try await engine.search(engine.understand(probe), limit: 20).hits.map(\.product.id))
        }
        return all
    }

    /// 60 products, so that a change of a few is a small one.
    private static let many: [Product] = (0..<5).flatMap { copy in
        SmallShop.products.map { product in
            var product = product
            product.id += "-\(copy)"
            product.price = product.price.map { $0 + copy * 1_000 }
            return product
        }
    }.sorted { $0.id < $1.id }

    @Test func aChangedAddedAndRemovedProductAreSeenAtOnce() async throws {
        let engine = SearchEngine(embedder: nil)
        engine.load(Catalog(version: 1, products: Self.many, policies: []))
        var products = Self.many.filter { $0.id != "s3-2" }
        var vase = Product(id: "s3-9", name: "온결 도자기 꽃병")
        vase.category = ["홈", "장식", "꽃병"]
        vase.price = 21_000
        products.append(vase)
        products.sort { $0.id < $1.id }
        let changed = try #require(products.firstIndex { $0.id == "s8-0" })
        products[changed].name = "든든 대나무 도마"
        products[changed].category = ["주방", "조리", "도마"]
        engine.load(Catalog(version: 2, products: products, policies: []))

        #expect(try await engine.search(engine.understand("꽃병"), limit: 5).hits.map(\.product.id) == ["s3-9"])
        #expect(try await engine.search(engine.understand("도마"), limit: 5).hits.map(\.product.id) == ["s8-0"])
        let tumblers = try await engine.search(engine.understand("텀블러"), limit: 50).hits.map(\.product.id)
        #expect(!tumblers.contains("s8-0") && tumblers.contains("s8-1"))
        #expect(engine.product(id: "s3-2") == nil)
        #expect(engine.status?.products == 55)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>) func manySmallChangesFindWhatAFreshStartFinds(seed: UInt64)
        async throws
    {
        var random = SplitMix64(seed: seed)
        var products = Self.many
        let changing = SearchEngine(embedder: nil)
        changing.load(Catalog(version: 1, products: products, policies: []))
        for version in 2...12 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0: products.remove(at: Int.random(in: products.indices, using: &random))
            case 1:
                let index = Int.random(in: products.indices, using: &random)
                products[index].price = Int.random(in: 1...200, using: &random) * 1_000
            default:
                var product = Self.many[Int.random(in: Self.many.indices, using: &random)]
                product.id += "-n\(version)"
                products.append(product)
                products.sort { $0.id < $1.id }
            }
            changing.load(Catalog(version: version, products: products, policies: []))
        }
        let fresh = SearchEngine(embedder: nil)
        fresh.load(Catalog(version: 1, products: products, policies: []))
        let expected = try await found(fresh)
        let actual = try await found(changing)
        // The mean lengths of the fields stay those of the first catalogue, so near ties may be ordered otherwise.
        #expect(actual.map(Set.init) == expected.map(Set.init))
    }
}
