import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

extension CallError {
    /// What the HTTP client's errors mean; nil for an error that is not of the network.
    init?(translating error: any Error, server: String) {
        switch error {
        case is Watchdog.Expired: self.init(.timedOut, server: server, detail: "silent for too long")
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout, .getConnectionFromPoolTimeout:
                self.init(.unreachable, server: server, detail: "no connection in time")
            case .invalidURL, .emptyHost, .emptyScheme:
                self.init(.unreachable, server: server, detail: "the address is not a URL of http or https")
            default: self.init(.interrupted, server: server, detail: "\(error)")
            }
        case let error as NIOConnectionError:
            let tooLate = error.connectionErrors.contains { failure in
                if case .connectTimeout = failure.error as? ChannelError { true } else { false }
            }
            self.init(
                .unreachable, server: server,
                detail: error.connectionErrors.isEmpty
                    ? "the name is not known" : tooLate ? "no connection in time" : "nothing listens there")
        case let error as IOError where [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode):
            self.init(.unreachable, server: server, detail: "nothing listens there")
        case HTTPParserError.invalidEOFState:
            self.init(.interrupted, server: server, detail: "the connection broke")
        case is HTTPParserError: self.init(.malformed, server: server, detail: "not HTTP")
        case is ChannelError, is IOError: self.init(.interrupted, server: server, detail: "the connection broke")
        default: return nil
        }
    }
}
