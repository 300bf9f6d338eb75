typealias RequestHead = MessageHead<RequestLine>

/// What the head of a request says, checked: pure. The reader has refused already what no message may have.
struct RequestCheck: Sendable {
    let body: BodyFraming
    /// Asks for a WebSocket (RFC 6455 §4.1).
    let isWebSocket: Bool
    /// Asks for any other protocol too, which is not answered; what follows on this connection may be in it.
    let asksForUpgrade: Bool
    let expectsContinue: Bool
    /// Whether the client would like to use the connection again.
    let keepsConnection: Bool
    /// The path alone, without query; always begins with "/".
    let path: String
    /// Path and query as they go to an upstream.
    let target: RequestTarget
    /// The host as the client names it.
    let host: String

    /// Throws `GatewayProblem`.
    init(_ head: RequestHead, maxBody: Int) throws(GatewayProblem) {
        guard head.start.method != .other else {
            throw GatewayProblem(.methodNotServed, "This method is not served here.")
        }
        target = try RequestTarget(head)
        path = head.text(target.path)
        let bytes = head.bytes.readableBytesUInt8Span
        var lengths = 0
        var codings = 0
        var hosts = 0
        var upgrades = 0
        var length: Range<Int>?
        var host = 0..<0
        var isChunked = false
        var isWebSocket = false
        var expects = false
        for field in head.fields {
            switch field.name {
            case .host:
                hosts += 1
                host = field.value
            case .contentLength:
                lengths += 1
                length = field.value
            case .transferEncoding:
                codings += 1
                isChunked = bytes.matches("chunked", in: field.value)
            case .upgrade:
                upgrades += 1
                isWebSocket = bytes.matches("websocket", in: field.value)
            case .expect: expects = bytes.matches("100-continue", in: field.value)
            default: break
            }
        }
        let is11 = head.start.isHTTP11
        guard hosts == 1 || (hosts == 0 && !is11), bytes.isHost(host) else {
            throw GatewayProblem(.malformedRequest, "Name one host, in one Host field.")
        }
        self.host = head.text(host)
        // Two ways to tell a message's end are how requests are smuggled past a proxy (RFC 9112 §11.2).
        if codings > 0 {
            guard lengths == 0 else {
                throw GatewayProblem(.malformedRequest, "Send Content-Length or Transfer-Encoding, not both.")
            }
            guard is11 else { throw GatewayProblem(.malformedRequest, "HTTP/1.0 has no Transfer-Encoding.") }
            guard codings == 1, isChunked else {
                throw GatewayProblem(.codingNotServed, "Send the body with `Transfer-Encoding: chunked` alone.")
            }
            body = .chunked
        } else if let length {
            guard lengths == 1, let count = bytes.decimal(length) else {
                throw GatewayProblem(.malformedRequest, "Send one Content-Length, a whole number.")
            }
            guard count <= maxBody else { throw GatewayProblem(.requestTooLarge, "Send at most \(maxBody) bytes.") }
            body = count == 0 ? .none : .length(count)
        } else {
            body = .none
        }
        expectsContinue = expects && body != .none
        asksForUpgrade = upgrades > 0 && head.hasConnectionOption("upgrade")
        self.isWebSocket =
            asksForUpgrade && head.start.method == .get && is11 && body == .none && upgrades == 1 && isWebSocket
        keepsConnection = is11 && !asksForUpgrade && !head.hasConnectionOption("close")
    }
}

extension Span<UInt8> {
    fileprivate func isHost(_ range: Range<Int>) -> Bool {
        guard range.count <= 260 else { return false }
        for index in range {
            switch self[index] {
            case let byte where byte.isAlphanumeric: continue
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["),
                UInt8(ascii: "]"), UInt8(ascii: "%"), UInt8(ascii: "~"):
                continue
            default: return false
            }
        }
        return true
    }
}
