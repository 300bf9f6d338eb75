import ChromaClient
import Search

/// A product's content as metadata of its record.
enum RecordContent {
    private static let hash = "hash"
    private static let price = "price"
    private static let purchasable = "purchasable"

    static func metadata(of content: VectorContent) -> ChromaMetadata {
        var metadata: ChromaMetadata = [
            hash: .string(hex(content.hash.high) + hex(content.hash.low)), purchasable: .bool(content.isPurchasable),
        ]
        if let amount = content.price { metadata[price] = .int(amount) }
        return metadata
    }

    /// Metadata that somebody else wrote give a hash that no text has, so that the record is written anew.
    static func content(of metadata: ChromaMetadata) -> VectorContent {
        let text = metadata[hash]?.string ?? ""
        let isHash = text.utf8.count == 32
        return VectorContent(
            hash: ContentHash(
                high: isHash ? UInt64(text.prefix(16), radix: 16) ?? 0 : 0,
                low: isHash ? UInt64(text.suffix(16), radix: 16) ?? 0 : 0),
            price: metadata[price]?.int, isPurchasable: metadata[purchasable]?.bool ?? false)
    }

    /// nil for an empty filter.
    static func condition(_ filter: VectorFilter) -> ChromaFilter? {
        var parts: [ChromaFilter] = []
        if let least = filter.priceMin { parts.append(.atLeast(price, .int(least))) }
        if let most = filter.priceMax { parts.append(.atMost(price, .int(most))) }
        if filter.onlyPurchasable { parts.append(.equals(purchasable, true)) }
        return parts.count > 1 ? .all(parts) : parts.first
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
