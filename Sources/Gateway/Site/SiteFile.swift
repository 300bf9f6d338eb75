import NIOCore

/// One file of the page, ready to be sent.
struct SiteFile: Sendable {
    private struct Variant: Sendable {
        var coding: ContentCoding
        var bytes: ByteBuffer
        var tag: String
    }

    /// The smallest first; the last is the file as it is.
    private let variants: [Variant]
    private let fields: FieldLines

    init(path: String, _ bytes: [UInt8], brotli: [UInt8]?, gzip: [UInt8]?) {
        var variants = [Variant(coding: .identity, bytes: ByteBuffer(bytes: bytes), tag: Self.tag(bytes, ""))]
        // A variant that is no smaller is of no use.
        if let gzip, gzip.count < bytes.count {
            variants.insert(
                Variant(coding: .gzip, bytes: ByteBuffer(bytes: gzip), tag: Self.tag(bytes, "-gzip")), at: 0)
        }
        if let brotli, brotli.count < bytes.count {
            variants.insert(Variant(coding: .br, bytes: ByteBuffer(bytes: brotli), tag: Self.tag(bytes, "-br")), at: 0)
        }
        self.variants = variants
        var fields = FieldLines(["Content-Type": ContentType.of(path), "Cache-Control": CachePolicy.of(path)])
        if variants.count > 1 { fields.add("Vary", "Accept-Encoding") }
        fields.add(SecurityHeaders.of(path))
        self.fields = fields
    }

    func answer(_ request: RequestHead) -> LocalAnswer {
        let accepted = ContentCoding.accepted(request.values(.acceptEncoding))
        guard let variant = variants.first(where: { accepted.contains($0.coding) }) ?? variants.last else {
            return .problem(GatewayProblem(.unknownPath, "Look at the address."))
        }
        var fields = fields
        fields.add("ETag", variant.tag)
        if EntityTag.matches(variant.tag, request.values(.ifNoneMatch)) { return LocalAnswer(status: 304, fields) }
        if variant.coding != .identity { fields.add("Content-Encoding", variant.coding.rawValue) }
        return LocalAnswer(fields, content: variant.bytes)
    }

    private static func tag(_ bytes: [UInt8], _ suffix: String) -> String {
        var hash: (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x8422_2325_cbf2_9ce4)
        for byte in bytes {
            hash.0 = (hash.0 ^ UInt64(byte)) &* 0x100_0000_01b3
            hash.1 = (hash.1 &+ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15
            hash.1 ^= hash.1 >> 29
        }
        return "\"" + String(hash.0, radix: 16) + String(hash.1, radix: 16) + suffix + "\""
    }
}
