import Foundation
import Gateway
import Testing

@Suite("Requests that are not passed on", .serialized)
struct FramingTests {
    static let smuggled: [(String, String, Int)] = [
        (
            "both lengths",
            "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/x HTTP/1.1\r\nHost: a\r\n\r\n",
            400
        ),
        (
            "both lengths, the other way",
            "POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400
        ),
        ("two lengths", "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400),
        (
            "two equal lengths",
            "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nabcde", 400
        ),
        ("a list of lengths", "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nabcde", 400),
        ("a signed length", "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde", 400),
        ("a negative length", "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400),
        ("a huge length", "POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
        (
            "an unknown coding", "POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            501
        ),
        ("a hidden coding", "POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
        (
            "two codings",
            "POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            501
        ),
        ("a coding in HTTP/1.0", "POST /api/a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (
            "a space before the colon",
            "POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400
        ),
        (
            "a folded field",
            "POST /api/a HTTP/1.1\r\nHost: a\r\nX: 1\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n", 400
        ),
        ("a bad chunk", "POST /api/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400),
        ("no host", "GET /api/a HTTP/1.1\r\n\r\n", 400),
        ("two hosts", "GET /api/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("a host that is none", "GET /api/a HTTP/1.1\r\nHost: a/b@c\r\n\r\n", 400),
        ("dot segments", "GET /api/../admin/x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("encoded dot segments", "GET /api/%2e%2E/admin/x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("an encoded slash", "GET /api/..%2fadmin HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a backslash", "GET /api\\..\\admin HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("a trace", "TRACE /api/a HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("another version", "GET /api/a HTTP/2.0\r\nHost: a\r\n\r\n", 400),
        ("no HTTP at all", "\u{16}\u{3}\u{1}hello\r\n\r\n", 400),
    ]

    @Test("A request whose end or target could be read in two ways is refused", arguments: smuggled)
    func refused(name: String, text: String, status: Int) async throws {
        let upstream = try TestUpstream(readsBody: false) { socket, _ in
            if try socket.read(through: "never") == nil { return }
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send(text)
            let response = try client.message()
            // What the parser itself refuses is a 400, whatever else it may be.
            #expect(response?.status == status || (status == 501 && response?.status == 400))
            #expect(response?["Content-Type"] == "application/problem+json")
            if status != 405 {
                #expect(response?["Connection"] == "close")
                #expect(client.isClosed())
            }
            #expect(name == "a bad chunk" || upstream.requests.isEmpty)
        }
    }

    @Test("A target in absolute form is taken by its path")
    func absoluteForm() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("x") }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            try client.send("GET http://shop.example/api/a?b=1 HTTP/1.1\r\nHost: shop.example\r\n\r\n")
            #expect(try client.message()?.status == 200)
            #expect(upstream.requests[0].path == "/api/a?b=1")
        }
    }

    @Test("Another protocol than WebSocket is not offered: the request is answered as it is")
    func otherUpgrade() async throws {
        let upstream = try TestUpstream { socket, _ in try socket.reply("plain") }
        try await withGateway([upstream]) { port in
            let fields =
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
            let response = try RawSocket(port: port).get("/api/a", fields)
            #expect(response.text == "plain" && response["Connection"] == "close")
            #expect(upstream.requests[0]["Upgrade"] == nil && upstream.requests[0]["HTTP2-Settings"] == nil)
        }
    }

    @Test(
        "A response whose end is not certain is not passed on",
        arguments: [
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Transfer-Encoding: gzip\r\n", "Content-Length: x\r\n",
        ])
    func uncertainResponse(fields: String) async throws {
        let upstream = try TestUpstream { socket, _ in
            try socket.send("HTTP/1.1 200 OK\r\n\(fields)\r\n5\r\nabcde\r\n0\r\n\r\n")
        }
        try await withGateway([upstream]) { port in
            let response = try RawSocket(port: port).get("/api/a")
            #expect(response.status == 502)
            #expect(response.text.contains(upstream.address))
        }
    }

    @Test("What an upstream says unasked is never the answer to another request")
    func unasked() async throws {
        let upstream = try TestUpstream { socket, request in
            try socket.send(
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL")
        }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            for _ in 0..<5 { #expect(try client.get("/api/a").text == "a") }
        }
    }
}
