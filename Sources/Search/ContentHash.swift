/// A 128-bit fingerprint of a text (FNV-1a, 128 bits, over the UTF-8 bytes): equal texts have equal hashes, and two texts of
/// one catalogue share a hash with a probability below 10^-27. Not for secrets: it can be forged.
public struct ContentHash: Sendable, Hashable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// O(length).
    public init(of text: some Sequence<UInt8>) {
        // Offset basis and prime of FNV-1a, 128 bits (draft-eastlake-fnv).
        var high: UInt64 = 0x6c62_272e_07bb_0142
        var low: UInt64 = 0x62b8_2175_6295_c58d
        for byte in text {
            low ^= UInt64(byte)
            // Times 2^88 + 0x13b, modulo 2^128.
            let (carry, product) = low.multipliedFullWidth(by: 0x13b)
            high = high &* 0x13b &+ carry &+ (low << 24)
            low = product
        }
        self.init(high: high, low: low)
    }

    public init(of text: String) { self.init(of: text.utf8) }
}
