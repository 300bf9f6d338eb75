/// What an operator may set about the HTTP interface. Every default is fit for production.
public struct HTTPAPIConfiguration: Sendable, Equatable {
    /// Longest message or query, in characters as a reader counts them (grapheme clusters).
    public var maxMessageCharacters = 2000
    /// Longest request body, in bytes.
    public var maxBodyBytes = 64 * 1024
    /// Seconds of silence after which an open event stream gets a comment, so that proxies keep it open.
    public var keepAliveSeconds = 15.0
    /// Seconds that a turn, or any other call of the assistant, may take as a whole.
    public var turnDeadlineSeconds = 60.0
    /// Seconds for which a turn goes on without a listener where its client said that it will come back.
    public var resumeGraceSeconds = 10.0
    /// Turns at work at one time; one more gets a 503 with `Retry-After`.
    public var maxConcurrentTurns = 256
    /// Origins (`https://shop.example`) whose pages may call the interface from a browser. Empty: none but our own.
    public var allowedOrigins: [String] = []
    /// Opens `/admin`; nil: closed.
    public var adminKey: String?
    /// What the operator is told of the program.
    public var version = ""

    public init() {}

    var keepAlive: Duration { .seconds(keepAliveSeconds) }
    var resumeGrace: Duration { .seconds(resumeGraceSeconds) }
    var turnDeadline: Duration { .seconds(turnDeadlineSeconds) }
}
