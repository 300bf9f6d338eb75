/// What the connection string does not say. Where it does, the string has its way.
public struct MongoOptions: Sendable {
    /// How long a call waits for a server that can take it.
    public var serverSelectionTimeout: Duration = .seconds(3)
    /// How long a connection may take to be made.
    public var connectTimeout: Duration = .seconds(3)
    /// How long the server may stay silent within a call.
    public var socketTimeout: Duration = .seconds(10)
    /// Threads for calls; each call, and each wait of a change stream, occupies one.
    public var threads = 4
    /// Calls that may wait for a thread; more are refused as `busy`.
    public var backlog = 1024
    /// What the server's log calls this program.
    public var appName = "blankspace"
    /// Bytes that a document read may have.
    public var documentBytes = 4 << 20

    public init() {}
}
