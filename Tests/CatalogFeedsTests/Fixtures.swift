import CatalogFeeds
import Foundation
import Shop

/// A file that lives as long as the value.
final class TemporaryFile: Sendable {
    let path: String

    init(_ bytes: some Sequence<UInt8>, name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent(name).path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    convenience init(_ text: String, name: String) throws { try self.init(text.utf8, name: name) }

    deinit { try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent()) }
}

/// Everything a file gave.
struct Reading {
    var products: [Product] = []
    var policies: [Policy] = []
    var rejections: [RejectedRecord] = []
    var batches: [Int] = []

    init(_ bytes: some Sequence<UInt8>, name: String, limits: FeedLimits = FeedLimits()) async throws {
        let file = try TemporaryFile(bytes, name: name)
        try await self.init(CatalogFile(path: file.path, limits: limits))
        _ = file.path
    }

    init(_ text: String, name: String, limits: FeedLimits = FeedLimits()) async throws {
        try await self.init(text.utf8, name: name, limits: limits)
    }

    init(_ source: CatalogFile) async throws {
        var records: [CatalogRecord] = []
        var counts: [Int] = []
        try await source.read { batch in
            counts.append(batch.count)
            records += batch
        }
        batches = counts
        for record in records {
            switch record {
            case .product(let product): products.append(product)
            case .policy(let policy): policies.append(policy)
            case .rejected(let rejected): rejections.append(rejected)
            }
        }
    }

    var ids: [String] { products.map(\.id) }
    var lines: [Int] { rejections.map(\.line) }
}

func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Data(text.utf8)) }

/// The repaired product of an object with `_id`, `name` and what `members` adds.
func repaired(_ members: String) throws -> RepairedProduct {
    try ProductRepair.product(from: json(#"{"_id":"1","name":"컵","# + members + "}")).get()
}

/// gzip with stored blocks: no compressor needed.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(0xFFFF)
        rest = rest.dropFirst(block.count)
        let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
        out += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + block
    } while !rest.isEmpty
    var crc: UInt32 = .max
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    for word in [~crc, UInt32(truncatingIfNeeded: bytes.count)] {
        for shift in [0, 8, 16, 24] as [UInt32] { out.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return out
}
