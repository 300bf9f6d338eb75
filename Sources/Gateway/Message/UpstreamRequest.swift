import NIOCore

/// A request as it goes to an upstream: pure.
enum UpstreamRequest {
    /// Other gateways of this kind that a request may have passed.
    static let maxHops = 4
    static let pseudonym = "blankspace"

    /// Throws `GatewayProblem` for a request that goes in a circle.
    ///
    /// - Parameters:
    ///   - client: how the client is named to the upstream.
    ///   - trusts: whether what the request says of its client is believed.
    static func head(
        _ head: RequestHead, _ check: RequestCheck, _ identity: RequestIdentity, client: ForwardedClient, trusts: Bool
    ) throws(GatewayProblem) -> ByteBuffer {
        var out = ByteBuffer()
        out.reserveCapacity(head.bytes.readableBytes + client.fields.readableBytes + 512)
        out.writeString(head.start.method.rawValue)
        out.writeStaticString(" ")
        out.writeBytes(head.bytes.readableBytesSpan.extracting(check.target.whole))
        out.writeStaticString(" HTTP/1.1\r\n")
        var isIdentified = false
        head.copyFields(to: &out) { field in
            switch field.name {
            case .expect, .traceparent, .xRequestId: return false
            case .tracestate: return identity.continuesTrace
            case .forwarded, .via, .xForwardedFor, .xForwardedHost, .xForwardedPort, .xForwardedProto, .xRealIP:
                isIdentified = true
                return false
            default: return !field.name.staysOnHop
            }
        }
        if isIdentified {
            try writeClient(head, client, trusts: trusts, to: &out)
        } else {
            out.writeImmutableBuffer(client.fields)
            out.writeStaticString(head.start.isHTTP11 ? "Via: 1.1 blankspace\r\n" : "Via: 1.0 blankspace\r\n")
        }
        identity.write(to: &out)
        switch check.body {
        case .length(let length): out.writeField("Content-Length", length)
        case .chunked: out.writeStaticString("Transfer-Encoding: chunked\r\n")
        case .none, .untilClose:
            // Without it a server would have to guess for methods that usually have a body.
            switch head.start.method {
            case .post, .put, .patch: out.writeStaticString("Content-Length: 0\r\n")
            case .get, .head, .options, .delete, .other: break
            }
        }
        if check.isWebSocket { out.writeStaticString("Connection: Upgrade\r\nUpgrade: websocket\r\n") }
        out.writeStaticString("\r\n")
        return out
    }

    /// The fields that name the client and the way, for a request that has some of them already.
    private static func writeClient(
        _ head: RequestHead, _ client: ForwardedClient, trusts: Bool, to out: inout ByteBuffer
    ) throws(GatewayProblem) {
        let via = head.values(.via)
        guard via.lazy.flatMap(\.listed).count(where: { $0.hasSuffix(" " + pseudonym) }) < maxHops else {
            throw GatewayProblem(.requestLoop, "The gateway's upstreams lead back to the gateway.")
        }
        if trusts {
            let isSecure = head.first(.xForwardedProto) == "https"
            let element = client.element(isSecure: isSecure)
            out.writeField("Forwarded", (head.values(.forwarded) + [element]).joined(separator: ", "))
            out.writeField("X-Forwarded-For", (head.values(.xForwardedFor) + [client.peer]).joined(separator: ", "))
            out.writeField("X-Forwarded-Proto", isSecure ? "https" : "http")
        } else {
            out.writeImmutableBuffer(client.fields)
        }
        let here = head.start.isHTTP11 ? "1.1 " + pseudonym : "1.0 " + pseudonym
        out.writeField("Via", (via + [here]).joined(separator: ", "))
    }
}

/// How a client is named to upstreams: the same for all requests of a connection that name the same host.
struct ForwardedClient: Sendable {
    let host: String
    /// The client's IP address.
    let peer: String
    /// The fields of a request that says nothing of its client by itself, or is not believed.
    let fields: ByteBuffer

    init(peer: String, host: String) {
        self.host = host
        self.peer = peer
        var fields = ByteBuffer()
        fields.writeField("Forwarded", Self.element(peer: peer, host: host, proto: "http"))
        fields.writeField("X-Forwarded-For", peer)
        fields.writeStaticString("X-Forwarded-Proto: http\r\n")
        self.fields = fields
    }

    func element(isSecure: Bool) -> String {
        Self.element(peer: peer, host: host, proto: isSecure ? "https" : "http")
    }

    /// One element of `Forwarded` (RFC 7239 §4).
    private static func element(peer: String, host: String, proto: String) -> String {
        let address = peer.contains(":") ? "\"[\(peer)]\"" : peer
        let host = host.utf8.allSatisfy { $0.isAlphanumeric || "-.".utf8.contains($0) } ? host : "\"\(host)\""
        return "for=\(address);proto=\(proto)" + (host.isEmpty ? "" : ";host=\(host)")
    }
}

extension String {
    /// The parts of a header field's list, without the space around them.
    var listed: [Substring] {
        split(separator: ",").map { part in
            let head = part.drop { $0 == " " || $0 == "\t" }
            return head[..<(head.lastIndex { $0 != " " && $0 != "\t" }.map(head.index(after:)) ?? head.startIndex)]
        }.filter { !$0.isEmpty }
    }
}
