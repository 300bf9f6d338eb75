import NIOHTTP1

/// A response as it goes to the client: pure.
struct ClientResponse: Equatable {
    var head: HTTPResponseHead
    /// Whether the connection can be used again afterwards.
    var keepsConnection: Bool
    var isEventStream: Bool

    /// Throws `GatewayProblem` for a response whose end cannot be told for certain.
    ///
    /// - Parameters:
    ///   - keepsConnection: whether the client and the gateway would like to.
    ///   - cookie: the value of a cookie to set.
    init(
        _ upstream: HTTPResponseHead, to request: HTTPRequestHead, requestId: String, keepsConnection: Bool,
        cookie: String?, upstreamName: String
    ) throws(GatewayProblem) {
        var fields: [(String, String)] = []
        fields.reserveCapacity(upstream.headers.count + 4)
        let nominated = UpstreamRequest.nominatedFields(upstream.headers)
        var length: String?
        var codings = 0
        var isSound = true
        var hasOptions = false
        isEventStream = false
        for (name, value) in upstream.headers {
            switch FieldKind(name) {
            case .framing:
                if name.isField("content-length") {
                    isSound = isSound && (length == nil || length == value)
                    length = value
                } else {
                    codings += 1
                    isSound = isSound && value.lowercased() == "chunked"
                }
            case .hopByHop, .connection: break
            case .identity where name.isField("x-request-id"): break
            case .endToEnd, .identity, .expect:
                if !nominated.isEmpty, nominated.contains(name.lowercased()) { continue }
                if name.isField("x-content-type-options") { hasOptions = true }
                if name.isField("content-type") { isEventStream = value.lowercased().hasPrefix("text/event-stream") }
                if name.isField("content-encoding") { isEventStream = false }
                fields.append((name, value))
            }
        }
        guard isSound, codings <= 1, length == nil || codings == 0 else {
            throw .upstream(.upstreamFailed, upstreamName, "its response has no certain end")
        }
        fields.append(("X-Request-Id", requestId))
        if !hasOptions { fields.append(("X-Content-Type-Options", "nosniff")) }
        if let cookie { fields.append(("Set-Cookie", cookie)) }

        var keeps = keepsConnection
        let status = upstream.status.code
        let hasBody = request.method != .HEAD && status != 204 && status != 304
        if let length {
            if status != 204 { fields.append(("Content-Length", length)) }
        } else if hasBody {
            if request.version.minor >= 1 {
                fields.append(("Transfer-Encoding", "chunked"))
            } else {
                // The end of the connection is the end of the body.
                keeps = false
            }
        }
        if !hasBody { isEventStream = false }
        if !keeps { fields.append(("Connection", "close")) }
        self.keepsConnection = keeps
        head = HTTPResponseHead(version: .http1_1, status: upstream.status, headers: HTTPHeaders(fields))
    }

    /// The answer to a WebSocket's handshake.
    static func switching(_ upstream: HTTPResponseHead, requestId: String) -> HTTPResponseHead {
        var headers = HTTPHeaders()
        for (name, value) in upstream.headers where FieldKind(name) == .endToEnd {
            headers.add(name: name, value: value)
        }
        headers.add(name: "Connection", value: "Upgrade")
        headers.add(name: "Upgrade", value: "websocket")
        headers.add(name: "X-Request-Id", value: requestId)
        return HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
    }
}
