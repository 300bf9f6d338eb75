/// Why a call to MongoDB failed, in words that say what to do. Neither code nor message holds credentials or documents.
public struct MongoError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// The connection string, or an option in it, cannot be used.
        case invalidConfiguration
        /// No server was there within the server selection time-out.
        case unreachable
        /// The connection broke, or the server did not answer within the socket time-out. A write may have been carried out.
        case disconnected
        /// User name or password are wrong, or the user may not do this.
        case denied
        /// A unique index holds the value already.
        case duplicate
        /// The server has no change streams: it is not a member of a replica set.
        case changeStreamsUnsupported
        /// The server knows the resume token no longer, or never did: what happened since cannot be told.
        case cannotResume
        /// A document that is no BSON, or holds what cannot be read or written.
        case invalidDocument
        /// Too many calls or cursors are under way in this process already.
        case busy
        /// The server carried the command out and said no.
        case refused
    }

    public let code: Code
    public let message: String
    /// The server's own number of the error, where it came from there.
    public let serverCode: Int?

    public init(_ code: Code, _ message: String, serverCode: Int? = nil) {
        self.code = code
        self.message = message
        self.serverCode = serverCode
    }

    public var description: String { "MongoDB: \(message)" }

    /// Whether the same call may succeed a moment later.
    public var isTransient: Bool {
        switch code {
        case .unreachable, .disconnected, .busy: true
        default: false
        }
    }
}
