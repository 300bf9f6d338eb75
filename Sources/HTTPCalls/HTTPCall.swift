/// One call of a server, less the server's address.
public struct HTTPCall: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    public var method: Method
    /// Behind the server's address: begins with "/", percent-encoded, with its query.
    public var path: String
    public var headers: [(name: String, value: String)] = []
    /// JSON where the headers say nothing else.
    public var body: [UInt8]?
    /// Until the head of the reply, the connection included; for `HTTPCaller.call`, until its end.
    public var deadline: Duration
    /// For streams: between two pieces of the reply.
    public var idle: Duration
    /// Bytes of the reply that are taken.
    public var longestReply: Int
    public var retry: RetryPolicy

    public init(
        _ method: Method, _ path: String, body: [UInt8]? = nil, deadline: Duration = .seconds(10),
        idle: Duration = .seconds(30), longestReply: Int = 4 << 20, retry: RetryPolicy = .never
    ) {
        self.method = method
        self.path = path
        self.body = body
        self.deadline = deadline
        self.idle = idle
        self.longestReply = longestReply
        self.retry = retry
    }
}

/// A whole reply with a status below 300.
public struct HTTPReply: Sendable {
    public var status: Int
    public var body: [UInt8]
}
