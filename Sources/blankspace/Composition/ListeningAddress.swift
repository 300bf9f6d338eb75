import Foundation
import NIOCore
import Synchronization

/// Where the server listens, and how far its start has come.
final class ListeningAddress: Sendable {
    private struct State {
        var port: Int?
        var isCatalogLoaded = false
        var isReady = false
        var hasStopped = false
    }

    private let host: String
    private let port: Int
    private let announcements: Announcements
    private let state = Mutex(State())

    init(_ settings: Settings, _ announcements: Announcements) {
        host = settings.host
        port = settings.port
        self.announcements = announcements
    }

    func listening(on port: Int) {
        state.withLock { $0.port = port }
        announcements.listening(url(port))
        announceWhenReady()
    }

    func catalogLoaded() {
        state.withLock { $0.isCatalogLoaded = true }
        announceWhenReady()
    }

    func stopping() { state.withLock { $0.hasStopped = true } }
    var hasStopped: Bool { state.withLock { $0.hasStopped } }

    private func announceWhenReady() {
        let port = state.withLock { state -> Int? in
            guard let port = state.port, state.isCatalogLoaded, !state.isReady else { return nil }
            state.isReady = true
            return port
        }
        if let port { announcements.ready(url(port)) }
    }

    /// Where this machine reaches it: an address that means all of them cannot be opened by a browser.
    private func url(_ port: Int) -> String {
        let name =
            switch host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            default: host.contains(":") ? "[\(host)]" : host
            }
        return "http://\(name):\(port)"
    }

    /// What kept the server from listening, in one line; nil for any other error.
    func failure(_ error: any Error) -> CommandFailure? {
        guard state.withLock({ $0.port }) == nil else { return nil }
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        guard let error = error as? IOError else {
            // A name that no address is known for.
            if error is SocketAddressError {
                return CommandFailure(.unavailable, "\(host) has no address on this machine; set BLANKSPACE_HOST")
            }
            return nil
        }
        let message =
            switch error.errnoCode {
            case EADDRINUSE: "\(place) is in use; stop what listens there, or choose another port with --port (0: any)"
            case EACCES: "\(place) needs rights that this user does not have; choose a port above 1023 with --port"
            case EADDRNOTAVAIL: "\(host) is no address of this machine; set BLANKSPACE_HOST, such as to 127.0.0.1"
            default: "cannot listen on \(place): \(String(cString: strerror(error.errnoCode)))"
            }
        return CommandFailure(.unavailable, message)
    }
}
