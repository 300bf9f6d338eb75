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
    ///   - element: of the client, from `element(peer:host:)`.
    ///   - trusts: whether what the request says of its client is believed.
    static func head(
        _ head: HTTPRequestHead, _ check: RequestCheck, _ identity: RequestIdentity, peer: String, element: String,
        trusts: Bool
    ) throws(GatewayProblem) -> HTTPRequestHead {
        var fields: [(String, String)] = []
        fields.reserveCapacity(head.headers.count + 8)
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
                fields.append((name, value))
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
        if trusts {
            let isSecure = scheme == "https"
            forwarded.append(
                isSecure ? element.replacing("proto=http", with: "proto=https", maxReplacements: 1) : element)
            addresses.append(peer)
            fields.append(("Forwarded", forwarded.joined(separator: ", ")))
            fields.append(("X-Forwarded-For", addresses.joined(separator: ", ")))
            fields.append(("X-Forwarded-Proto", isSecure ? "https" : "http"))
        } else {
            fields.append(("Forwarded", element))
            fields.append(("X-Forwarded-For", peer))
            fields.append(("X-Forwarded-Proto", "http"))
        }
        via.append(head.version.minor == 1 ? "1.1 blankspace" : "1.0 blankspace")
        fields.append(("Via", via.joined(separator: ", ")))
        fields.append(("X-Request-Id", identity.requestId))
        fields.append(("traceparent", identity.traceparent))
        switch check.body {
        case .none:
            // Without it a server would have to guess for methods that usually have a body.
            if head.method != .GET, head.method != .HEAD, head.method != .OPTIONS, head.method != .DELETE {
                fields.append(("Content-Length", "0"))
            }
        case .length(let length): fields.append(("Content-Length", String(length)))
        case .chunked: fields.append(("Transfer-Encoding", "chunked"))
        }
        if check.isWebSocket {
            fields.append(("Connection", "Upgrade"))
            fields.append(("Upgrade", "websocket"))
        }
        return HTTPRequestHead(version: .http1_1, method: head.method, uri: check.target, headers: HTTPHeaders(fields))
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
    static func element(peer: String, host: String) -> String {
        let address = peer.contains(":") ? "\"[\(peer)]\"" : peer
        let host = host.utf8.allSatisfy { $0.isAlphanumeric || "-.".utf8.contains($0) } ? host : "\"\(host)\""
        return "for=\(address);proto=http" + (host.isEmpty ? "" : ";host=\(host)")
    }
}
