import Foundation

/// What an operator may set about the gateway. Every default is fit for production.
public struct GatewayConfiguration: Sendable {
    /// Address to listen on.
    public var host = "127.0.0.1"
    /// Port to listen on; 0 takes any free one.
    public var port = 8080
    /// The assistant servers that requests go to; at least one.
    public var upstreams: [UpstreamAddress]
    /// Folder of the built page: `index.html`, `admin.html` and what they load. nil: the page is asked of the upstreams.
    public var webFolder: String?
    /// Folder of product pictures, served below `/images/`. nil, or a picture that is not there: the upstreams are asked.
    public var imagesFolder: String?
    /// Event loops; each has its own connections. More than there are cores is of no use.
    public var threads = 1
    /// Whether `Forwarded` and `X-Forwarded-*` of a request are believed: only where a proxy of the operator's own stands
    /// before the gateway and sets them.
    public var trustsForwarded = false
    /// What is asked of an upstream to learn whether it can answer.
    public var healthPath = "/readyz"
    /// How the line of a request is written; nil: through the logger, which costs more than the request.
    public var accessLines: AccessLineFormat?
    /// Where those lines go, many at once; a line that cannot be written is lost.
    public var writeAccessLines: @Sendable (String) -> Void = { text in
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
    public var limits = GatewayLimits()
    public var deadlines = GatewayDeadlines()

    public init(upstreams: [UpstreamAddress]) { self.upstreams = upstreams }
}

/// What one client, and all of them together, may take.
public struct GatewayLimits: Sendable {
    /// Connections of clients that are open at one time; one more gets a 503.
    public var connections = 10_000
    /// Bytes of a request body; more gets a 413. A recording of speech is the largest that is sent.
    public var bodyBytes = 25 * 1024 * 1024
    /// Bytes of a request's head, at most 64 KiB; more gets a 431.
    public var headerBytes = 32 * 1024
    /// Unused connections to one upstream that an event loop keeps.
    public var idleConnections = 64

    public init() {}
}

/// How long each part of a request may take. They are looked at ten times a second.
public struct GatewayDeadlines: Sendable {
    /// From a client's connection to the end of its first request's header fields.
    public var requestHead = Duration.seconds(15)
    /// Between two requests on a connection.
    public var keepAlive = Duration.seconds(75)
    /// Between two pieces of a request body, and for a client that does not take what it is sent.
    public var client = Duration.seconds(60)
    /// For a connection to an upstream, all its addresses together.
    public var connect = Duration.seconds(2)
    /// From the end of the request to the head of the upstream's response.
    public var responseHead = Duration.seconds(75)
    /// Between two pieces of a response. An event stream has a comment every 15 s.
    public var responseIdle = Duration.seconds(45)
    /// Between two pieces of a WebSocket's traffic, in any direction.
    public var socketIdle = Duration.seconds(300)
    /// For an upstream's connection that is not used: shorter than upstreams keep theirs.
    public var upstreamIdle = Duration.seconds(30)
    /// Between two health checks of an upstream, and the time for one; checks of one that is not up are twice as frequent.
    public var healthInterval = Duration.seconds(2)
    /// For what is under way when the gateway is told to stop.
    public var shutdown = Duration.seconds(8)

    public init() {}
}
