import BlankSpaceTesting
import Search
import Shop
import Synchronization
import Testing

@Suite struct SearchEngineTests {
    let engine = SmallShop.engine()

    private func ids(_ text: String, limit: Int = 10) async throws -> [String] {
        try await engine.search(engine.understand(text), limit: limit).hits.map(\.product.id)
    }

    @Test func beforeACatalogueNothingIsFound() async throws {
        let empty = SearchEngine(embedder: nil)
        #expect(empty.status == nil)
        #expect(try await empty.search(empty.understand("텀블러"), limit: 5).hits.isEmpty)
    }

    @Test func aKindOfThingFindsItsThings() async throws {
        #expect(Set(try await ids("러닝화").prefix(2)) == ["s1", "s2"])
        #expect(try await ids("텀블러").first == "s8")
    }

    @Test(arguments: [
        ("running shoes", "s1"), ("tumbler", "s8"), ("스웨터", "s6"), ("장화", "s3"), ("러닝와", "s1"),
        ("텀불러", "s8"), ("원터치텀블러추천좀", "s9"),
    ])
    func otherWordsSlipsAndCompoundsFindToo(text: String, id: String) async throws {
        #expect(try await ids(text).prefix(3).contains(id))
    }

    @Test(arguments: ["모아별 초경량 러닝화", "달무리 첼시 레인부츠", "구스 이불", "텀블러", "니트", "선물", "5만원 이하"])
    func whatIsOnlyAlikeIsNotCounted(text: String) async throws {
        let found = try await engine.search(engine.understand(text), limit: 50)
        #expect(found.hits.contains { $0.fits })
        #expect(found.total == found.hits.count { $0.fits })
    }

    @Test func onlyWhatIsBothIsCountedAsBoth() async throws {
        let found = try await engine.search(engine.understand("방수 러닝화"), limit: 50)
        #expect(found.hits.map(\.product.id).prefix(2) == ["s1", "s2"])
        #expect(found.total == 1)
    }

    /// Two earphones of which one says that it has the feature, the other that it has not.
    @Test(arguments: [
        ("방수 되는 이어폰", "방수가 되지 않아 땀 흘리는 운동에는 어울리지 않습니다.", "땀이나 비에도 방수가 됩니다."),
        ("무선 충전 되는 이어폰", "무선 충전 기능은 지원하지 않아요.", "케이스는 무선 충전이 됩니다."),
    ])
    func whatADescriptionDeniesIsNotFound(text: String, denied: String, affirmed: String) async throws {
        let engine = SearchEngine(embedder: nil)
        let products = [denied, affirmed].enumerated().map { number, details in
            var product = Product(id: "e\(number)", name: "소곤 이어폰 \(number)호")
            product.category = ["디지털", "음향", "이어폰"]
            product.price = 30_000
            product.details = details
            return product
        }
        engine.load(Catalog(version: 1, products: products, policies: []))
        let found = try await engine.search(engine.understand(text), limit: 10)
        #expect(found.hits.first?.product.id == "e1")
        #expect(found.total == 1)
    }

    @Test func whatIsToBeWornIsFirstOfAllSomethingToWear() async throws {
        let engine = SearchEngine(embedder: nil)
        let products = [
            ("u1", "소나기 장우산", ["잡화", "우산"]), ("u2", "소나기 아기 우비", ["유아", "우비"]), ("u3", "웅덩이 레인부츠", ["신발", "레인부츠"]),
            ("u4", "처마 로퍼", ["신발", "로퍼"]),
        ].map { id, name, category in
            var product = Product(id: id, name: name)
            product.category = category
            product.price = 20_000
            product.tags = ["비오는날", "방수"]
            return product
        }
        engine.load(Catalog(version: 1, products: products, policies: []))
        let found = try await engine.search(engine.understand("비 오는 날 신을 만한 거"), limit: 10)
        #expect(Set(found.hits.filter(\.fits).map(\.product.id)) == ["u3", "u4"])
        #expect(Set(found.hits.prefix(2).map(\.product.id)) == ["u3", "u4"])
    }

    /// 사람 is in no product, and tells of the shopper.
    @Test func whoItIsForIsNoPartOfTheThing() {
        let summary = engine.summary(of: engine.understand("키 큰 사람이 쓸 텀블러"))
        #expect(summary.kinds == ["텀블러"])
        #expect(!(summary.unknown + summary.properties).contains { $0.hasPrefix("사람") })
    }

    @Test func whatIsNotWantedIsNamedOnce() {
        var exclusion = Exclusion()
        exclusion.category = ["운동화"]
        exclusion.term = ["운동화", "스니커즈"]
        #expect(exclusion.things == ["운동화"])
        exclusion.color = ["블랙"]
        #expect(exclusion.things == ["블랙", "운동화"])
    }

    @Test func theOneThingThatBearsTheNameIsTheOneThatFits() async throws {
        let found = try await engine.search(engine.understand("달무리 첼시 레인부츠"), limit: 50)
        #expect(found.total == 1)
        #expect(found.hits.first?.product.id == "s3")
    }

