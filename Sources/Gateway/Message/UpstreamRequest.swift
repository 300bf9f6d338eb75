import NIOHTTP1

/// A request as it goes to an upstream: pure.
enum UpstreamRequest {
    /// Other gateways of this kind that a request may have passed.
    static let maxHops = 4
    static let pseudonym = "blankspace"

    /// Throws `GatewayProblem` for a request that goes in a circle.
    ///
    /// - Parameters:
    ///   - peer: the client's IP address, as text.
    ///   - trusts: whether what the request says of its client is believed.
    static func head(
        _ head: HTTPRequestHead, _ check: RequestCheck, _ identity: RequestIdentity, peer: String, trusts: Bool
    ) throws(GatewayProblem) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(head.headers.count + 8)
        let nominated = nominatedFields(head.headers)
        var via: [String] = []
        var forwarded: [String] = []
        var addresses: [String] = []
        var scheme: String?
        for (name, value) in head.headers {
            switch FieldKind(name) {
            case .endToEnd:
                if !nominated.isEmpty, nominated.contains(name.lowercased()) { continue }
                if name.isField("tracestate"), !identity.continuesTrace { continue }
                headers.add(name: name, value: value)
            case .identity:
                if name.isField("via") { via.append(value) }
                guard trusts else { continue }
                if name.isField("forwarded") { forwarded.append(value) }
                if name.isField("x-forwarded-for") { addresses.append(value) }
                if name.isField("x-forwarded-proto") { scheme = value }
            case .hopByHop, .connection, .framing, .expect: break
            }
        }
        guard via.lazy.flatMap(\.listed).count(where: { $0.hasSuffix(" " + pseudonym) }) < maxHops else {
            throw GatewayProblem(.requestLoop, "The gateway's upstreams lead back to the gateway.")
        }
        let proto = scheme.flatMap { $0 == "https" || $0 == "http" ? $0 : nil } ?? "http"
        forwarded.append(element(peer: peer, proto: proto, host: check.host))
        addresses.append(peer)
        headers.add(name: "Forwarded", value: forwarded.joined(separator: ", "))
        headers.add(name: "X-Forwarded-For", value: addresses.joined(separator: ", "))
        headers.add(name: "X-Forwarded-Proto", value: proto)
        via.append("1.\(head.version.minor) \(pseudonym)")
        headers.add(name: "Via", value: via.joined(separator: ", "))
        headers.add(name: "X-Request-Id", value: identity.requestId)
        headers.add(name: "traceparent", value: identity.traceparent)
        switch check.body {
        case .none:
            // Without it a server would have to guess for methods that usually have a body.
            if head.method != .GET, head.method != .HEAD, head.method != .OPTIONS, head.method != .DELETE {
                headers.add(name: "Content-Length", value: "0")
            }
        case .length(let length): headers.add(name: "Content-Length", value: String(length))
        case .chunked: headers.add(name: "Transfer-Encoding", value: "chunked")
        }
        if check.isWebSocket {
            headers.add(name: "Connection", value: "Upgrade")
            headers.add(name: "Upgrade", value: "websocket")
        }
        return HTTPRequestHead(version: .http1_1, method: head.method, uri: check.target, headers: headers)
    }

    /// The fields that `Connection` declares to be for this hop alone, in lower case.
    static func nominatedFields(_ headers: HTTPHeaders) -> Set<String> {
        var names: Set<String> = []
        for value in headers["Connection"] {
            for name in value.listed {
                let name = name.lowercased()
                // What cannot be dropped without changing where the request goes, or whether it is allowed to.
                if !["close", "keep-alive", "upgrade", "host", "authorization", "cookie"].contains(name) {
                    names.insert(name)
                }
            }
        }
        return names
    }

    /// One element of `Forwarded` (RFC 7239 §4).
    private static func element(peer: String, proto: String, host: String) -> String {
        let address = peer.contains(":") ? "\"[\(peer)]\"" : peer
        let host = host.utf8.allSatisfy { $0.isAlphanumeric || "-.".utf8.contains($0) } ? host : "\"\(host)\""
        return "for=\(address);proto=\(proto)" + (host.isEmpty ? "" : ";host=\(host)")
    }
}
