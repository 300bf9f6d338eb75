import Gateway
import NIOCore
import Testing

@Suite("Bodies of messages")
struct BodyReaderTests {
    /// The content, and the bytes after its end; nil for a body that does not come to its end.
    static func read(
        _ bytes: [UInt8], _ framing: BodyFraming, by size: Int = .max
    ) throws(MessageFault) -> (content: [UInt8], rest: [UInt8])? {
        var reader = BodyReader(framing)
        var received = ByteBuffer()
        var content: [UInt8] = []
        var rest = bytes[...]
        repeat {
            received.writeBytes(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let piece = try reader.next(&received) { content += piece.readableBytesView }
            if reader.isAtEnd { return (content, Array(received.readableBytesView) + rest) }
        } while !rest.isEmpty
        return nil
    }

    static func chunks(_ text: String, by size: Int = .max) throws(MessageFault) -> String? {
        try read(Array(text.utf8), .chunked, by: size).map { String(decoding: $0.content, as: UTF8.self) }
    }

    @Test("A body in chunks is found whole, however its bytes come, and what follows it stays")
    func cutAnywhere() throws {
        let text = "3\r\nabc\r\n00A;ext=\"1\";b\r\n0123456789\r\n0;x\r\nTrailer: 1\r\nX-Y:\r\n\r\n"
        let bytes = Array((text + "GET /").utf8)
        for size in 1...bytes.count {
            let (content, rest) = try #require(try Self.read(bytes, .chunked, by: size))
            #expect(content == Array("abc0123456789".utf8) && rest == Array("GET /".utf8))
        }
        for end in 0..<text.utf8.count { #expect(try Self.read(Array(text.utf8.prefix(end)), .chunked) == nil) }
    }

    @Test(
        "Chunks that are not as they have to be are refused",
        arguments: [
            "\r\n", "z\r\n", "-1\r\n", "+1\r\na\r\n", "0x1\r\na\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "1\na\r\n",
            "1\r\r\na",
            "1\r\na\n0\r\n\r\n", "1\r\nab\r\n", "1\r\na0\r\n\r\n", "1\r\na\r0\r\n", "1;a\nb\r\na\r\n",
            "1;a\rb\r\na\r\n",
            "1;\u{0}\r\na\r\n", "fffffffffffffffff\r\n", "1000000000000000\r\n", "0\r\n\n", "0\r\nX\r\n\r\n",
            "0\r\nX : 1\r\n\r\n", "0\r\n X: 1\r\n\r\n", "0\r\n: 1\r\n\r\n", "0\r\nX: 1\n\r\n", "0\r\nX: a\u{1}\r\n\r\n",
            "0\r\nX: 1\r\n y\r\n\r\n", "0\n\n", "0\r\n\r\r", "g", ";\r\n",
        ])
    func bad(text: String) {
        for size in [1, 3, Int.max] {
            #expect(throws: MessageFault.malformed, "\(size)") { try Self.chunks(text + "tail\r\n\r\n", by: size) }
        }
    }

    @Test("Extensions and trailers are bounded, all together")
    func bounded() {
        let extensions = String(repeating: "1;" + String(repeating: "e", count: 1_000) + "\r\na\r\n", count: 10)
        #expect(throws: MessageFault.tooLarge) { try Self.chunks(extensions + "0\r\n\r\n") }
        let trailers = String(repeating: "X: " + String(repeating: "t", count: 1_000) + "\r\n", count: 10)
        #expect(throws: MessageFault.tooLarge) { try Self.chunks("0\r\n" + trailers + "\r\n") }
    }

    @Test("A length, none, and the end of the connection")
    func others() throws {
        let bytes = Array("abcdef".utf8)
        for size in 1...6 {
            let found = try #require(try Self.read(bytes, .length(4), by: size))
            #expect(found.content == Array("abcd".utf8) && found.rest == Array("ef".utf8))
        }
        #expect(try Self.read(bytes, .none)?.rest == bytes)
        #expect(try Self.read(bytes, .length(0))?.rest == bytes)
        #expect(try Self.read(bytes, .length(7)) == nil)
        #expect(try Self.read(bytes, .untilClose) == nil)
        #expect(BodyReader(.untilClose).endsWithConnection && !BodyReader(.chunked).endsWithConnection)
    }
}
