import Gateway
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

/// Random damage to good messages, the same in each run. What the gateway takes must mean the same to another reader of HTTP: a
/// message that two servers read in two ways is how requests are smuggled.
@Suite("What is taken, another reader takes in the same way")
struct CodecAgreementTests {
    struct Message: Equatable {
        var start: String
        var fields: [String]
        var body: [UInt8]
    }

    static let requests = [
        "GET /api/a?b=c%20d HTTP/1.1\r\nHost: shop.example\r\nAccept: */*\r\nCookie: a=b; c=\"d\"\r\n\r\n",
        "POST /api/llm/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nContent-Type: application/json\r\n\r\n{\"a\":\"b\",1}\n",
        "POST /v1/x HTTP/1.1\r\nHost:a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\nB;e=1\r\n01234567890\r\n0\r\nT: 1\r\n\r\n",
        "DELETE / HTTP/1.0\r\nHost: \t a \t\r\nX-Empty:\r\n\r\n",
    ]
    static let responses = [
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ndata: 1\n\r\n1\r\n\n\r\n0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nServer: a b\r\n\r\nhello",
        "HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n",
    ]

    @Test("Requests", arguments: requests.indices)
    func request(index: Int) throws {
        try agree(on: Self.requests[index], seed: UInt64(index), Self.ourRequest, Self.otherRequest)
    }

    @Test("Responses", arguments: responses.indices)
    func response(index: Int) throws {
        try agree(on: Self.responses[index], seed: UInt64(index) + 100, Self.ourResponse, Self.otherResponse)
    }

    private func agree(
        on text: String, seed: UInt64, _ ours: ([UInt8], Int) -> Message?, _ other: ([UInt8]) -> Message?
    ) throws {
        let good = Array(text.utf8)
        #expect(try #require(ours(good, .max)) == (try #require(other(good))))
        var random = Damage(seed: seed)
        var taken = 0
        var refused = 0
        for _ in 0..<20_000 {
            let bytes = random.damage(good)
            let message = ours(bytes, .max)
            #expect(
                ours(bytes, random.next(below: 9) + 1) == message,
                "in pieces: \(String(decoding: bytes, as: UTF8.self))")
            guard let message else { continue }
            taken += 1
            // Some extensions of chunks and tabs after a value are taken by one alone; the gateway passes on neither.
            guard let read = other(bytes) else {
                refused += 1
                continue
            }
            #expect(read == message, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
        #expect(taken > 100, "damage that leaves a message whole is among it")
        #expect(refused * 20 < taken, "\(refused) of \(taken) are taken by the gateway alone")
    }

    // MARK: The gateway's readers

    /// nil where the message is refused or does not come to its end.
    private static func our<Start: StartLine>(
        _ bytes: [UInt8], by size: Int, _ describe: (MessageHead<Start>) -> String
    ) -> Message? {
        guard let (head, rest) = try? HeadReaderTests.read(bytes, Start.self, by: size) else { return nil }
        func values(_ name: FieldName) -> [String] {
            head.fields.filter { $0.name == name }.map { head.text($0.value) }
        }
        let lengths = values(.contentLength)
        let codings = values(.transferEncoding)
        // These are refused by what looks at the fields, before there is a body.
        guard lengths.count + codings.count <= 1, values(.upgrade).isEmpty,
            lengths.allSatisfy({ (1...15).contains($0.utf8.count) && $0.utf8.allSatisfy("0123456789".utf8.contains) }),
            codings.allSatisfy({ $0.lowercased() == "chunked" })
        else { return nil }
        let framing =
            codings.isEmpty ? lengths.first.flatMap(Int.init).map(BodyFraming.length) ?? .none : BodyFraming.chunked
        guard let body = try? BodyReaderTests.read(rest, framing, by: size) else { return nil }
        let fields = head.fields.map { "\(head.text($0.nameRange)): \(head.text($0.value))" }
        return Message(start: describe(head), fields: fields, body: body.content)
    }

