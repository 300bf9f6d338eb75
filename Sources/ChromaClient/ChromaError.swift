import HTTPCalls

/// What the server said to a call that it refused.
public struct ChromaError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: Sendable, Hashable {
        /// A malformed name, a wrong dimension, a `where` that it does not know.
        case invalid
        /// No credentials, or not the right ones.
        case denied
        /// No such tenant, database or collection.
        case notFound
        case alreadyExists
        /// A quota or a limit of the rate.
        case limited
        /// Any other status.
        case other
    }

    public var code: Code
    public var status: Int
    /// The server's words, at most 500 characters.
    public var message: String
    public var server: String

    public var description: String {
        "\(server) answered \(status): \(message)"
    }

    /// nil where the call did not end with a status that says something about the call. What may pass stays a `CallError`.
    init?(_ error: CallError) {
        guard case .status(let status) = error.code, status == 429 || !error.isTransient else { return nil }
        self.status = status
        server = error.server
        message = error.detail
        code =
            switch status {
            case 400, 413, 422: .invalid
            case 401, 403: .denied
            case 404: .notFound
            case 409: .alreadyExists
            case 429: .limited
            default: .other
            }
    }
}
