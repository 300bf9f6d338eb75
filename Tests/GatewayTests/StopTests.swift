import Foundation
import Gateway
import Synchronization
import Testing

@Suite("Stopping, and the log", .serialized)
struct StopTests {
    @Test("What is under way is finished, what waits is closed, and nothing new is taken")
    func graceful() async throws {
        let gate = DispatchSemaphore(value: 0)
        let upstream = try TestUpstream { socket, _ in
            gate.wait()
            try socket.reply("done")
        }
        var configuration = GatewayConfiguration(upstreams: [try #require(UpstreamAddress(upstream.address))])
        configuration.port = 0
        try await withGateway(configuration) { port, stop in
            let busy = try RawSocket(port: port)
            try busy.send("GET /api/a HTTP/1.1\r\nHost: a\r\n\r\n")
            let idle = try RawSocket(port: port)
            #expect(try idle.get("/livez").status == 200)
            #expect(eventually { upstream.requests.count == 1 })
            stop()
            #expect(idle.isClosed())
            #expect(eventually { (try? RawSocket(port: port)) == nil })
            gate.signal()
            let response = try busy.message()
            #expect(response?.text == "done" && response?["Connection"] == "close")
            #expect(busy.isClosed())
        }
    }

    @Test("What does not end is cut when the time for stopping is over")
    func cut() async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(StreamTests.head)
            _ = socket.isClosed()
        }
        var configuration = GatewayConfiguration(upstreams: [try #require(UpstreamAddress(upstream.address))])
        configuration.port = 0
        configuration.deadlines.shutdown = .milliseconds(300)
        try await withGateway(configuration) { port, stop in
            let client = try RawSocket(port: port)
            try client.send("GET /api/a HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.read(through: "\r\n\r\n")
            stop()
            #expect(client.isClosed())
        }
    }

    @Test("One line a request, that says what a search needs and no shopper's words")
    func log() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("12345") }
        let log = LogLines()
        try await withGateway([upstream], log: log) { port in
            let client = try RawSocket(port: port)
            _ = try client.get("/api/llm/search?q=secret", "X-Request-Id: r1\r\n")
            _ = try client.get("/nothing")
            try client.send("BAD\r\n\r\n")
            _ = try client.message()
            #expect(eventually { log.requests.count == 3 })
            let line = try #require(log.requests.first?.metadata)
            #expect(line["method"] == "GET" && line["path"] == "/api/llm/search" && line["requestId"] == "r1")
            #expect(line["status"] == .stringConvertible(200) && line["bytes"] == .stringConvertible(5))
            #expect(line["upstream"] == .string(upstream.address))
            #expect(!"\(log.lines)".contains("secret"))
            #expect(log.requests[2].metadata["status"] == .stringConvertible(400))
        }
    }

    @Test("Lines that go past the logger are whole, one a request, and cannot be forged", arguments: [true, false])
    func lines(isJSON: Bool) async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("12345") }
        let written = Written()
        try await withGateway(
            [upstream],
            {
                $0.accessLines = isJSON ? .json : .console
                $0.writeAccessLines = { text in written.text.withLock { $0 += text } }
            }
        ) { port in
            let client = try RawSocket(port: port)
            _ = try client.get("/api/a%22b?q=secret", "X-Request-Id: r1\r\n")
            _ = try client.get("/nothing")
            #expect(eventually { written.text.withLock { $0.split(separator: "\n").count } == 2 })
            let text = written.text.withLock { $0 }
            #expect(text.contains("r1") && text.contains(upstream.address) && !text.contains("secret"))
            guard isJSON else { return }
            for line in text.split(separator: "\n") {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?["message"] as? String == "request" && object?["metadata"] is [String: Any])
            }
        }
    }
}

private final class Written: Sendable {
    let text = Mutex("")
}
