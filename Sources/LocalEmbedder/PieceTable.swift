/// The pieces of a vocabulary by their bytes: a hash table with open addressing, at most half full.
struct PieceTable: Sendable {
    /// Piece i is `bytes[ends[i]..<ends[i + 1]]`.
    private let ends: [UInt32]
    private let bytes: [UInt8]
    /// The upper half of a piece's hash, and below it the piece's number and one; 0 where there is none.
    private let slots: [UInt64]
    private let mask: Int
    /// Bytes of the longest piece.
    private let longest: Int

    init(ends: [UInt32], bytes: [UInt8]) throws(LocalEmbedderError) {
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }), Int(ends.last ?? 0) <= bytes.count else {
            throw .unusable("its pieces are not one after another")
        }
        let count = ends.count - 1
        var capacity = 2
        while capacity < 2 * count { capacity *= 2 }
        var slots = [UInt64](repeating: 0, count: capacity)
        var longest = 1
        for piece in 0..<count where ends[piece] < ends[piece + 1] {
            let range = Int(ends[piece])..<Int(ends[piece + 1])
            longest = max(longest, range.count)
            let hash = bytes[range].reduce(into: Hash()) { $0.add($1) }.value
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            // Of equal pieces the first is found.
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = hash & ~0xFFFF_FFFF | UInt64(piece + 1)
        }
        self.ends = ends
        self.bytes = bytes
        self.slots = slots
        self.longest = longest
        mask = capacity - 1
    }

    /// Calls `body` with each piece that `text` has at the scalar `start`, shortest first, and the scalar after it.
    func forEachPrefix(of text: [UInt8], from start: Int, starts: [Int], _ body: (_ piece: Int32, _ next: Int) -> Void)
    {
        let first = starts[start]
        var hash = Hash()
        var position = first
        var next = start + 1
        while next < starts.count, starts[next] - first <= longest {
            while position < starts[next] {
                hash.add(text[position])
                position += 1
            }
            if let piece = piece(text, first..<position, hash.value) { body(piece, next) }
            next += 1
        }
    }

    private func piece(_ text: [UInt8], _ range: Range<Int>, _ hash: UInt64) -> Int32? {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = slots[slot]
            if entry >> 32 == hash >> 32 {
                let piece = Int(entry & 0xFFFF_FFFF) - 1
                let place = Int(ends[piece])..<Int(ends[piece + 1])
                if place.count == range.count, bytes[place].elementsEqual(text[range]) { return Int32(piece) }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// FNV-1a, 64 bit.
    private struct Hash {
        var value: UInt64 = 14_695_981_039_346_656_037

        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 1_099_511_628_211 }
    }
}
