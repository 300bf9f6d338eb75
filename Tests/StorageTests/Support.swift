import Foundation
import Shop
import Storage

/// A folder that is deleted with the last reference to it.
final class TemporaryFolder: Sendable {
    let path: String

    init() { path = FileManager.default.temporaryDirectory.appending(path: "storage-tests-\(UUID().uuidString)").path }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file, and the folder where it is not there yet.
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}

/// Yields its records in batches of `size`.
struct ListSource: CatalogSource {
    var records: [CatalogRecord]
    var size = 2

    init(_ products: [Product] = [], policies: [Policy] = [], size: Int = 2) {
        records = products.map(CatalogRecord.product) + policies.map(CatalogRecord.policy)
        self.size = size
    }

    init(records: [CatalogRecord], size: Int = 2) {
        self.records = records
        self.size = size
    }

    func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws {
        for start in stride(from: 0, to: records.count, by: size) {
            try await body(Array(records[start..<min(start + size, records.count)]))
        }
    }
}

/// Yields a list, and then throws.
struct BrokenSource: CatalogSource {
    struct Failure: Error, Equatable {}
    var products: [Product]

    func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws {
        try await ListSource(products).read(body)
        throw Failure()
    }
}

/// Yields a list, says that it did, and ends only when it is told to.
struct SuspendedSource: CatalogSource {
    var products: [Product]
    private let reached = AsyncStream<Void>.makeStream()
    private let released = AsyncStream<Void>.makeStream()

    init(_ products: [Product]) { self.products = products }

    /// Returns once the list has been taken.
    func waitUntilRead() async { for await _ in reached.stream {} }
    func release() { released.continuation.finish() }

    func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws {
        try await ListSource(products).read(body)
        reached.continuation.finish()
        for await _ in released.stream {}
        try Task.checkCancellation()
    }
}

extension Product {
    init(_ id: String, _ name: String = "운동화", price: Int? = nil) {
        self.init(id: id, name: name)
        self.price = price
    }
}

/// A product with every member set to something that is not its default.
func fullProduct() throws -> Product {
    var product = Product(id: "507f1f77bcf86cd799439011", name: "방수 \"러닝화\" '250' 🏃‍♀️\u{0}끝")
    product.sku = "SKU;--"
    product.brand = Product.Brand(ko: "나이키", en: nil)
    product.category = ["신발", "운동화"]
    product.price = 12_595
    product.listPrice = -1
    product.currency = .usd
    product.colors = ["블랙", ""]
    product.sizes = ["250"]
    product.material = "면 100%"
    product.gender = .unisex
    product.season = ["봄"]
    // Not in alphabetical order: the shop's order is kept.
    product.attributes = [
        .init("핏", .text("레귤러")), .init("굽", .number(3.5)), .init("방수", .flag(true)), .init("세탁", .flag(false)),
    ]
    product.details = String(repeating: "가볍다 ", count: 2_000)
    product.tags = ["a", "b"]
    product.stock = 0
    product.rating = 4.7
    product.reviewCount = .max
    product.reviews = [.init(rating: nil, text: "좋아요"), .init(rating: 1, text: "")]
    product.imageURL = "https://shop.example/1.jpg"
    product.url = "https://shop.example/1"
    product.createdAt = Date(timeIntervalSince1970: 1_700_000_000.123_456)
    product.updatedAt = .distantFuture
    product.status = .soldOut
    product.extra =
        try JSONValue(
            parsing: Data(#"{"a":[1,-2.5,true,false,null,{"b":{}}],"원산지":"베트남","":""}"#.utf8)
        ).object ?? [:]
    return product
}
