/// One call of a server, less the server's address.
public struct HTTPCall: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    public var method: Method
    /// Behind the server's address: begins with "/", percent-encoded, with its query.
    public var path: String
    public var headers: [(name: String, value: String)] = []
    /// JSON where the headers say nothing else.
    public var body: [UInt8]?
    /// For `HTTPCaller.call`, until the reply's end; for streams, until the first piece that counts as progress. The connection
    /// is included.
    public var deadline: Duration
    /// For streams: from one piece that counts as progress to the next.
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

/// What a piece of a streamed reply was to the one who read it.
public enum Progress: Sendable {
    /// What is waited for, or a part of it.
    case some
    /// Nothing of it, such as a keep-alive: the time-out runs on.
    case none
    /// The last that is needed.
    case finished
}

/// A whole reply with a status below 300.
public struct HTTPReply: Sendable {
    public var status: Int
    public var body: [UInt8]
}
