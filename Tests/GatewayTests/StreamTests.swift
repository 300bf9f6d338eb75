import Foundation
import Gateway
import Synchronization
import Testing

@Suite("Streams", .serialized)
struct StreamTests {
    static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test("Each piece of a response arrives before the next is made")
    func unbuffered() async throws {
        let gate = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream { socket, _ in
            try socket.send(Self.head)
            for number in 0..<5 {
                try socket.sendChunk("data: \(number)\n\n")
                guard gate.wait(timeout: .now() + 10) == .success else { return }
            }
            try socket.send("0\r\n\r\n")
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("POST /api/llm/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            for number in 0..<5 {
                #expect(try client.read(through: "data: \(number)\n\n") != nil)
                gate.signal()
            }
            #expect(try client.read(through: "0\r\n\r\n") != nil)
        }
    }

    @Test("Each piece of a request arrives before the next is made")
    func unbufferedUpload() async throws {
        let upstream = try TestUpstream(readsBody: false) { socket, _ in
            try socket.send(Self.head)
            for number in 0..<5 {
                let piece = "piece \(number)\n"
                guard try socket.read(through: piece) != nil else { return }
                try socket.sendChunk("got " + piece)
            }
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("POST /api/llm/voice HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for number in 0..<5 {
                try client.sendChunk("piece \(number)\n")
                #expect(try client.read(through: "piece \(number)") != nil)
            }
        }
    }

    @Test("When the client hangs up, so does the gateway, at once", arguments: ["silent", "head", "stream"])
    func hangUp(phase: String) async throws {
        let closed = DispatchSemaphore(value: 0)
        let reached = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream { socket, _ in
            if phase != "silent" { try socket.send(Self.head) }
            if phase == "stream" { try socket.sendChunk("data: 1\n\n") }
            reached.signal()
            if socket.isClosed() { closed.signal() }
        }
        let log = LogLines()
        try await withGateway([upstream], log: log) { port in
            let client = try RawSocket(port: port)
            try client.send("GET /api/llm/chat/1/stream HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reached.wait(timeout: .now() + 5) == .success)
            if phase == "stream" { _ = try client.read(through: "data: 1") }
            client.close()
            #expect(closed.wait(timeout: .now() + 2) == .success)
            #expect(eventually { log.requests.count == 1 })
            #expect(log.requests.first?.metadata["status"] == .stringConvertible(phase == "silent" ? 499 : 200))
        }
    }

    @Test("A client that does not read holds the upstream back")
    func backPressure() async throws {
        let sent = Atomic<Int>(0)
        let upstream = try TestUpstream { socket, _ in
            try socket.send(Self.head)
            let piece = String(repeating: "x", count: 65_536)
            for _ in 0..<3_000 {
                try socket.sendChunk(piece)
                sent.add(piece.utf8.count, ordering: .relaxed)
            }
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("GET /api/a HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.read(through: "\r\n\r\n")
            var before = -1
            // Until it stands still.
            _ = eventually {
                let now = sent.load(ordering: .relaxed)
                defer { before = now }
                Thread.sleep(forTimeInterval: 0.3)
                return now == before
            }
            #expect(before > 0 && before < 100_000_000, "\(before) bytes of 196,608,000")
            // And goes on when the client reads.
            _ = try client.read(count: 30_000_000)
            #expect(eventually { sent.load(ordering: .relaxed) > before })
        }
    }

    @Test("An upstream that does not read holds the client back")
    func uploadBackPressure() async throws {
        let release = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream(readsBody: false) { socket, _ in
            release.wait()
            _ = try socket.read(count: 24_000_000)
            try socket.reply("all")
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 24000000\r\n\r\n")
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                let piece = [UInt8](repeating: 65, count: 60_000)
                for _ in 0..<400 { try? client.send(piece) }
                done.signal()
            }
            #expect(done.wait(timeout: .now() + 1) == .timedOut, "the whole body went somewhere")
            release.signal()
            #expect(done.wait(timeout: .now() + 10) == .success)
            #expect(try client.message()?.text == "all")
        }
    }
}
