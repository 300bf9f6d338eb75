/// A set of products by ordinal, one bit each.
struct ProductSet: Sendable {
    let capacity: Int
    private var bits: [UInt64]

    init(capacity: Int, full: Bool = false) {
        self.capacity = capacity
        bits = [UInt64](repeating: full ? .max : 0, count: (capacity + 63) / 64)
        if full, capacity % 64 != 0 { bits[bits.count - 1] = (1 << UInt64(capacity % 64)) - 1 }
    }

    func contains(_ ordinal: Int) -> Bool { bits[ordinal >> 6] & (1 << UInt64(ordinal & 63)) != 0 }

    mutating func insert(_ ordinal: Int) { bits[ordinal >> 6] |= 1 << UInt64(ordinal & 63) }

    mutating func remove(_ ordinal: Int) { bits[ordinal >> 6] &= ~(1 << UInt64(ordinal & 63)) }

    mutating func formIntersection(_ other: ProductSet) {
        for index in bits.indices { bits[index] &= other.bits[index] }
    }

    mutating func formUnion(_ other: ProductSet) {
        for index in bits.indices { bits[index] |= other.bits[index] }
    }

    var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }
    var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

    func forEach(_ body: (Int) -> Void) {
        for (index, word) in bits.enumerated() {
            var rest = word
            while rest != 0 {
                body(index << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