    private static func ourRequest(_ bytes: [UInt8], by size: Int) -> Message? {
        our(bytes, by: size) { (head: MessageHead<RequestLine>) in
            "\(head.start.method.rawValue) \(head.text(head.start.target)) \(head.start.isHTTP11)"
        }.flatMap { message in
            // These are refused by what looks at the target.
            let target = message.start.split(separator: " ")[1]
            return message.start.hasPrefix("-") || !target.hasPrefix("/") || target.contains("#") ? nil : message
        }
    }

    private static func ourResponse(_ bytes: [UInt8], by size: Int) -> Message? {
        // Without a body's length its end is the connection's, which is no part of the bytes.
        our(bytes, by: size) { (head: MessageHead<StatusLine>) in "\(head.start.status) \(head.start.isHTTP11)" }
            .flatMap { message in
                let hasEnd = message.fields.contains {
                    let name = $0.lowercased()
                    return name.hasPrefix("content-length:") || name.hasPrefix("transfer-encoding:")
                }
                let isBodiless = ["1", "204", "304"].contains { message.start.hasPrefix($0) }
                return hasEnd && !isBodiless ? message : nil
            }
    }

    // MARK: SwiftNIO's

    private static func trimmed(_ value: String) -> Substring {
        let end = value.utf8.lastIndex { !" \t".utf8.contains($0) }.map(value.utf8.index(after:)) ?? value.startIndex
        return value[..<end]
    }

    private static func otherRequest(_ bytes: [UInt8]) -> Message? {
        let channel = EmbeddedChannel(
            handler: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        defer { _ = try? channel.finish() }
        _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        var message: Message?
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head):
                message = Message(
                    start: "\(head.method.rawValue) \(head.uri) \(head.version == .http1_1)",
                    fields: head.headers.map { "\($0.name): \(trimmed($0.value))" }, body: [])
            case .body(let buffer): message?.body += buffer.readableBytesView
            case .end: return message
            }
        }
        return nil
    }

    private static func otherResponse(_ bytes: [UInt8]) -> Message? {
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish() }
        try? channel.pipeline.syncOperations.addHandlers([
            HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes)),
        ])
        // A response is read only after a request.
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Host": "a"])
        _ = try? channel.writeOutbound(HTTPClientRequestPart.head(head))
        _ = try? channel.writeOutbound(HTTPClientRequestPart.end(nil))
        _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        var message: Message?
        while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
            switch part {
            case .head(let head):
                message = Message(
                    start: "\(head.status.code) \(head.version == .http1_1)",
                    fields: head.headers.map { "\($0.name): \(trimmed($0.value))" }, body: [])
            case .body(let buffer): message?.body += buffer.readableBytesView
            case .end: return message
            }
        }
        return nil
    }
}

/// Changes to bytes, by SplitMix64.
struct Damage {
    /// What makes a difference to readers of HTTP.
    static let pieces = [
        "\r", "\n", "\r\n", "\n\n", "\r\n\r\n", " ", "\t", "\u{0}", ":", ";", ",", "0", "1", "f", "F", "+", "-", "0x",
        "?", "\u{7f}",
        "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Upgrade: h2c\r\n",
        "HTTP/1.0",
        "\u{b}", "é", "\r\n ", "0\r\n\r\n", "A: b\r\n",
    ].map { Array($0.utf8) }

    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func damage(_ good: [UInt8]) -> [UInt8] {
        var bytes = good
        for _ in 0...next(below: 3) {
            let place = next(below: bytes.count)
            switch next(below: 5) {
            case 0: bytes[place] = UInt8(next(below: 256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: Self.pieces[next(below: Self.pieces.count)], at: place)
            case 3:
                let end = min(bytes.count, place + 1 + next(below: 12))
                bytes.insert(contentsOf: bytes[place..<end], at: next(below: bytes.count))
            default: bytes.replaceSubrange(place..<place + 1, with: Self.pieces[next(below: Self.pieces.count)])
            }
        }
        return bytes
    }
}
