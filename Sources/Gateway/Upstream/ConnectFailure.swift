import NIOCore
import NIOPosix

/// Errors of connections in words that name no library.
enum ConnectFailure {
    static func cause(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            let causes = Set(error.connectionErrors.map { cause($0.error) })
            if !causes.isEmpty { return causes.sorted().joined(separator: ", ") }
            return error.dnsAError != nil || error.dnsAAAAError != nil
                ? "the name \(error.host) has no address" : "it cannot be connected to"
        case let error as IOError: return cause(error.errnoCode)
        case ChannelError.connectTimeout: return "connecting took too long"
        case is SocketAddressError: return "the name has no address"
        default: return "it cannot be connected to"
        }
    }

    private static func cause(_ code: CInt) -> String {
        switch code {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "it reset the connection"
        case EPIPE: "it closed the connection"
        case EHOSTUNREACH: "no route to the host"
        case ENETUNREACH: "the network is unreachable"
        case ETIMEDOUT: "connecting took too long"
        case EMFILE, ENFILE: "the gateway has no more file descriptors"
        case EADDRNOTAVAIL: "the gateway has no more ports"
        case ENOENT: "its socket does not exist"
        default: "system error \(code)"
        }
    }

    /// What an error on an open connection means for the request on it.
    static func failure(_ error: any Error) -> ExchangeState.Failure {
        switch error {
        case let error as IOError: .reset(cause: cause(error.errnoCode))
        default: .closed
        }
    }
}
