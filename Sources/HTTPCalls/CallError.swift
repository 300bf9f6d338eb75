/// Why a call of a server did not bring what was asked for.
///
/// A cancelled call throws `CancellationError` instead.
public struct CallError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: Sendable, Hashable {
        /// No connection could be made.
        case unreachable
        /// The server was silent for too long.
        case timedOut
        /// The connection broke before the reply was whole.
        case interrupted
        /// The reply is larger than what is taken.
        case tooLarge
        /// The reply is not what the server's protocol says.
        case malformed
        /// The server answered with this HTTP status, 300 or more.
        case status(Int)
    }

    public var code: Code
    /// The server as messages name it: its kind and its address without credentials.
    public var server: String
    /// What happened, in words, at most 500 characters; of a status, what the server said.
    public var detail: String
    /// How long the server asks to be left alone.
    public var retryAfter: Duration?

    public init(_ code: Code, server: String, detail: String, retryAfter: Duration? = nil) {
        self.code = code
        self.server = server
        // Servers' words go into logs: on one line, without control characters.
        self.detail = String(
            String.UnicodeScalarView(
                detail.unicodeScalars.prefix(500).map { $0.properties.generalCategory == .control ? " " : $0 }))
        self.retryAfter = retryAfter
    }

    /// Whether the same call may succeed a little later.
    public var isTransient: Bool {
        switch code {
        case .unreachable, .timedOut, .interrupted: true
        case .status(let status): [408, 425, 429, 500, 502, 503, 504].contains(status)
        case .tooLarge, .malformed: false
        }
    }

    public var description: String {
        switch code {
        case .unreachable: "\(server) cannot be reached: \(detail)"
        case .timedOut: "\(server) did not answer in time: \(detail)"
        case .interrupted: "\(server) broke off: \(detail)"
        case .tooLarge: "\(server) sent too much: \(detail)"
        case .malformed: "\(server) sent what could not be read: \(detail)"
        case .status(let status): "\(server) answered \(status): \(detail)"
        }
    }
}
