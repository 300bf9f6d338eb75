internal import Foundation
internal import Shop

/// How a policy is kept; see `Product.encoded`.
extension Policy {
    private static let format: UInt8 = 1

    func encoded() -> [UInt8] {
        var out = ByteWriter(capacity: 512)
        out.byte(Self.format)
        out.texts([id, topic, question, answer])
        if let updatedAt { out.double(updatedAt.timeIntervalSinceReferenceDate) }
        return out.bytes
    }

    /// Throws `DamagedBytes` for what `encoded` did not write.
    init(encoded bytes: [UInt8]) throws {
        var input = ByteReader(bytes)
        guard try input.byte() == Self.format else { throw DamagedBytes() }
        let texts = try input.texts()
        guard texts.count == 4 else { throw DamagedBytes() }
        self.init(id: texts[0], topic: texts[1], question: texts[2], answer: texts[3])
        if !input.isAtEnd { updatedAt = Date(timeIntervalSinceReferenceDate: try input.double()) }
        guard input.isAtEnd else { throw DamagedBytes() }
    }
}
