import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A server on 127.0.0.1 alone, by a script: a thread for each connection calls `serve` for each request. It answers health
/// checks by itself.
final class TestUpstream: Sendable {
    typealias Serve = @Sendable (_ socket: RawSocket, _ request: HTTPMessage) throws -> Void

    struct Record: Sendable {
        var connections = 0
        var requests: [HTTPMessage] = []
        var healthStatus = 200
        var isOpen = true
    }

    let port: Int
    let record = Mutex(Record())
    private let descriptor: Int32

    var address: String { "127.0.0.1:\(port)" }
    var requests: [HTTPMessage] { record.withLock { $0.requests } }
    /// Those that brought a request, not health checks.
    var connections: Int { record.withLock { $0.connections } }

    /// - Parameters:
    ///   - port: 0 for any.
    ///   - readsBody: false where the script reads what follows a request's head.
    init(port: Int = 0, readsBody: Bool = true, _ serve: @escaping Serve) throws {
        let descriptor = socket(AF_INET, streamSocket, 0)
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = loopback(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && listen(descriptor, 256) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else { throw RawSocket.Failure(description: "cannot listen") }
        self.descriptor = descriptor
        self.port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else { return }
                Thread.detachNewThread { [self] in
                    handle(RawSocket(descriptor: accepted, timeout: 30), readsBody, serve)
                }
            }
        }
    }

    deinit { stop() }

    /// Takes no more connections.
    func stop() {
        let wasOpen = record.withLock { record in
            defer { record.isOpen = false }
            return record.isOpen
        }
        if wasOpen {
            _ = shutdown(descriptor, Int32(SHUT_RDWR))
            _ = Glibc.close(descriptor)
        }
    }

    private func handle(_ socket: RawSocket, _ readsBody: Bool, _ serve: Serve) {
        var isCounted = false
        defer { socket.close() }
        while let request = try? socket.message(toHead: !readsBody) {
            if request.path == "/readyz" {
                let status = record.withLock { $0.healthStatus }
                try? socket.reply("", status: "\(status) X")
                return
            }
            record.withLock { record in
                if !isCounted { record.connections += 1 }
                record.requests.append(request)
            }
            isCounted = true
            do { try serve(socket, request) } catch { return }
        }
    }
}
