/// The header fields that the gateway looks at; all others only pass through.
package enum FieldName: Sendable {
    case acceptEncoding, connection, contentEncoding, contentLength, contentType, cookie, expect, forwarded, host
    case ifNoneMatch, keepAlive, proxyAuthenticate, proxyAuthorization, proxyConnection, te, traceparent, tracestate
    case trailer, transferEncoding, upgrade, via, xContentTypeOptions, xConversationId, xForwardedFor, xForwardedHost
    case xForwardedPort, xForwardedProto, xRealIP, xRequestId
    case other

    /// - Parameter name: its place in the bytes.
    init(_ bytes: Span<UInt8>, _ name: Range<Int>) {
        // Most names are none of them, and their length tells.
        switch name.count {
        case 2 where bytes.matches("te", in: name): self = .te
        case 3 where bytes.matches("via", in: name): self = .via
        case 4 where bytes.matches("host", in: name): self = .host
        case 6 where bytes.matches("cookie", in: name): self = .cookie
        case 6 where bytes.matches("expect", in: name): self = .expect
        case 7 where bytes.matches("upgrade", in: name): self = .upgrade
        case 7 where bytes.matches("trailer", in: name): self = .trailer
        case 9 where bytes.matches("forwarded", in: name): self = .forwarded
        case 9 where bytes.matches("x-real-ip", in: name): self = .xRealIP
        case 10 where bytes.matches("connection", in: name): self = .connection
        case 10 where bytes.matches("keep-alive", in: name): self = .keepAlive
        case 10 where bytes.matches("tracestate", in: name): self = .tracestate
        case 11 where bytes.matches("traceparent", in: name): self = .traceparent
        case 12 where bytes.matches("content-type", in: name): self = .contentType
        case 12 where bytes.matches("x-request-id", in: name): self = .xRequestId
        case 13 where bytes.matches("if-none-match", in: name): self = .ifNoneMatch
        case 14 where bytes.matches("content-length", in: name): self = .contentLength
        case 15 where bytes.matches("accept-encoding", in: name): self = .acceptEncoding
        case 15 where bytes.matches("x-forwarded-for", in: name): self = .xForwardedFor
        case 16 where bytes.matches("content-encoding", in: name): self = .contentEncoding
        case 16 where bytes.matches("proxy-connection", in: name): self = .proxyConnection
        case 16 where bytes.matches("x-forwarded-host", in: name): self = .xForwardedHost
        case 16 where bytes.matches("x-forwarded-port", in: name): self = .xForwardedPort
        case 17 where bytes.matches("transfer-encoding", in: name): self = .transferEncoding
        case 17 where bytes.matches("x-conversation-id", in: name): self = .xConversationId
        case 17 where bytes.matches("x-forwarded-proto", in: name): self = .xForwardedProto
        case 18 where bytes.matches("proxy-authenticate", in: name): self = .proxyAuthenticate
        case 19 where bytes.matches("proxy-authorization", in: name): self = .proxyAuthorization
        case 22 where bytes.matches("x-content-type-options", in: name): self = .xContentTypeOptions
        default: self = .other
        }
    }

    /// Whether it is meant for the next hop alone (RFC 9110 §7.6.1), or says where a message ends, which is written anew.
    var staysOnHop: Bool {
        switch self {
        case .connection, .contentLength, .keepAlive, .proxyAuthenticate, .proxyAuthorization, .proxyConnection, .te,
            .trailer, .transferEncoding, .upgrade:
            true
        default: false
        }
    }
}