    @Test func hiddenProductsAreNeverFoundAndSoldOutOnesComeLast() async throws {
        let found = try await ids("텀블러")
        #expect(!found.contains("s10"))
        #expect(found == ["s8", "s9"])
        #expect(engine.product(id: "s10") == nil)
    }

    @Test func constraintsNeverLeak() async throws {
        let texts = [
            "5만원 이하", "3만원대", "20만원 이상", "검정색", "흰색", "Q 사이즈", "여자", "품절 아닌", "반값", "방수되는", "2만원 이하 텀블러", "울 말고 니트",
            "핑크 빼고 니트",
        ]
        for text in texts {
            let query = engine.understand(text)
            for hit in try await engine.search(query, limit: 50).hits {
                let product = hit.product
                let constraints = query.constraints
                if let most = constraints.priceMax {
                    #expect((product.price ?? .max) <= most, "\(text): \(product.name)")
                }
                if let least = constraints.priceMin {
                    #expect((product.price ?? 0) >= least, "\(text): \(product.name)")
                }
                if constraints.inStock { #expect(product.isPurchasable) }
                if let least = constraints.discountMin { #expect(product.discountPercent >= least) }
                if constraints.exclude.material.contains("울") { #expect(product.material?.contains("울") != true) }
                if constraints.exclude.color == ["핑크"] { #expect(product.colors != ["핑크"]) }
            }
        }
    }

    @Test func anOrderRunsOverWhatWasAskedFor() async throws {
        #expect(try await ids("제일 싼 러닝화").prefix(2) == ["s2", "s1"])
        #expect(try await ids("제일 비싼 이불").first == "s4")
    }

    @Test(arguments: ["냉장고", "자동차 타이어", "감기약", "항공권 예약"])
    func whatTheShopDoesNotHaveFindsNothing(text: String) async throws { #expect(try await ids(text).isEmpty) }

    @Test func whatStandsInTheWayIsNamed() async throws {
        let result = try await engine.search(engine.understand("5천원 이하 이불"), limit: 5)
        #expect(result.hits.isEmpty)
        #expect(result.relaxable == ["priceMax"])
    }

    @Test func aSituationIsAnsweredByWhatHelps() async throws {
        #expect(try await ids("비 오는 날 신을 거").first == "s3")
    }

    @Test func aSearchCanBeHeldToGivenProducts() async throws {
        let result = try await engine.search(engine.understand("러닝화"), limit: 5, within: ["s2", "s8"])
        #expect(result.hits.map(\.product.id) == ["s2"])
    }

    @Test func policiesAnswerQuestions() {
        #expect(engine.policies(answering: "배송비 얼마예요?").first?.policy.id == "p1")
        #expect(engine.policies(answering: "반품 언제까지 돼요?").first?.policy.id == "p2")
    }

    @Test func aFailingEmbedderLeavesTheSearchToWords() async throws {
        let embedder = CountingEmbedder()
        let engine = SmallShop.engine(embedder: embedder)
        try await engine.fillVectors(from: nil)
        #expect(engine.status?.embedded == 11)
        embedder.fails.withLock { $0 = true }
        let result = try await engine.search(engine.understand("러닝화"), limit: 5)
        #expect(result.degraded.contains("embedder"))
        #expect(!result.hits.isEmpty)
    }

    @Test func noTextIsEmbeddedTwice() async throws {
        let cache = MemoryCache()
        for _ in 0..<2 {
            let embedder = CountingEmbedder()
            let engine = SmallShop.engine(embedder: embedder)
            try await engine.fillVectors(from: cache)
            cache.runs.withLock { $0.append(embedder.texts.withLock { $0 }) }
        }
        #expect(cache.runs.withLock { $0 } == [11, 0])
    }

    @Test func hostileTextIsReadWithoutHarm() async throws {
        var random = SplitMix64(seed: 41)
        for _ in 0..<300 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2FFFF, using: &random)) { view.append(scalar) }
            }
            _ = try await engine.search(engine.understand(String(view)), limit: 3)
        }
        _ = try await engine.search(engine.understand(String(repeating: "방수 운동화 ", count: 400)), limit: 3)
    }
}

/// Vectors made from the letters of a text; counts what it is given.
final class CountingEmbedder: Embedder {
    let identity = "counting"
    let dimension = 8
    let texts = Mutex(0)
    let fails = Mutex(false)

    struct Failure: Error {}

    func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        if fails.withLock({ $0 }) { throw Failure() }
        self.texts.withLock { $0 += texts.count }
        return texts.map { text in
            var vector = [Float](repeating: 0.01, count: 8)
            for scalar in text.unicodeScalars { vector[Int(scalar.value % 8)] += 1 }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}

final class MemoryCache: VectorCache {
    private let stored = Mutex<[ContentHash: [Float]]>([:])
    let runs = Mutex<[Int]>([])

    func vectors(for hashes: [ContentHash], embedder: String) async throws -> [ContentHash: [Float]] {
        stored.withLock { stored in stored.filter { hashes.contains($0.key) } }
    }

    func store(_ vectors: [ContentHash: [Float]], embedder: String) async throws {
        stored.withLock { $0.merge(vectors) { _, new in new } }
    }
}
