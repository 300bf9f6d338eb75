import BlankSpaceTesting
import HTTPAPI
import HummingbirdTesting
import Shop
import Speech
import Testing

/// Over a real socket.
@Suite(.serialized) struct RealtimeTests {
    private func live(_ speech: SpeechServer, _ body: @Sendable (Int) async throws -> Void) async throws {
        try await speech.server.application.test(.live) { client in try await body(try #require(client.port)) }
    }

    private static let words = TestSounds.tone(220, seconds: 1).pcm16 + TestSounds.silence(seconds: 2).pcm16

    @Test("sound up, transcript, events and sound down, on the port of HTTP")
    func conversation() async throws {
        let speech = SpeechServer()
        try await live(speech) { port in
            let client = try SocketClient(port: port, path: "/api/llm/realtime?userId=u-2")
            try await client.shakeHands()
            _ = try await client.receive("ready")
            try client.send(binary: Self.words)
            let transcript = try await client.receive("transcript")
            #expect(transcript["text"]?.string == "부츠 보여 주세요")
            _ = try await client.receive("turn_ended")
            let audio = try await client.receive("audio")
            #expect(client.binary.first?.count == audio["bytes"]?.integer)
            #expect(client.types.contains("products") && client.types.contains("done"))
            #expect(speech.server.assistant.record.turns.first?.userId == "u-2")
            try client.close()
            try await client.connection.read(within: .seconds(5)) { _ in false }
            #expect(client.connection.isClosedByServer)
        }
    }

    @Test(
        "a handshake on a connection that was used before is refused, and the connection closed: what follows would not be read"
    )
    func lateHandshake() async throws {
        try await live(SpeechServer()) { port in
            let connection = try RawConnection(port: port)
            try connection.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            try await connection.read { $0.contains("\"ok\"") }
            try connection.send(
                "GET /api/llm/realtime HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            try await connection.read { _ in false }
            #expect(connection.received.contains("HTTP/1.1 426"))
            #expect(connection.received.lowercased().contains("connection: close"))
        }
    }

    @Test("speech into the answer cancels the turn")
    func bargeIn() async throws {
        let speech = SpeechServer(synthesizer: FakeSynthesizer(.init(delay: .seconds(60))))
        try await live(speech) { port in
            let client = try SocketClient(port: port)
            try await client.shakeHands()
            try client.send(binary: Self.words)
            _ = try await client.receive("turn")
            #expect(try await eventually { speech.synthesizer.spoken.count == 1 })
            try client.send(binary: TestSounds.tone(220, seconds: 1.5).pcm16)
            _ = try await client.receive("interrupted")
            #expect(try await eventually { speech.synthesizer.cancelled == 1 })
        }
    }

    @Test("a client that hangs up takes its turn with it")
    func hangUp() async throws {
        let speech = SpeechServer(.init([FakeAssistant.Script.start(), .hang]))
        try await live(speech) { port in
            let client = try SocketClient(port: port)
            try await client.shakeHands()
            try client.send(binary: Self.words)
            _ = try await client.receive("turn")
            client.connection.hangUp()
            #expect(try await eventually { !speech.server.assistant.record.cancellations.isEmpty })
        }
    }

    @Test("bad messages and settings are told and end the conversation", arguments: ["{", "[]", #"{"type":"shout"}"#])
    func badMessages(_ message: String) async throws {
        let speech = SpeechServer()
        try await live(speech) { port in
            let client = try SocketClient(port: port)
            try await client.shakeHands()
            try client.send(text: message)
            _ = try await client.receive("error")
        }
    }

    @Test("a page of another origin is not let in, our own is")
    func origins() async throws {
        let speech = SpeechServer()
        try await live(speech) { port in
            let foreign = try SocketClient(port: port, headers: ["Origin: https://evil.example"])
            try await foreign.connection.read { $0.contains("upgrade-required") }
            #expect(foreign.connection.received.hasPrefix("HTTP/1.1 426"))
            let own = try SocketClient(port: port, headers: ["Origin: http://localhost:\(port)"])
            try await own.shakeHands()
        }
    }

    @Test("an upgrade that is not ours is answered as HTTP")
    func foreignUpgrades() async throws {
        let speech = SpeechServer()
        try await live(speech) { port in
            for path in ["/livez", "/api/llm/realtime"] {
                let connection = try RawConnection(port: port)
                try connection.send(
                    "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
                )
                try await connection.read { $0.contains("\r\n\r\n") }
                #expect(connection.received.hasPrefix(path == "/livez" ? "HTTP/1.1 200" : "HTTP/1.1 426"))
            }
        }
    }

    @Test("conversations beyond the limit are refused")
    func limit() async throws {
        let speech = SpeechServer { $0.maxConversations = 1 }
        try await live(speech) { port in
            let first = try SocketClient(port: port)
            try await first.shakeHands()
            _ = try await first.receive("ready")
            let second = try SocketClient(port: port)
            try await second.shakeHands()
            #expect(try await second.receive("error")["status"]?.integer == 503)
        }
    }
}
