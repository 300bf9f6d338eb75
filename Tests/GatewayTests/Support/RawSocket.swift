import Foundation

#if canImport(Glibc)
import Glibc
let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
import Darwin
let streamSocket = SOCK_STREAM
#endif

/// A bare TCP connection with blocking calls, for what an HTTP client hides. Every read has an end: `timeout`.
final class RawSocket: @unchecked Sendable {
    // One thread at a time uses it; the test hands it on.
    struct Failure: Error, CustomStringConvertible { var description: String }

    let descriptor: Int32
    /// What has come and was not taken yet.
    private(set) var pending: [UInt8] = []
    private var isOpen = true

    init(descriptor: Int32, timeout: Double = 10) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: Int(timeout), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    convenience init(port: Int, timeout: Double = 10) throws {
        let descriptor = socket(AF_INET, streamSocket, 0)
        var address = loopback(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(description: "nobody listens on \(port)") }
        self.init(descriptor: descriptor, timeout: timeout)
    }

    deinit { close() }

    func close() {
        if isOpen { _ = Glibc.close(descriptor) }
        isOpen = false
    }

    /// Sends a reset instead of an orderly end.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "cannot send: \(errno)") }
            sent += count
        }
    }

    /// false at the end of the connection, however it came.
    private func fill() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 {
            pending += buffer[..<count]
            return true
        }
        if count < 0, errno == EAGAIN {
            throw Failure(description: "nothing came; so far: \(String(decoding: pending, as: UTF8.self).suffix(400))")
        }
        return false
    }

    /// Up to and with `text`; nil where the connection ends before.
    func read(through text: String) throws -> String? {
        let mark = Array(text.utf8)
        while true {
            if let range = pending.firstRange(of: mark) {
                let taken = Array(pending[..<range.upperBound])
                pending.removeFirst(range.upperBound)
                return String(decoding: taken, as: UTF8.self)
            }
            if try !fill() { return nil }
        }
    }

    func read(count: Int) throws -> [UInt8] {
        while pending.count < count { if try !fill() { throw Failure(description: "the connection ended") } }
        let taken = Array(pending[..<count])
        pending.removeFirst(count)
        return taken
    }

    /// All that comes until the end.
    func readToEnd() throws -> String {
        while try fill() {}
        defer { pending = [] }
        return String(decoding: pending, as: UTF8.self)
    }

    /// Whether the other side has closed within the time that is given to reads; what comes before is thrown away.
    func isClosed() -> Bool {
        do {
            while try fill() { pending = [] }
            return true
        } catch {
            return false
        }
    }
}

func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return address
}
