import BlankSpaceTesting
import HTTPTypes
import HummingbirdTesting
import Testing

/// A turn apart from its connections, over a real socket.
@Suite(.serialized) struct ResumeTests {
    private func live(_ server: TestServer, _ body: @Sendable (Int) async throws -> Void) async throws {
        try await server.application.test(.live) { client in
            try await body(try #require(client.port))
        }
    }

    private static let slow: [FakeAssistant.Script.Step] = [
        FakeAssistant.Script.start(), .event(.delta("하나")), .pause(.milliseconds(400)), .event(.delta("둘")),
        FakeAssistant.Script.end,
    ]

    @Test func aClientThatComesBackGetsWhatItMissedAndTheRest() async throws {
        let server = TestServer(.init(Self.slow))
        try await live(server) { port in
            let first = try RawConnection(port: port)
            try first.sendChat(#"{"message":"부츠"}"#, headers: "Prefer: resumable\r\n")
            try await first.read { $0.contains("하나") }
            first.hangUp()
            let second = try RawConnection(port: port)
            try second.send("GET /api/llm/chat/t-1/stream HTTP/1.1\r\nHost: x\r\nLast-Event-ID: t-1:1\r\n\r\n")
            try await second.read { $0.contains("event: done") }
            #expect(!second.received.contains("event: turn"))
            #expect(second.received.contains("id: t-1:2\ndata: {\"text\":\"하나\"}"))
            #expect(second.received.contains("id: t-1:3\ndata: {\"text\":\"둘\"}"))
            // Over, but still there for a while.
            let third = try RawConnection(port: port)
            try third.send("GET /api/llm/chat/t-1/stream HTTP/1.1\r\nHost: x\r\n\r\n")
            try await third.read { $0.contains("event: done") }
            #expect(third.received.contains("id: t-1:1\n"))
        }
        #expect(server.assistant.record.cancellations.isEmpty)
    }

    @Test func aTurnToWhichNobodyComesBackIsCancelled() async throws {
        let server = TestServer(.init([FakeAssistant.Script.start(), .hang])) { $0.resumeGraceSeconds = 0.2 }
        try await live(server) { port in
            let connection = try RawConnection(port: port)
            try connection.sendChat(#"{"message":"부츠"}"#, headers: "Prefer: respond-async, Resumable\r\n")
            try await connection.read { $0.contains("event: turn") }
            connection.hangUp()
            #expect(try await eventually(within: .seconds(3)) { server.assistant.record.cancellations.count == 1 })
        }
    }

    @Test func aTurnCanBeStopped() async throws {
        let server = TestServer(.init([FakeAssistant.Script.start(), .hang]))
        try await live(server) { port in
            let connection = try RawConnection(port: port)
            try connection.sendChat(#"{"message":"부츠"}"#)
            try await connection.read { $0.contains("event: turn") }
            let stop = try RawConnection(port: port)
            try stop.send("POST /api/llm/chat/t-1/cancel HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
            try await stop.read { $0.contains("\r\n\r\n") }
            #expect(stop.received.hasPrefix("HTTP/1.1 204"))
            try await connection.read { $0.contains("turn-cancelled") }
            #expect(try await eventually { server.assistant.record.cancellations.count == 1 })
            #expect(server.metrics.exposition().contains("turns_cancelled_total 1\n"))
        }
    }

    @Test(arguments: [
        ("GET", "/api/llm/chat/none/stream", "404", "unknown-turn"),
        ("POST", "/api/llm/chat/none/cancel", "404", "unknown-turn"),
        ("POST", "/api/llm/chat/none/stream", "405", "method-not-allowed"),
    ])
    func whatIsNotThereIsSaid(method: String, path: String, status: String, code: String) async throws {
        try await live(TestServer()) { port in
            let connection = try RawConnection(port: port)
            try connection.send("\(method) \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
            try await connection.read { $0.contains(code) }
            #expect(connection.received.hasPrefix("HTTP/1.1 \(status)"))
        }
    }

    @Test func theLastEventOfAnotherTurnIsRefused() async throws {
        let server = TestServer(.init(Self.slow))
        try await live(server) { port in
            let first = try RawConnection(port: port)
            try first.sendChat(#"{"message":"부츠"}"#)
            try await first.read { $0.contains("event: turn") }
            let second = try RawConnection(port: port)
            try second.send("GET /api/llm/chat/t-1/stream HTTP/1.1\r\nHost: x\r\nLast-Event-ID: t-2:1\r\n\r\n")
            try await second.read { $0.contains("invalid-parameter") }
            #expect(second.received.hasPrefix("HTTP/1.1 400"))
        }
    }
}
