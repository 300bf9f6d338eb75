import Foundation
import Gateway
import Testing

@Suite("What is passed on", .serialized)
struct ProxyTests {
    @Test("A response comes back as it was: status, fields, body")
    func response() async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.reply("{\"a\":1}", status: "418 Teapot", "X-One: 1\r\nX-Two: a, b\r\n")
        }
        try await withGateway([upstream]) { port in
            let response = try RawSocket(port: port).get("/api/llm/search?q=%EC%8B%A0%EB%B0%9C")
            #expect(response.status == 418)
            #expect(response["X-One"] == "1")
            #expect(response["X-Two"] == "a, b")
            #expect(response.text == "{\"a\":1}")
            #expect(response["X-Content-Type-Options"] == "nosniff")
            #expect(upstream.requests.first?.path == "/api/llm/search?q=%EC%8B%A0%EB%B0%9C")
        }
    }

    @Test("Fields for one hop stay on that hop, whether named by the standard or by Connection")
    func hopByHop() async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.reply(
                "x",
                "Connection: keep-alive, X-Inner\r\nKeep-Alive: timeout=5\r\nX-Inner: 1\r\nProxy-Authenticate: Basic\r\n"
            )
        }
        try await withGateway([upstream]) { port in
            let fields = """
                Connection: keep-alive, X-Private, Authorization\r\nX-Private: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n\
                Proxy-Authorization: Basic x\r\nProxy-Connection: keep-alive\r\nUpgrade: h2c\r\nAuthorization: Bearer k\r\n\
                Accept: text/plain\r\n
                """
            let response = try RawSocket(port: port).get("/api/a", fields)
            let sent = try #require(upstream.requests.first)
            for name in [
                "Connection", "X-Private", "Keep-Alive", "TE", "Proxy-Authorization", "Proxy-Connection", "Upgrade",
            ] {
                #expect(sent[name] == nil, "\(name)")
            }
            #expect(sent["Authorization"] == "Bearer k", "what allows the request cannot be taken off by Connection")
            #expect(sent["Accept"] == "text/plain")
            #expect(sent["Host"] == "shop.example")
            for name in ["Keep-Alive", "X-Inner", "Proxy-Authenticate"] { #expect(response[name] == nil, "\(name)") }
        }
    }

    @Test("The client is named by the gateway; what it says of itself counts only where that is told")
    func forwarded() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("x") }
        let claims =
            "Forwarded: for=6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Real-IP: 6.6.6.6\r\nVia: 1.1 edge\r\n"
        try await withGateway([upstream]) { port in
            _ = try RawSocket(port: port).get("/api/a", claims)
            let sent = try #require(upstream.requests.first)
            #expect(sent.all("Forwarded") == ["for=127.0.0.1;proto=http;host=shop.example"])
            #expect(sent.all("X-Forwarded-For") == ["127.0.0.1"])
            #expect(sent["X-Forwarded-Proto"] == "http")
            #expect(sent["X-Real-IP"] == nil)
            #expect(sent.all("Via") == ["1.1 edge, 1.1 blankspace"])
        }
        let second = try TestUpstream { socket, _ in try socket.reply("x") }
        try await withGateway([second], { $0.trustsForwarded = true }) { port in
            _ = try RawSocket(port: port).get("/api/a", claims)
            let sent = try #require(second.requests.first)
            #expect(sent.all("Forwarded") == ["for=6.6.6.6, for=127.0.0.1;proto=https;host=shop.example"])
            #expect(sent.all("X-Forwarded-For") == ["6.6.6.6, 127.0.0.1"])
            #expect(sent["X-Forwarded-Proto"] == "https")
        }
    }

    @Test("A request has one id and one trace on its whole way")
    func identity() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("x", "X-Request-Id: theirs\r\n") }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            let response = try client.get(
                "/api/a", "X-Request-Id: abc-1\r\ntraceparent: 00-\(trace)-00f067aa0ba902b7-01\r\ntracestate: a=b\r\n")
            #expect(response.all("X-Request-Id") == ["abc-1"])
            #expect(upstream.requests[0]["X-Request-Id"] == "abc-1")
            let parent = try #require(upstream.requests[0]["traceparent"])
            #expect(parent.hasPrefix("00-\(trace)-") && parent.hasSuffix("-01") && !parent.contains("00f067aa0ba902b7"))
            #expect(upstream.requests[0]["tracestate"] == "a=b")

            let made = try client.get("/api/a", "X-Request-Id: a b\r\ntraceparent: 00-0-0-00\r\ntracestate: a=b\r\n")
            #expect(made["X-Request-Id"]?.count == 16)
            #expect(upstream.requests[1]["X-Request-Id"] == made["X-Request-Id"])
            #expect(upstream.requests[1]["traceparent"]?.count == 55)
            #expect(upstream.requests[1]["tracestate"] == nil)
        }
    }

    @Test("A client's connection and an upstream's are used again and again")
    func keepAlive() async throws {
        let upstream = try TestUpstream { socket, request in try socket.reply(request.path) }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            for number in 0..<20 {
                #expect(try client.get("/api/\(number)").text == "/api/\(number)")
                #expect(try client.post("/api/p\(number)", "body").text == "/api/p\(number)")
            }
            #expect(upstream.connections == 1)
        }
    }

    @Test("Requests sent ahead are answered in their order")
    func pipelining() async throws {
        let upstream = try TestUpstream { socket, request in
            if request.path == "/api/0" { Thread.sleep(forTimeInterval: 0.05) }
            try socket.reply(request.path)
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            let paths = (0..<8).map { $0 == 3 ? "/livez" : "/api/\($0)" }
            try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for path in paths {
                let text = try client.message()?.text
                #expect(text == (path == "/livez" ? "{\"status\":\"ok\"}" : path))
            }
        }
    }

    @Test(
        "HEAD, 204 and 304 have no body, and the connection goes on",
        arguments: [("HEAD", "200 OK"), ("GET", "204 No"), ("GET", "304 No")])
    func bodiless(method: String, status: String) async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send("HTTP/1.1 \(status)\r\n\(status.hasPrefix("204") ? "" : "Content-Length: 5\r\n")\r\n")
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            for _ in 0..<2 {
                try client.send("\(method) /api/a HTTP/1.1\r\nHost: a\r\n\r\n")
                let response = try client.message(toHead: true)
                #expect(response?.status == Int(status.prefix(3)))
                #expect(response?["Transfer-Encoding"] == nil)
            }
            #expect(upstream.connections == 1)
        }
    }

    @Test("A body without a length gets one that its client understands")
    func framing() async throws {
        let upstream = try TestUpstream { socket, request in
            if request.path == "/api/eof" {
                try socket.send("HTTP/1.1 200 OK\r\n\r\nto the end")
                socket.close()
            } else {
                try socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                try socket.sendChunk("one ")
                try socket.sendChunk("two")
                try socket.send("0\r\nX-Trailer: 1\r\n\r\n")
            }
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            let ended = try client.get("/api/eof")
            #expect(ended["Transfer-Encoding"] == "chunked" && ended.text == "to the end" && ended.isComplete)
            #expect(try client.get("/api/chunked").text == "one two")
            let old = try RawSocket(port: port)
            try old.send("GET /api/chunked HTTP/1.0\r\n\r\n")
            let response = try old.message()
            #expect(response?["Transfer-Encoding"] == nil && response?["Connection"] == "close")
            #expect(response?.text == "one two")
        }
    }

    @Test("Large bodies pass whole, in both directions, with and without a length")
    func large() async throws {
        let upstream = try TestUpstream { socket, request in
            try socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            try socket.sendChunk(request.text)
            try socket.send("0\r\n\r\n")
        }
        try await withGateway([upstream]) { port in
            let body = String(repeating: "0123456789abcdef", count: 500_000)
            #expect(try RawSocket(port: port).post("/api/a", body).text == body)
            let client = try RawSocket(port: port)
            try client.send("POST /api/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<10 { try client.sendChunk(String(body.prefix(100_000))) }
            try client.send("0\r\n\r\n")
            #expect(try client.message()?.body.count == 1_000_000)
            #expect(upstream.requests[1]["Transfer-Encoding"] == "chunked")
        }
    }

    @Test("A client that waits for 100 Continue gets it at once, and the upstream is not asked")
    func expectContinue() async throws {
        let upstream = try TestUpstream { socket, request in try socket.reply(request.text) }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.message()?.status == 100)
            try client.send("hi")
            #expect(try client.message()?.text == "hi")
            #expect(upstream.requests[0]["Expect"] == nil)
        }
    }

    @Test("An upstream that leads back to the gateway is found out")
    func loop() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("x") }
        try await withGateway([upstream]) { port in
            let via = (0..<4).map { _ in "1.1 blankspace" }.joined(separator: ", ")
            let response = try RawSocket(port: port).get("/api/a", "Via: \(via)\r\n")
            #expect(response.status == 508)
        }
    }
}
