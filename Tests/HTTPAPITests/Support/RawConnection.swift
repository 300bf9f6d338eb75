import Foundation

#if canImport(Glibc)
import Glibc
private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
import Darwin
private let streamSocket = SOCK_STREAM
#endif

/// A bare TCP connection to this machine, for what an HTTP client hides: when bytes come, and hanging up in the middle.
final class RawConnection {
    struct Failure: Error { var reason: String }

    private let descriptor: Int32
    private(set) var received = ""
    /// The same, as it came.
    private(set) var bytes: [UInt8] = []
    private(set) var isClosedByServer = false
    private var isOpen = true

    init(port: Int) throws {
        var hints = addrinfo()
        hints.ai_socktype = streamSocket
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo("localhost", String(port), &hints, &list) == 0 else { throw Failure(reason: "no address") }
        defer { freeaddrinfo(list) }
        var candidate = list
        while let address = candidate?.pointee {
            let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            if descriptor >= 0 {
                if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 {
                    self.descriptor = descriptor
                    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
                    return
                }
                close(descriptor)
            }
            candidate = address.ai_next
        }
        throw Failure(reason: "nobody listens")
    }

    deinit { hangUp() }

    func hangUp() {
        if isOpen { close(descriptor) }
        isOpen = false
    }

    func send(_ text: String) throws { try send(bytes: Array(text.utf8)) }

    func send(bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EAGAIN { throw Failure(reason: "cannot write") }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    func sendChat(_ body: String, accept: String = "text/event-stream", headers: String = "") throws {
        try send(
            """
            POST /api/llm/chat HTTP/1.1\r
            Host: localhost\r
            Accept: \(accept)\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \(headers)\r
            \(body)
            """)
    }

    /// Reads until `condition` holds of all that has come so far, or the server has closed.
    func read(within limit: Duration = .seconds(10), until condition: (String) -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while !condition(received), !isClosedByServer {
            guard ContinuousClock.now < deadline else { throw Failure(reason: "nothing more came: \(received)") }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                received += String(decoding: buffer[..<count], as: UTF8.self)
                bytes += buffer[..<count]
            } else if count == 0 {
                isClosedByServer = true
            } else {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }
}

/// Waits until `condition` holds; false where it never does.
func eventually(within limit: Duration = .seconds(10), _ condition: () -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}
