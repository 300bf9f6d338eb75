import Foundation
import Gateway
import Testing

@Suite("Upstreams that fail: an answer in time, never a hang", .serialized)
struct FailureTests {
    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = Date.now
        try body()
        return Date.now.timeIntervalSince(start)
    }

    @Test("Nobody listens: 502 or 503 at once, with the upstream and the cause; and it is taken up again when it comes")
    func refused() async throws {
        let first = try TestUpstream { _, _ in }
        first.stop()
        try await withGateway([first], { $0.deadlines.healthInterval = .milliseconds(400) }) { port in
            let client = try RawSocket(port: port)
            for _ in 0..<3 {
                let response = try client.get("/api/a")
                #expect([502, 503].contains(response.status))
                #expect(response["Content-Type"] == "application/problem+json")
                #expect(response["Retry-After"] == "1")
                #expect(response.text.contains("\"upstream\":\"\(first.address)\""))
                #expect(response.text.contains("connection refused"))
            }
            let second = try TestUpstream(port: first.port) { socket, _ in try socket.reply("back") }
            #expect(eventually { (try? client.get("/api/a").text) == "back" })
            second.stop()
        }
    }

    @Test("A name without an address: an answer that says so")
    func unknownName() async throws {
        var configuration = GatewayConfiguration(upstreams: [UpstreamAddress(host: "no-such-host.invalid", port: 80)])
        configuration.port = 0
        try await withGateway(configuration) { port, _ in
            let response = try RawSocket(port: port).get("/api/a")
            #expect([502, 503].contains(response.status))
            #expect(response.text.contains("no-such-host.invalid"))
            #expect(response.text.contains("has no address"))
        }
    }

    @Test("An upstream that listens on IPv4 alone behind localhost answers")
    func localhost() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("four") }
        var configuration = GatewayConfiguration(upstreams: [UpstreamAddress(host: "localhost", port: upstream.port)])
        configuration.port = 0
        try await withGateway(configuration) { port, _ in
            for _ in 0..<3 {
                let response = try RawSocket(port: port).get("/api/a")
                #expect(response.text == "four")
            }
        }
    }

    static let breaks: [(String, String, String)] = [
        ("before the head", "", "it closed the connection before"),
        ("within the head", "HTTP/1.1 200 OK\r\nContent-", "it closed the connection before"),
        ("with what is not HTTP", "SSH-2.0-OpenSSH\r\n", "its response is not HTTP"),
    ]

    @Test("It breaks off before its response: 502", arguments: breaks)
    func beforeResponse(name: String, sent: String, cause: String) async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(sent)
            socket.close()
        }
        try await withGateway([upstream]) { port in
            let response = try RawSocket(port: port).post("/api/a", "x")
            #expect(response.status == 502)
            #expect(response.text.contains(cause), "\(response.text)")
            #expect(upstream.requests.count == 1, "what may have had an effect is not sent twice")
        }
    }

    @Test("It resets the connection: 502")
    func reset() async throws {
        let upstream = try TestUpstream { socket, _ in socket.reset() }
        try await withGateway([upstream]) { port in
            let response = try RawSocket(port: port).post("/api/a", "x")
            #expect(response.status == 502)
            #expect(response.text.contains("reset") || response.text.contains("closed"))
        }
    }

    @Test(
        "It breaks off within a body: the client's connection ends before the body does",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ndata: ab\r\n",
        ])
    func truncated(text: String) async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(text)
            socket.close()
        }
        try await withGateway([upstream]) { port in
            let response = try RawSocket(port: port).get("/api/a")
            #expect(response.status == 200 && !response.isComplete)
            #expect(response.text.isEmpty || response.text == "part" || response.text == "data: ab")
        }
    }

    @Test("It breaks off between two events: an error event and an orderly end")
    func truncatedEvents() async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(StreamTests.head)
            try socket.sendChunk("event: delta\ndata: {}\n\n")
            socket.reset()
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            let response = try client.get("/api/llm/chat")
            #expect(response.isComplete)
            #expect(
                response.text.hasPrefix(
                    "event: delta\ndata: {}\n\nevent: error\ndata: {\"type\":\"urn:blankspace:problem:upstream-failed\""
                ))
            #expect(response.text.contains(upstream.address) && response.text.hasSuffix("}\n\n"))
            #expect(try client.get("/livez").status == 200)
        }
    }

    @Test("It does not begin to answer: 504 when its time is over")
    func slowHead() async throws {
        let upstream = try TestUpstream { socket, _ in _ = socket.isClosed() }
        try await withGateway([upstream], { $0.deadlines.responseHead = .milliseconds(300) }) { port in
            let client = try RawSocket(port: port)
            let took = try seconds {
                let response = try client.post("/api/a", "x")
                #expect(response.status == 504)
                #expect(response.text.contains("did not begin to answer"))
            }
            #expect(took < 5)
        }
    }

    @Test("It falls silent: an error event, or a cut, when its time is over", arguments: [true, false])
    func silence(isBetweenEvents: Bool) async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send(StreamTests.head)
            try socket.sendChunk(isBetweenEvents ? "data: 1\n\n" : "data: 1")
            _ = socket.isClosed()
        }
        try await withGateway([upstream], { $0.deadlines.responseIdle = .milliseconds(300) }) { port in
            let response = try RawSocket(port: port).get("/api/a")
            #expect(response.isComplete == isBetweenEvents)
            #expect(response.text.contains("it fell silent") == isBetweenEvents)
        }
    }

    @Test(
        "A process that is stopped (SIGSTOP) takes connections and never answers: 504, and 503 at once when its check has failed"
    )
    func stopped() async throws {
        let listener = Process()
        let out = Pipe()
        listener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        listener.arguments = [
            "python3", "-u", "-c",
            "import http.server as h; s = h.ThreadingHTTPServer(('127.0.0.1', 0), h.SimpleHTTPRequestHandler); print(s.server_port); s.serve_forever()",
        ]
        listener.standardOutput = out
        listener.standardError = FileHandle.nullDevice
        try listener.run()
        defer {
            kill(listener.processIdentifier, SIGKILL)
            listener.waitUntilExit()
        }
        let line = String(decoding: out.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        var configuration = GatewayConfiguration(upstreams: [UpstreamAddress(host: "127.0.0.1", port: port)])
        configuration.port = 0
        configuration.deadlines.responseHead = .milliseconds(400)
        configuration.deadlines.healthInterval = .milliseconds(600)
        let process = listener.processIdentifier
        try await withGateway(configuration) { port, _ in
            let client = try RawSocket(port: port)
            #expect(eventually { (try? client.get("/readyz").status) == 200 })
            kill(process, SIGSTOP)
            let first = try client.get("/api/a")
            #expect(first.status == 504 || first.status == 503)
            #expect(eventually { (try? client.get("/api/a").status) == 503 })
            let took = try seconds {
                let response = try client.get("/api/a")
                #expect(response.text.contains("its health check") || response.text.contains("took too long"))
            }
            #expect(took < 0.3)
            kill(process, SIGCONT)
            #expect(eventually { (try? client.get("/api/a").status) == 404 })
        }
    }

    @Test("A kept connection that was closed meanwhile costs a safe request nothing")
    func staleConnection() async throws {
        let upstream = try TestUpstream { socket, request in
            // The second request on a connection finds it closed.
            if request["X-Number"] == "2", socket.descriptor >= 0, request["X-Again"] == nil {
                if request.path == "/api/stale" { throw RawSocket.Failure(description: "closed") }
            }
            try socket.reply(request.path)
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            #expect(try client.get("/api/first").text == "/api/first")
            // Each fresh connection is closed at this path as well, so one repetition is all that there is.
            #expect(try client.get("/api/stale", "X-Number: 2\r\n").status == 502)
            #expect(upstream.requests.map(\.path) == ["/api/first", "/api/stale", "/api/stale"])
            #expect(try client.get("/api/first").status == 200)
            #expect(try client.post("/api/stale", "x", "X-Number: 2\r\n").status == 502)
            #expect(upstream.requests.count(where: { $0.start.hasPrefix("POST") }) == 1)
        }
    }

    @Test("An upstream that answers before it has read the body: the client gets the answer")
    func earlyAnswer() async throws {
        let upstream = try TestUpstream(readsBody: false) { socket, _ in
            try socket.reply("no", status: "413 Too Large", "Connection: close\r\n")
            Thread.sleep(forTimeInterval: 0.2)
            throw RawSocket.Failure(description: "closed")
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n")
            try? client.send([UInt8](repeating: 65, count: 300_000))
            let response = try client.message()
            #expect(response?.status == 413 && response?.text == "no")
        }
    }
}
