import NIOCore

/// What is known about the request that a connection is at, for its answer and its line in the log.
struct CurrentRequest {
    let method: RequestMethod
    var path: String
    let started: NIODeadline
    let identity: RequestIdentity
    var keepsConnection = false
    /// The status that has gone out.
    var status: Int?
    var bytes = 0

    init(_ head: RequestHead, started: NIODeadline, using random: inout IdentityRandom) {
        method = head.start.method
        path = head.text(head.start.target)
        self.started = started
        identity = RequestIdentity(
            sent: head.first(.xRequestId), parent: head.first(.traceparent), using: &random)
    }

    /// One whose head could not be read.
    init(started: NIODeadline, using random: inout IdentityRandom) {
        method = .other
        path = "-"
        self.started = started
        identity = RequestIdentity(sent: nil, parent: nil, using: &random)
    }

    func record(upstream: String?, cause: String? = nil) -> AccessRecord {
        AccessRecord(
            method: method.rawValue, path: path, status: status ?? 0, bytes: bytes, elapsed: .now() - started,
            requestId: identity.requestId, traceId: identity.traceId, upstream: upstream, cause: cause)
    }
}
