import Gateway
import NIOCore
import Testing

@Suite("Heads of messages")
struct HeadReaderTests {
    /// What is read from `text`, given in pieces of `size` bytes; the rest that was not taken.
    static func read<Start: StartLine>(
        _ text: [UInt8], _: Start.Type, by size: Int = .max, maxBytes: Int = 32 * 1024
    ) throws(MessageFault) -> (head: MessageHead<Start>, rest: [UInt8])? {
        var reader = HeadReader<Start>(maxBytes: maxBytes)
        var received = ByteBuffer()
        var rest = text[...]
        while !rest.isEmpty {
            received.writeBytes(rest.prefix(size))
            rest = rest.dropFirst(size)
            if let head = try reader.read(&received) { return (head, Array(received.readableBytesView) + rest) }
        }
        return nil
    }

    static func request(_ text: String, by size: Int = .max) throws(MessageFault) -> MessageHead<RequestLine>? {
        try read(Array(text.utf8), RequestLine.self, by: size)?.head
    }

    static let good = "POST /a/b?c=%20 HTTP/1.1\r\nHost: shop\r\nX-Empty:\r\nX-Space: \t a  b \t\r\nX-UTF: 신발\r\n\r\n"

    @Test("The parts of a head are found, however the bytes come")
    func cutAnywhere() throws {
        let text = Array((Self.good + "body").utf8)
        for size in 1...text.count {
            let (head, rest) = try #require(try Self.read(text, RequestLine.self, by: size))
            #expect(head.start.method == .post && head.start.isHTTP11)
            #expect(head.text(head.start.target) == "/a/b?c=%20")
            #expect(head.fields.map { head.text($0.nameRange) } == ["Host", "X-Empty", "X-Space", "X-UTF"])
            #expect(head.fields.map { head.text($0.value) } == ["shop", "", "a  b", "신발"])
            #expect(head.fields.map(\.name) == [.host, .other, .other, .other])
            #expect(rest == Array("body".utf8))
        }
        for end in 0..<Self.good.utf8.count {
            #expect(try Self.request(String(decoding: Self.good.utf8.prefix(end), as: UTF8.self)) == nil)
        }
    }

    static let badRequests = [
        "GET / HTTP/1.1\n\n", "GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n", "GET / HTTP/1.1\rHost: a\r\n\r\n", "GET / HTTP/1.1\r\nX: a\rb\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\r\r\n\r\n", "GET / HTTP/1.1\r\r\n\r\n", "\n\nGET / HTTP/1.1\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\n\r\n", " GET / HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1 \r\n\r\n", "GET /  HTTP/1.1\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n", "GET\t/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.2\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/0.9\r\n\r\n", "GET / HTTP/1.10\r\n\r\n",
        "GET / http/1.1\r\n\r\n", "GET / HTTP/11\r\n\r\n", "GET /\r\n\r\n", "GET\r\n\r\n", "GET HTTP/1.1\r\n\r\n",
        "G@T / HTTP/1.1\r\n\r\n", "신발 / HTTP/1.1\r\n\r\n", "GET /\u{1} HTTP/1.1\r\n\r\n",
        "GET /\u{7f} HTTP/1.1\r\n\r\n", "GET /\u{0} HTTP/1.1\r\n\r\n", "GET /신발 HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n", "GET / HTTP/1.1\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\n: a\r\n\r\n", "GET / HTTP/1.1\r\nX: a\u{0}b\r\n\r\n", "GET / HTTP/1.1\r\nX: a\u{1}b\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\u{7f}\r\n\r\n", "GET / HTTP/1.1\r\nX(y): a\r\n\r\n", "GET / HTTP/1.1\r\nX y: a\r\n\r\n",
        "GET / HTTP/1.1\r\n신발: a\r\n\r\n", "GET / HTTP/1.1\r\nX\u{0}: a\r\n\r\n",
    ]

    @Test("What is no head, or could be read in two ways, is none", arguments: badRequests)
    func bad(text: String) {
        for size in [1, 2, 7, Int.max] {
            #expect(throws: MessageFault.malformed, "\(size)") { try Self.request(text, by: size) }
        }
    }

    @Test("What begins wrong is told before it ends")
    func early() {
        for text in ["\u{16}\u{3}\u{1}\u{2}\n", "SSH-2.0-x\r\n", "GET / HTTP/1.1\r\nX y: 1\r\n"] {
            #expect(throws: MessageFault.malformed) { try Self.request(text) }
        }
    }

    @Test("One empty line may stand before a request")
    func leadingLine() throws {
        let head = try #require(try Self.request("\r\nGET /x HTTP/1.0\r\nA: 1\r\n\r\n"))
        #expect(!head.start.isHTTP11 && head.text(head.start.target) == "/x" && head.text(head.fields[0].value) == "1")
    }

    @Test("Methods have a case; those that are not passed on are told from what is no method")
    func methods() throws {
        let found = try ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "CONNECT", "BREW"].map {
            try Self.request("\($0) / HTTP/1.1\r\n\r\n")?.start.method
        }
        #expect(found == [.get, .head, .post, .put, .patch, .delete, .options, .other, .other, .other])
    }

    @Test("A head that is too long is refused as soon as it is, by bytes or by number of fields")
    func limits() throws {
        let line = "X: " + String(repeating: "a", count: 95) + "\r\n"
        let text = Array(("GET / HTTP/1.1\r\n" + String(repeating: line, count: 9) + "\r\n").utf8)
        #expect(try Self.read(text, RequestLine.self, maxBytes: text.count) != nil)
        #expect(throws: MessageFault.tooLarge) { try Self.read(text, RequestLine.self, maxBytes: text.count - 1) }
        for size in [1, 100] {
            #expect(throws: MessageFault.tooLarge) {
                try Self.read(Array(text.dropLast(2)), RequestLine.self, by: size, maxBytes: 900)
            }
        }
        let fields = (0..<257).map { "A\($0): b\r\n" }
        let many = "GET / HTTP/1.1\r\n" + fields.joined() + "\r\n"
        #expect(throws: MessageFault.tooLarge) { try Self.request(many) }
        #expect(try Self.request("GET / HTTP/1.1\r\n" + fields.dropLast().joined() + "\r\n")?.fields.count == 256)
    }

    @Test("Status lines: with a reason or without, of HTTP/1 alone")
    func status() throws {
        func read(_ line: String) throws -> StatusLine? {
            try Self.read(Array("\(line)\r\nA: b\r\n\r\n".utf8), StatusLine.self)?.head.start
        }
        for (line, status) in [
            ("HTTP/1.1 200 OK", 200), ("HTTP/1.0 404 Not Found", 404), ("HTTP/1.1 299 ", 299), ("HTTP/1.1 503", 503),
            ("HTTP/1.1 200 좋아", 200),
        ] { #expect(try read(line)?.status == status) }
        for line in [
            "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1  200 OK", "HTTP/1.1 -20 OK", "HTTP/1.1 099 OK",
            "HTTP/2 200 OK",
            "HTTP/1.1 200OK", "HTTP/1.1\t200 OK", "ICY 200 OK", "HTTP/1.1 200 a\u{0}", "HTTP/1.1 200 a\rb", "",
        ] { #expect(throws: MessageFault.malformed, "\(line)") { try read(line) } }
    }
}
