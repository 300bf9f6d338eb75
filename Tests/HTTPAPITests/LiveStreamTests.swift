import BlankSpaceTesting
import HTTPTypes
import HummingbirdTesting
import Testing

/// Over a real socket.
@Suite(.serialized) struct LiveStreamTests {
    /// Runs the server, and gives a connection to it.
    private func live(
        _ server: TestServer, _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        try await server.application.test(.live) { client in
            try await body(try #require(client.port))
        }
    }

    @Test func eventsArriveAsTheyAreMade() async throws {
        let server = TestServer(
            .init([
                FakeAssistant.Script.start(), .pause(.milliseconds(600)), .event(.delta("뒤")), FakeAssistant.Script.end,
            ]))
        try await live(server) { port in
            let connection = try RawConnection(port: port)
            let start = ContinuousClock.now
            try connection.sendChat(#"{"message":"부츠"}"#)
            try await connection.read { $0.contains("event: turn") }
            #expect(start.duration(to: .now) < .milliseconds(500))
            #expect(!connection.received.contains("event: delta"))
            try await connection.read { $0.contains("event: done") }
            // The server ends the connection with the stream.
            try await connection.read(within: .seconds(2)) { _ in false }
            #expect(connection.isClosedByServer)
            #expect(connection.received.contains("\r\nConnection: close\r\n"))
        }
        #expect(server.assistant.record.cancellations.isEmpty)
    }

    @Test(arguments: [false, true])
    func aHangUpCancelsTheTurnWithinASecond(afterAnEvent: Bool) async throws {
        let steps: [FakeAssistant.Script.Step] = afterAnEvent ? [FakeAssistant.Script.start(), .hang] : [.hang]
        let server = TestServer(.init(steps)) { $0.maxConcurrentTurns = 1 }
        try await live(server) { port in
            let connection = try RawConnection(port: port)
            try connection.sendChat(#"{"message":"부츠"}"#)
            try await connection.read { $0.contains(afterAnEvent ? "event: turn" : "\r\n\r\n") }
            #expect(try await eventually { server.metrics.exposition().contains("sse_streams_open 1\n") })
            let hungUp = ContinuousClock.now
            connection.hangUp()
            #expect(try await eventually { !server.assistant.record.cancellations.isEmpty })
            let cancelled = try #require(server.assistant.record.cancellations.first)
            #expect(hungUp.duration(to: cancelled) < .seconds(1))
            #expect(try await eventually { server.metrics.exposition().contains("sse_streams_open 0\n") })
            #expect(server.metrics.exposition().contains("turns_cancelled_total 1\n"))
            // Its place is free for the next.
            let next = try RawConnection(port: port)
            try next.sendChat(#"{"message":"부츠"}"#)
            try await next.read { $0.hasPrefix("HTTP/1.1 200") }
        }
    }

    @Test func keepAlivesComeDuringSilence() async throws {
        let server = TestServer(.init([.hang])) { $0.keepAliveSeconds = 0.1 }
        try await live(server) { port in
            let connection = try RawConnection(port: port)
            try connection.sendChat(#"{"message":"부츠"}"#)
            try await connection.read { $0.components(separatedBy: ": keep-alive").count > 3 }
            connection.hangUp()
            #expect(try await eventually(within: .seconds(1)) { server.assistant.record.cancellations.count == 1 })
        }
    }

    @Test func aClientThatNeverReadsDoesNotHoldTheTurn() async throws {
        let steps = (0..<2000).map { _ in
            FakeAssistant.Script.Step.event(.delta(String(repeating: "가", count: 2000)))
        }
        let server = TestServer(.init([FakeAssistant.Script.start()] + steps + [FakeAssistant.Script.end])) {
            $0.maxConcurrentTurns = 1
        }
        try await live(server) { port in
            let connection = try RawConnection(port: port)
            try connection.sendChat(#"{"message":"부츠"}"#)
            #expect(try await eventually { server.assistant.record.finished == 1 })
            try await Task.sleep(for: .milliseconds(50))
            let next = try RawConnection(port: port)
            try next.sendChat(#"{"message":"부츠"}"#)
            try await next.read { $0.hasPrefix("HTTP/1.1 200") }
        }
    }

    @Test func jsonKeepsTheConnection() async throws {
        try await live(TestServer()) { port in
            let connection = try RawConnection(port: port)
            for count in 1...2 {
                try connection.sendChat(#"{"message":"부츠"}"#, accept: "application/json")
                try await connection.read { $0.components(separatedBy: "\"turnId\":\"t-1\"}").count > count }
            }
            #expect(!connection.isClosedByServer)
        }
    }

    @Test(arguments: [
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /images/%ff.svg HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/llm/search?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n", "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\u{AC00} HTTP/1.1\r\nHost: x\r\n\r\n", "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /api/llm/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /api/llm/chat HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b<script>\r\n\r\n",
    ])
    func hostileBytesNeverBreakTheServer(request: String) async throws {
        try await live(TestServer()) { port in
            let connection = try RawConnection(port: port)
            try connection.send(request)
            try await connection.read { $0.contains("\r\n\r\n") }
            #expect(!connection.received.hasPrefix("HTTP/1.1 5"), "\(connection.received)")
            let next = try RawConnection(port: port)
            try next.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            try await next.read { $0.contains("ok") }
            #expect(next.received.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func chunkedBodiesAreTakenAndBounded() async throws {
        try await live(TestServer { $0.maxBodyBytes = 1000 }) { port in
            let head = "POST /api/llm/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            let connection = try RawConnection(port: port)
            try connection.send(head + "12\r\n{\"message\":\"boots\"\r\n1\r\n}\r\n0\r\n\r\n")
            try await connection.read { $0.contains("turnId") }
            let large = try RawConnection(port: port)
            try large.send(head + "400\r\n" + String(repeating: " ", count: 1024) + "\r\n")
            try await large.read { $0.contains("body-too-large") }
            #expect(large.received.hasPrefix("HTTP/1.1 413"))
        }
    }
}
