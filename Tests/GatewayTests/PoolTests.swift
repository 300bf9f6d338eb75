import Foundation
import Gateway
import Testing

@Suite("Several upstreams", .serialized)
struct PoolTests {
    @Test("Requests go to the one with the least to do")
    func leastOutstanding() async throws {
        let gate = DispatchSemaphore(value: 0)
        let busy = try TestUpstream { socket, request in
            if request.path == "/api/wait" { gate.wait() }
            try socket.reply("busy")
        }
        let free = try TestUpstream { socket, request in
            if request.path == "/api/wait" { gate.wait() }
            try socket.reply("free")
        }
        try await withGateway([busy, free]) { port in
            let waiting = try RawSocket(port: port)
            try waiting.send("GET /api/wait HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { busy.requests.count + free.requests.count == 1 })
            let other = busy.requests.isEmpty ? "busy" : "free"
            for _ in 0..<10 { #expect(try RawSocket(port: port).get("/api/a").text == other) }
            gate.signal()
            _ = try waiting.message()
            var seen: Set<String> = []
            for _ in 0..<10 { seen.insert(try RawSocket(port: port).get("/api/a").text) }
            #expect(seen == ["busy", "free"], "equals take turns")
        }
    }

    @Test("A conversation stays with its upstream: by cookie, by header, by path")
    func affinity() async throws {
        let upstreams = try (0..<4).map { number in
            try TestUpstream { socket, _ in try socket.reply(String(number)) }
        }
        try await withGateway(upstreams) { port in
            let client = try RawSocket(port: port)
            let first = try client.get("/api/llm/chat")
            let cookie = try #require(first["Set-Cookie"]?.split(separator: ";").first)
            #expect(first["Set-Cookie"]?.contains("HttpOnly") == true)
            for _ in 0..<12 {
                let again = try client.get("/api/llm/chat/7/stream", "Cookie: a=b; \(cookie)\r\n")
                #expect(again.text == first.text && again["Set-Cookie"] == nil)
            }
            var homes: Set<String> = []
            for id in 0..<20 {
                let answers = try (0..<3).map { _ in try client.get("/api/llm/conversations/c\(id)").text }
                let named = try client.get("/api/llm/chat", "X-Conversation-Id: c\(id)\r\n").text
                #expect(Set(answers + [named]).count == 1)
                homes.insert(named)
            }
            #expect(homes.count > 1, "conversations are spread")
            #expect(try client.get("/api/a", "Cookie: blankspace_upstream=zzz\r\n").status == 200)
        }
    }

    @Test("One that cannot be reached costs no request, and gets requests again when it is back")
    func failover() async throws {
        let good = try TestUpstream { socket, _ in try socket.reply("good") }
        let bad = try TestUpstream { socket, _ in try socket.reply("bad") }
        bad.stop()
        try await withGateway([bad, good], { $0.deadlines.healthInterval = .milliseconds(400) }) { port in
            for number in 0..<20 { #expect(try RawSocket(port: port).post("/api/a", "\(number)").text == "good") }
            #expect(good.requests.count == 20)
            let client = try RawSocket(port: port)
            #expect(eventually { (try? client.get("/readyz").status) == 200 })
            let ready = try client.get("/readyz")
            #expect(ready.text.hasPrefix("{\"status\":\"degraded\"") && ready.text.contains("\"state\":\"down\""))
            #expect(ready.text.contains("connection refused"))
            let back = try TestUpstream(port: bad.port) { socket, _ in try socket.reply("back") }
            #expect(eventually { (try? RawSocket(port: port).get("/api/a").text) == "back" })
            back.stop()
        }
    }

    @Test("One that is not ready gets requests only where no other is up")
    func notReady() async throws {
        let starting = try TestUpstream { socket, _ in try socket.reply("{}", status: "503 Starting") }
        let ready = try TestUpstream { socket, _ in try socket.reply("ready") }
        starting.record.withLock { $0.healthStatus = 503 }
        try await withGateway([starting, ready], { $0.deadlines.healthInterval = .milliseconds(400) }) { port in
            let client = try RawSocket(port: port)
            #expect(eventually { (try? client.get("/readyz").text.contains("its health check says 503")) == true })
            for _ in 0..<10 { #expect(try client.get("/api/a").text == "ready") }
            ready.record.withLock { $0.healthStatus = 503 }
            #expect(eventually { (try? client.get("/readyz").status) == 503 })
            #expect([200, 503].contains(try client.get("/api/a").status))
            #expect(try client.get("/livez").status == 200)
        }
    }

    @Test("An upstream behind a socket in the file system")
    func unixSocket() async throws {
        let path = NSTemporaryDirectory() + "gw-\(UInt32.random(in: 0...UInt32.max)).sock"
        defer { unlink(path) }
        let listener = Process()
        listener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        listener.arguments = [
            "python3", "-c",
            """
            import socket, sys
            s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(8)
            while True:
                c, _ = s.accept(); c.recv(65536); c.sendall(b'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: 4\\r\\n\\r\\nunix'); c.close()
            """, path,
        ]
        try listener.run()
        defer {
            kill(listener.processIdentifier, SIGKILL)
            listener.waitUntilExit()
        }
        var configuration = GatewayConfiguration(upstreams: [try #require(UpstreamAddress("unix:\(path)"))])
        configuration.port = 0
        configuration.deadlines.healthInterval = .milliseconds(200)
        try await withGateway(configuration) { port, _ in
            #expect(eventually { (try? RawSocket(port: port).get("/api/a").text) == "unix" })
        }
    }

    @Test("While none is up they are asked again and again, however long the usual pause is")
    func hurry() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("x") }
        upstream.record.withLock { $0.healthStatus = 503 }
        try await withGateway([upstream], { $0.deadlines.healthInterval = .seconds(60) }) { port in
            let client = try RawSocket(port: port)
            #expect(eventually { (try? client.get("/readyz").text)?.contains("its health check says 503") == true })
            upstream.record.withLock { $0.healthStatus = 200 }
            #expect(eventually { (try? client.get("/readyz").status) == 200 })
        }
    }

    @Test(
        "Addresses as operators write them",
        arguments: [
            ("llm_api_server", "llm_api_server:8080"), ("10.0.0.7:81", "10.0.0.7:81"), ("http://a.b:9/", "a.b:9"),
            ("[::1]:8081", "[::1]:8081"), ("unix:/run/a.sock", "unix:/run/a.sock"), ("https://a", nil),
            ("http://a/b", nil),
            ("a:0", nil), ("a:99999", nil), ("a b", nil), ("user@a", nil), ("", nil), ("unix:a", nil), ("::1", nil),
        ] as [(String, String?)])
    func addresses(text: String, expected: String?) {
        #expect(UpstreamAddress(text)?.description == expected)
    }
}
