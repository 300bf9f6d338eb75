import NIOHTTP1

/// What the head of a request says, checked: pure. The parser has refused already what no message may have.
struct RequestCheck: Equatable, Sendable {
    enum Body: Equatable, Sendable {
        case none
        case length(Int)
        case chunked
    }

    var body: Body
    /// Asks for a WebSocket (RFC 6455 §4.1).
    var isWebSocket = false
    /// Asks for any other protocol: no answer is expected, but the parser reads no further on this connection.
    var asksForUpgrade = false
    var expectsContinue = false
    /// The path alone, without query; always begins with "/".
    var path: String
    /// Path and query as they go to an upstream.
    var target: String
    /// The host as the client names it.
    var host: String

    /// Throws `GatewayProblem`.
    init(_ head: HTTPRequestHead, limits: GatewayLimits) throws(GatewayProblem) {
        guard head.method != .CONNECT, head.method != .TRACE else {
            throw GatewayProblem(.methodNotServed, "\(head.method.rawValue) is not served here.")
        }
        (target, path) = try Self.target(head.uri)
        var lengths: [String] = []
        var codings: [String] = []
        var hosts: [String] = []
        var connection: [String] = []
        var upgrade: [String] = []
        var count = 0
        for (name, value) in head.headers {
            count += name.utf8.count + value.utf8.count + 4
            switch name.utf8.count {
            case 4 where name.isField("host"): hosts.append(value)
            case 6 where name.isField("expect"): expectsContinue = value.lowercased() == "100-continue"
            case 7 where name.isField("upgrade"): upgrade.append(value)
            case 10 where name.isField("connection"): connection.append(value)
            case 14 where name.isField("content-length"): lengths.append(value)
            case 17 where name.isField("transfer-encoding"): codings.append(value)
            default: break
            }
        }
        guard count <= limits.headerBytes else {
            throw GatewayProblem(.requestHeadTooLarge, "Send at most \(limits.headerBytes) bytes of header fields.")
        }
        let is11 = head.version.minor >= 1
        guard hosts.count == 1 || (hosts.isEmpty && !is11), Self.isHost(hosts.first ?? "") else {
            throw GatewayProblem(.malformedRequest, "Name one host, in one Host field.")
        }
        host = hosts.first ?? ""
        body = try Self.body(lengths: lengths, codings: codings, is11: is11, limits: limits)
        if body == .none { expectsContinue = false }
        asksForUpgrade = !upgrade.isEmpty && connection.contains { $0.listed.contains { $0.lowercased() == "upgrade" } }
        isWebSocket =
            asksForUpgrade && head.method == .GET && is11 && body == .none && upgrade.count == 1
            && upgrade[0].lowercased() == "websocket"
    }

    /// Two ways to tell a message's end are how requests are smuggled past a proxy (RFC 9112 §11.2).
    private static func body(
        lengths: [String], codings: [String], is11: Bool, limits: GatewayLimits
    ) throws(GatewayProblem) -> Body {
        if !codings.isEmpty {
            guard lengths.isEmpty else {
                throw GatewayProblem(.malformedRequest, "Send Content-Length or Transfer-Encoding, not both.")
            }
            guard is11 else { throw GatewayProblem(.malformedRequest, "HTTP/1.0 has no Transfer-Encoding.") }
            guard codings.count == 1, codings[0].lowercased() == "chunked" else {
                throw GatewayProblem(.codingNotServed, "Send the body with `Transfer-Encoding: chunked` alone.")
            }
            return .chunked
        }
        guard let text = lengths.first else { return .none }
        guard lengths.count == 1, !text.isEmpty, text.utf8.count <= 15,
            text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }), let length = Int(text)
        else { throw GatewayProblem(.malformedRequest, "Send one Content-Length, a whole number.") }
        guard length <= limits.bodyBytes else {
            throw GatewayProblem(.requestTooLarge, "Send at most \(limits.bodyBytes) bytes.")
        }
        return length == 0 ? .none : .length(length)
    }

    /// The target in origin form. An upstream must not read another path than the one that was judged here: no dot segments, no
    /// backslashes, no controls.
    private static func target(_ uri: String) throws(GatewayProblem) -> (target: String, path: String) {
        var rest = Substring(uri)
        if !rest.hasPrefix("/") {
            // Absolute form, as proxies are sent it.
            guard let scheme = rest.range(of: "://"), rest[..<scheme.lowerBound].lowercased().hasPrefix("http") else {
                throw GatewayProblem(.malformedRequest, "The request's target is no path.")
            }
            let afterHost = rest[scheme.upperBound...].firstIndex { "/?".contains($0) }
            let tail = afterHost.map { rest[$0...] } ?? ""
            rest = tail.hasPrefix("/") ? tail : "/" + tail
        }
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        let isSound = rest.utf8.allSatisfy {
            $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#")
        }
        guard isSound, !hasDotSegment(path) else {
            throw GatewayProblem(.malformedRequest, "The path holds characters or segments that are not taken.")
        }
        return (String(rest), String(path))
    }

    private static func hasDotSegment(_ path: Substring) -> Bool {
        guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") }) else { return false }
        let plain = path.lowercased().replacing("%2e", with: ".")
        if plain.contains("%2f") || plain.contains("%5c") || plain.contains("%00") { return true }
        return plain.split(separator: "/").contains { $0 == "." || $0 == ".." }
    }

    private static func isHost(_ text: String) -> Bool {
        text.utf8.count <= 260
            && text.utf8.allSatisfy { $0.isAlphanumeric || "-._:[]%~".utf8.contains($0) }
    }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Substring.Index>? { firstRange(of: text) }
}
