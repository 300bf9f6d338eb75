import NIOCore
import NIOHTTP1

/// What is known about the request that a connection is at, for its answer and its line in the log.
struct CurrentRequest {
    var method: String
    var isHead: Bool
    var path: String
    var started: NIODeadline
    var identity: RequestIdentity
    var keepsConnection: Bool
    var hasBody = true
    /// The upstream that it failed at.
    var upstream: String?
    /// The status that has gone out.
    var status: Int?
    var bytes = 0

    init(_ head: HTTPRequestHead, started: NIODeadline, using random: inout IdentityRandom) {
        method = head.method.rawValue
        isHead = head.method == .HEAD
        path = head.uri
        self.started = started
        identity = RequestIdentity(
            sent: head.headers.first(name: "X-Request-Id"), parent: head.headers.first(name: "traceparent"),
            using: &random)
        keepsConnection = false
    }

    /// One whose head could not be read.
    init(started: NIODeadline, using random: inout IdentityRandom) {
        method = "-"
        isHead = false
        path = "-"
        self.started = started
        identity = RequestIdentity(sent: nil, parent: nil, using: &random)
        keepsConnection = false
    }
}

extension CurrentRequest {
    func record(upstream: String?, cause: String? = nil) -> AccessRecord {
        AccessRecord(
            method: method, path: path, status: status ?? 0, bytes: bytes, elapsed: .now() - started,
            requestId: identity.requestId, traceId: identity.traceId, upstream: upstream, cause: cause)
    }
}

/// Requests that a client has sent ahead of their turn.
struct RequestQueue {
    private var parts = CircularBuffer<HTTPServerRequestPart>()
    private(set) var heads = 0

    var isEmpty: Bool { parts.isEmpty }

    mutating func append(_ part: HTTPServerRequestPart) {
        if case .head = part { heads += 1 }
        parts.append(part)
    }

    mutating func popFirst() -> HTTPServerRequestPart? {
        let part = parts.popFirst()
        if case .head = part { heads -= 1 }
        return part
    }
}
