import Foundation
import Gateway
import Testing

@Suite("WebSockets", .serialized)
struct WebSocketTests {
    static let request = """
        GET /api/llm/realtime HTTP/1.1\r\nHost: shop.example\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: https://shop.example\r\n\r\n
        """
    static let accept =
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

    @Test("After the handshake bytes go both ways as they are, the earliest too")
    func relay() async throws {
        let upstream = try TestUpstream { socket, _ in
            // With the handshake in one piece.
            try socket.send(Self.accept + "hello")
            while let line = try socket.read(through: "\n") { try socket.send("echo " + line) }
        }
        let log = LogLines()
        try await withGateway([upstream], log: log) { port in
            let client = try RawSocket(port: port)
            // Before the answer has come, which a hasty client may do.
            try client.send(Self.request + "early\n")
            let response = try client.message()
            #expect(response?.status == 101)
            #expect(response?["Upgrade"] == "websocket" && response?["Connection"] == "Upgrade")
            #expect(response?["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(try client.read(through: "hello") == "hello")
            #expect(try client.read(through: "\n") == "echo early\n")
            for number in 0..<100 {
                try client.send("line \(number)\n")
                #expect(try client.read(through: "\n") == "echo line \(number)\n")
            }
            let sent = upstream.requests[0]
            #expect(
                sent["Upgrade"] == "websocket" && sent["Connection"] == "Upgrade"
                    && sent["Origin"] == "https://shop.example")
            #expect(sent["Sec-WebSocket-Key"] == "dGhlIHNhbXBsZSBub25jZQ==")
            client.close()
            #expect(eventually { log.requests.count == 1 })
            #expect(log.requests.first?.metadata["status"] == .stringConvertible(101))
        }
    }

    @Test("Much at once passes whole, no faster than it is taken")
    func large() async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(Self.accept)
            let piece = [UInt8](repeating: 66, count: 1_000_000)
            for _ in 0..<20 { try socket.send(piece) }
            socket.close()
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send(Self.request)
            #expect(try client.message()?.status == 101)
            Thread.sleep(forTimeInterval: 0.3)
            #expect(try client.readToEnd().utf8.count == 20_000_000)
        }
    }

    @Test("When one side closes, so does the other", arguments: [true, false])
    func close(clientFirst: Bool) async throws {
        let closed = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream { socket, _ in
            try socket.send(Self.accept)
            if clientFirst, socket.isClosed() { closed.signal() }
            throw RawSocket.Failure(description: "closed")
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send(Self.request)
            #expect(try client.message()?.status == 101)
            if clientFirst {
                client.close()
                #expect(closed.wait(timeout: .now() + 2) == .success)
            } else {
                #expect(client.isClosed())
            }
        }
    }

    @Test("A handshake that is refused is answered as by the upstream")
    func refused() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("no", status: "403 Forbidden") }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send(Self.request)
            let response = try client.message()
            #expect(response?.status == 403 && response?.text == "no")
        }
    }

    @Test("A protocol that nobody asked for is not switched to")
    func unasked() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.send(Self.accept) }
        try await withGateway([upstream]) { port in
            let response = try RawSocket(port: port).get("/api/a")
            #expect(response.status == 502)
        }
    }

    @Test("One that is silent for too long is closed")
    func idle() async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(Self.accept)
            _ = socket.isClosed()
        }
        try await withGateway([upstream], { $0.deadlines.socketIdle = .milliseconds(300) }) { port in
            let client = try RawSocket(port: port)
            try client.send(Self.request)
            #expect(try client.message()?.status == 101)
            #expect(client.isClosed())
        }
    }
}
