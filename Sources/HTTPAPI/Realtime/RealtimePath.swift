import NIOHTTP1

/// Which requests become WebSockets.
struct RealtimePath: Sendable {
    static let path = "/api/llm/realtime"

    private let allowedOrigins: Set<String>

    init(allowedOrigins: [String]) { self.allowedOrigins = Set(allowedOrigins) }

    /// A WebSocket of version 13 at our path. Browsers let any page connect to any server: a page has to be our own or of an
    /// allowed origin. Programs send no origin.
    func takes(_ head: HTTPRequestHead) -> Bool {
        guard head.method == .GET, head.uri.prefix(while: { $0 != "?" }) == Self.path,
            head.headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }),
            head.headers.first(name: "sec-websocket-version") == "13"
        else { return false }
        guard let origin = head.headers.first(name: "origin") else { return true }
        if allowedOrigins.contains(origin) { return true }
        guard let host = head.headers.first(name: "host") else { return false }
        return origin == "http://" + host || origin == "https://" + host
    }
}

extension HTTPRequestHead {
    /// Without the wish for another protocol, for which the server library would drop the request. It is the connection's last one:
    /// the parser takes what follows such a request for the other protocol.
    func withoutUpgrade() -> HTTPRequestHead {
        guard headers.contains(name: "upgrade") else { return self }
        var head = self
        head.headers.remove(name: "upgrade")
        head.headers.remove(name: "http2-settings")
        head.headers.replaceOrAdd(name: "connection", value: "close")
        return head
    }
}
