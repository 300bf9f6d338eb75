import NIOCore

/// A response as it goes to the client: pure.
struct ClientResponse {
    let head: ByteBuffer
    let isChunked: Bool
    /// Whether the client's connection can be used again afterwards.
    let keepsConnection: Bool

    /// - Parameters:
    ///   - isHTTP11: whether the client knows chunks.
    ///   - keepsConnection: whether the client and the gateway would like to.
    ///   - cookie: the value of a cookie to set.
    init(
        _ upstream: ResponseHead, _ check: ResponseCheck, isHTTP11: Bool, requestId: String, keepsConnection: Bool,
        cookie: String?
    ) {
        var out = ByteBuffer()
        out.reserveCapacity(upstream.bytes.readableBytes + 256 + min(check.length ?? 256, MessageWriter.maxCopied))
        out.writeStatusLine(of: upstream)
        upstream.copyFields(to: &out) { !$0.name.staysOnHop && $0.name != .xRequestId }
        out.writeField("X-Request-Id", requestId)
        if !check.hasContentTypeOptions { out.writeStaticString("X-Content-Type-Options: nosniff\r\n") }
        if let cookie { out.writeField("Set-Cookie", cookie) }
        // The end of the connection is the end of a body that has no other.
        isChunked = isHTTP11 && (check.body == .chunked || check.body == .untilClose)
        self.keepsConnection = keepsConnection && (isHTTP11 || check.body == .none || check.length != nil)
        if isChunked {
            out.writeStaticString("Transfer-Encoding: chunked\r\n")
        } else if let length = check.length, upstream.start.status != 204 {
            out.writeField("Content-Length", length)
        }
        if !self.keepsConnection { out.writeStaticString("Connection: close\r\n") }
        out.writeStaticString("\r\n")
        head = out
    }

    /// The answer to a WebSocket's handshake.
    static func switching(_ upstream: ResponseHead, requestId: String) -> ByteBuffer {
        var out = ByteBuffer()
        out.writeStatusLine(101)
        upstream.copyFields(to: &out) { !$0.name.staysOnHop && $0.name != .xRequestId }
        out.writeStaticString("Connection: Upgrade\r\nUpgrade: websocket\r\n")
        out.writeField("X-Request-Id", requestId)
        out.writeStaticString("\r\n")
        return out
    }
}

extension ByteBuffer {
    /// Status and reason as the upstream has them.
    fileprivate mutating func writeStatusLine(of upstream: ResponseHead) {
        writeStaticString("HTTP/1.1 ")
        writeDecimal(upstream.start.status)
        writeStaticString(" ")
        writeBytes(upstream.bytes.readableBytesSpan.extracting(upstream.start.reason))
        writeStaticString("\r\n")
    }
}
