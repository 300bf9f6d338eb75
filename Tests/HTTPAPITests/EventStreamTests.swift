import Assistant
import BlankSpaceTesting
import HTTPTypes
import HummingbirdTesting
import Shop
import Testing

/// One server-sent event.
struct ServerEvent: Equatable {
    var name: String
    var id: String?
    var data: JSONValue

    /// Comments are left out.
    static func parse(_ text: String) -> [ServerEvent] {
        text.components(separatedBy: "\n\n").compactMap { block in
            var fields: [String: String] = [:]
            for line in block.split(separator: "\n") where !line.hasPrefix(":") {
                let parts = line.split(separator: ": ", maxSplits: 1)
                fields[String(parts[0]), default: ""] += parts.count > 1 ? String(parts[1]) : ""
            }
            guard let name = fields["event"], let data = fields["data"],
                let json = try? JSONValue(parsing: .init(data.utf8))
            else { return nil }
            return ServerEvent(name: name, id: fields["id"], data: json)
        }
    }
}

@Suite struct EventStreamTests {
    private func stream(_ server: TestServer) async throws -> TestResponse {
        try await server.chat(
            #"{"message":"부츠"}"#, headers: [.accept: "text/event-stream", .named("X-Request-Id"): "r-1"])
    }

    @Test func eventsComeInOrderWithIdsAndOneLineOfData() async throws {
        let response = try await stream(TestServer())
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "text/event-stream; charset=utf-8")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response["X-Accel-Buffering"] == "no")
        #expect(response.headers[.connection] == "close")
        #expect(response["X-Request-Id"] == "r-1")
        let events = ServerEvent.parse(response.text)
        #expect(
            events.map(\.name) == ["turn", "products", "delta", "delta", "citations", "action", "suggestions", "done"])
        #expect(events.map(\.id) == (1...8).map { "t-1:\($0)" })
        #expect(events[0].data["conversationId"] == "c-1")
        #expect(events[2].data == .object(["text": "두 줄\n"]))
        #expect(events[7].data["answer"] == "두 줄\n답이에요.")
        #expect(events[7].data["degraded"] == .array(["vectors"]))
        #expect(response.text.hasSuffix("\n\n"))
    }

    @Test func theStreamAndTheObjectSayTheSame() async throws {
        let events = ServerEvent.parse(try await stream(TestServer()).text)
        let whole = try await TestServer().chat(#"{"message":"부츠"}"#).json
        for event in events where event.name != "delta" && event.name != "action" {
            for (name, value) in event.data.object ?? [:] { #expect(whole[name] == value, "\(name)") }
        }
        #expect(whole["action"] == events.first { $0.name == "action" }?.data)
    }

    @Test func textsCannotForgeEvents() async throws {
        let text = "a\n\nevent: done\r\ndata: {}\u{2028}\u{85}\r\n\r\n"
        let server = TestServer(
            .init([FakeAssistant.Script.start(), .event(.delta(text)), FakeAssistant.Script.end]))
        let events = ServerEvent.parse(try await stream(server).text)
        #expect(events.map(\.name) == ["turn", "delta", "done"])
        #expect(events[1].data["text"]?.string == text)
    }

    @Test func anErrorOnTheWayIsAnEvent() async throws {
        let server = TestServer(
            .init([
                FakeAssistant.Script.start(), .event(.delta("앞")), .fail(AssistantError(.catalogNotReady, "Wait.")),
            ]))
        let response = try await stream(server)
        #expect(response.status == .ok)
        let events = ServerEvent.parse(response.text)
        #expect(events.map(\.name) == ["turn", "delta", "error"])
        #expect(events[2].data["type"] == "urn:blankspace:problem:catalog-not-ready")
        #expect(events[2].data["status"] == 503)
        #expect(events[2].data["requestId"] == "r-1")
    }

    @Test func aTurnWithoutAnEndIsToldAndLogged() async throws {
        let server = TestServer(.init([FakeAssistant.Script.start()]))
        let events = ServerEvent.parse(try await stream(server).text)
        #expect(events.map(\.name) == ["turn", "error"])
        #expect(events[1].data["type"] == "urn:blankspace:problem:internal-error")
        #expect(server.log.json.contains { $0["level"] == "error" && $0["message"] == "turn failed" })
    }

    @Test func theDeadlineIsAnEventAndCancelsTheTurn() async throws {
        let server = TestServer(.init([FakeAssistant.Script.start(), .hang])) { $0.turnDeadlineSeconds = 0.1 }
        let events = ServerEvent.parse(try await stream(server).text)
        #expect(events.map(\.name) == ["turn", "error"])
        #expect(events[1].data["type"] == "urn:blankspace:problem:turn-timeout")
        #expect(try await eventually { server.assistant.record.cancellations.count == 1 })
    }

    @Test func silenceIsFilledWithComments() async throws {
        let server = TestServer(
            .init([FakeAssistant.Script.start(), .pause(.milliseconds(500)), FakeAssistant.Script.end])
        ) { $0.keepAliveSeconds = 0.1 }
        let text = try await stream(server).text
        let comments = text.components(separatedBy: ": keep-alive\n\n").count - 1
        #expect((2...5).contains(comments), "\(comments)")
        #expect(ServerEvent.parse(text).map(\.name) == ["turn", "done"])
    }

    @Test func aLivelyStreamNeedsNoComments() async throws {
        let steps = (0..<10).flatMap { _ in
            [FakeAssistant.Script.Step.event(.delta("가")), .pause(.milliseconds(30))]
        }
        let server = TestServer(.init([FakeAssistant.Script.start()] + steps + [FakeAssistant.Script.end])) {
            $0.keepAliveSeconds = 0.25
        }
        #expect(!(try await stream(server).text.contains(": keep-alive")))
    }

    @Test func turnsAndStreamsAreCounted() async throws {
        let server = TestServer()
        _ = try await stream(server)
        let text = server.metrics.exposition()
        #expect(text.contains("turns_total{intent=\"search\"} 1\n"))
        #expect(text.contains("turn_first_event_seconds_count 1\n"))
        #expect(text.contains("sse_streams_open 0\n"))
        #expect(text.contains("turns_cancelled_total 0\n"))
        let line = try #require(server.log.json.first { $0["message"] == "request" })
        #expect((line["metadata"]?["bytes"]?.integer ?? 0) > 500)
    }
}
