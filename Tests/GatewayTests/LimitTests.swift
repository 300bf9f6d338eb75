import Foundation
import Gateway
import Synchronization
import Testing

@Suite("What one client may take", .serialized)
struct LimitTests {
    private func run(
        _ configure: (inout GatewayConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (Int, TestUpstream) throws -> Void
    ) async throws {
        let upstream = try TestUpstream { socket, request in try socket.reply("\(request.body.count)") }
        try await withGateway([upstream], configure) { port in try body(port, upstream) }
    }

    @Test("Header fields that are too large: 431", arguments: [1, 400])
    func header(fields: Int) async throws {
        try await run { port, upstream in
            let client = try RawSocket(port: port)
            let value = String(repeating: "a", count: 40_000 / fields)
            try client.send(
                "GET /api/a HTTP/1.1\r\nHost: a\r\n" + (0..<fields).map { "X-\($0): \(value)\r\n" }.joined() + "\r\n")
            let response = try client.message()
            // More than 256 fields are refused by number.
            #expect(response?.status == 431 || (fields > 256 && response?.status == 400))
            #expect(client.isClosed())
            #expect(upstream.requests.isEmpty)
        }
    }

    @Test("A body that is too large: 413, told before it is sent or when it is")
    func body() async throws {
        try await run({ $0.limits.bodyBytes = 1_000 }) { port, upstream in
            #expect(try RawSocket(port: port).post("/api/a", String(repeating: "a", count: 1_000)).text == "1000")
            let told = try RawSocket(port: port)
            try told.send("POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
            #expect(try told.message()?.status == 413)
            let untold = try RawSocket(port: port)
            try untold.send("POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 { try? untold.sendChunk(String(repeating: "a", count: 500)) }
            let response = try untold.message()
            #expect(response?.status == 413 && response?["Connection"] == "close")
            #expect(untold.isClosed())
            #expect(upstream.requests.count <= 2)
        }
    }

    @Test("One connection too many: 503; and again a place when one leaves")
    func connections() async throws {
        try await run({ $0.limits.connections = 3 }) { port, _ in
            var clients = try (0..<3).map { _ in try RawSocket(port: port) }
            for client in clients { #expect(try client.get("/livez").status == 200) }
            let extra = try RawSocket(port: port)
            try? extra.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try extra.message()
            #expect(response?.status == 503 && response?["Retry-After"] == "1")
            clients.removeLast().close()
            #expect(eventually { (try? RawSocket(port: port).get("/livez").status) == 200 })
        }
    }

    @Test("A request that does not come to its end: closed, or 408 when its head has come")
    func slowClient() async throws {
        try await run({
            $0.deadlines.requestHead = .milliseconds(300)
            $0.deadlines.client = .milliseconds(300)
            $0.deadlines.keepAlive = .milliseconds(300)
        }) { port, _ in
            let silent = try RawSocket(port: port)
            #expect(silent.isClosed())
            let half = try RawSocket(port: port)
            try half.send("GET /api/a HTTP/1.1\r\nHo")
            #expect(half.isClosed())
            let body = try RawSocket(port: port)
            try body.send("POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
            #expect(try body.message()?.status == 408)
            let idle = try RawSocket(port: port)
            #expect(try idle.get("/livez").status == 200)
            #expect(idle.isClosed())
        }
    }

    @Test("Requests sent far ahead wait for their turn, and are not read before")
    func pipelining() async throws {
        let gate = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream { socket, request in
            if request.path == "/api/0" {
                gate.wait()
                gate.signal()
            }
            try socket.reply(request.path)
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            let sent = Atomic<Int>(0)
            let piece = (0..<1_000).map {
                "GET /api/\($0) HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 400))\r\n\r\n"
            }.joined()
            Thread.detachNewThread {
                for _ in 0..<40 {
                    try? client.send(piece)
                    sent.add(1, ordering: .relaxed)
                }
            }
            var before = -1
            // Until the client is held back.
            _ = eventually {
                let now = sent.load(ordering: .relaxed)
                defer { before = now }
                // Being held back cannot be seen but by nothing having gone for a while.
                Thread.sleep(forTimeInterval: 0.3)
                return now == before
            }
            #expect(before < 40, "all 16 MB went somewhere")
            #expect(upstream.requests.count == 1)
            gate.signal()
            for number in 0..<2_000 { #expect(try client.message()?.text == "/api/\(number % 1_000)") }
        }
    }

    @Test("A client that takes nothing is left after a while, and its upstream with it")
    func stalledClient() async throws {
        let closed = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream { socket, _ in
            defer { closed.signal() }
            try socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            for _ in 0..<10_000 { try socket.send([UInt8](repeating: 65, count: 100_000)) }
        }
        try await withGateway([upstream], { $0.deadlines.client = .milliseconds(300) }) { port in
            let client = try RawSocket(port: port)
            try client.send("GET /api/a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(closed.wait(timeout: .now() + 5) == .success)
            client.close()
        }
    }
}
