import Foundation
import Gateway
import Testing

@Suite("The page's files", .serialized)
struct SiteTests {
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("web/index.html", "<!doctype html><title>shop</title>")
        try folder.write("web/admin.html", "<!doctype html><title>admin</title>")
        for name in ["widget", "voice", "worklet"] { try folder.write("web/\(name).js", "\(name)()") }
        try folder.write("web/assets/app-5QH7MZ2K.js", String(repeating: "app();", count: 100))
        try folder.write("web/assets/app-5QH7MZ2K.js.gz", "gzipped")
        try folder.write("web/assets/app-5QH7MZ2K.js.br", "brotli")
        try folder.write("web/.hidden", "secret")
        try folder.write("images/신발.png", "picture")
        try folder.write("images/a/b.svg", "<svg/>")
        try folder.write("images/list.txt", "text")
        try folder.write("secret.png", "secret")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/images/link.png", withDestinationPath: folder.path + "/secret.png")
        return folder
    }

    private func run(_ body: @escaping @Sendable (RawSocket, TestUpstream, Int) throws -> Void) async throws {
        let folder = try folder()
        let upstream = try TestUpstream { socket, request in try socket.reply("upstream " + request.path) }
        let path = folder.path
        try await withGateway(
            [upstream],
            {
                $0.webFolder = path + "/web"
                $0.imagesFolder = path + "/images"
            }
        ) { port in try body(RawSocket(port: port), upstream, port) }
        withExtendedLifetime(folder) {}
    }

    @Test("The page, the operator's page, the widget; and their headers")
    func files() async throws {
        try await run { client, _, port in
            let page = try client.get("/")
            #expect(page.text.contains("shop") && page["Content-Type"] == "text/html; charset=utf-8")
            #expect(page["Cache-Control"] == "no-cache")
            let policy = try #require(page["Content-Security-Policy"])
            #expect(
                policy.contains("default-src 'none'") && policy.contains("script-src 'self'")
                    && !policy.contains("unsafe"))
            for name in ["X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Permissions-Policy", "ETag"] {
                #expect(page[name] != nil, "\(name)")
            }
            #expect(try client.get("/index.html").text == page.text)
            #expect(try client.get("/?utm=1").text == page.text)
            #expect(try client.get("/admin").text.contains("admin"))
            let widget = try client.get("/widget.js")
            #expect(
                widget["Cross-Origin-Resource-Policy"] == "cross-origin" && widget["Content-Security-Policy"] == nil)
            #expect(widget["Cache-Control"] == "public, max-age=300")
            // What a page of another origin loads: the widget, and the modules that the widget fetches.
            for path in ["/widget.js", "/voice.js", "/worklet.js"] {
                let script = try client.get(path)
                #expect(script.status == 200 && script["Access-Control-Allow-Origin"] == "*", "\(path)")
                #expect(script["Cross-Origin-Resource-Policy"] == "cross-origin", "\(path)")
            }
            #expect(page["Access-Control-Allow-Origin"] == nil)
        }
    }

    @Test("A compressed variant goes to those that take it")
    func compression() async throws {
        try await run { client, _, port in
            let path = "/assets/app-5QH7MZ2K.js"
            let plain = try client.get(path)
            #expect(
                plain["Content-Encoding"] == nil && plain.text.hasPrefix("app();") && plain["Vary"] == "Accept-Encoding"
            )
            #expect(plain["Cache-Control"] == "public, max-age=31536000, immutable")
            let brotli = try client.get(path, "Accept-Encoding: gzip, deflate, br\r\n")
            #expect(brotli["Content-Encoding"] == "br" && brotli.text == "brotli")
            #expect(brotli["Content-Type"] == "text/javascript; charset=utf-8")
            #expect(try client.get(path, "Accept-Encoding: gzip;q=0.5, br;q=0\r\n").text == "gzipped")
            #expect(try client.get(path, "Accept-Encoding: identity\r\n").text == plain.text)
            #expect(Set([plain, brotli].map { $0["ETag"] }).count == 2)
        }
    }

    @Test("What the browser has is not sent again")
    func conditional() async throws {
        try await run { client, _, port in
            let tag = try #require(try client.get("/")["ETag"])
            for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let response = try client.get("/", "If-None-Match: \(known)\r\n")
                #expect(response.status == 304 && response["ETag"] == tag && response.body.isEmpty)
            }
            #expect(try client.get("/", "If-None-Match: \"x\"\r\n").status == 200)
            try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try #require(try client.message(toHead: true))
            #expect(head["Content-Length"] == "34" && head.status == 200)
            #expect(try client.get("/livez").status == 200)
        }
    }

    @Test("Paths that are no files go upstream where they are the assistant's, else nowhere")
    func routes() async throws {
        try await run { client, upstream, _ in
            for path in [
                "/api/llm/search?q=a", "/v1/models", "/mcp", "/admin/catalog", "/openapi.yaml", "/images/none.svg",
            ] {
                #expect(try client.get(path).text == "upstream " + path, "\(path)")
            }
            #expect(try client.post("/", "x").status == 404)
            for path in [
                "/metrics", "/.hidden", "/web/index.html", "/nothing", "/assets/", "/assets/app-5QH7MZ2K.js.br",
                "/mcpx", "/apis",
            ] {
                let response = try client.get(path)
                #expect(response.status == 404, "\(path)")
                #expect(response["Content-Type"] == "application/problem+json")
            }
            #expect(upstream.requests.count == 6)
        }
    }

    @Test("Pictures of products, and no file outside their folder")
    func pictures() async throws {
        try await run { client, _, port in
            let picture = try client.get("/images/%EC%8B%A0%EB%B0%9C.png")
            #expect(picture.text == "picture" && picture["Content-Type"] == "image/png")
            let tag = try #require(picture["ETag"])
            #expect(try client.get("/images/%EC%8B%A0%EB%B0%9C.png", "If-None-Match: \(tag)\r\n").status == 304)
            let drawing = try client.get("/images/a/b.svg")
            #expect(drawing["Content-Security-Policy"]?.contains("sandbox") == true)
            for path in ["/images/link.png", "/images/list.txt", "/images/a", "/images/%00.png", "/images//a/b.svg"] {
                // What is refused ends the connection.
                let response = try RawSocket(port: port).get(path)
                #expect(response.text.hasPrefix("upstream") || response.status == 400, "\(path)")
            }
        }
    }

    @Test("Without a folder the page is the upstream's own; its metrics stay inside")
    func noFolder() async throws {
        let upstream = try TestUpstream { socket, request in try socket.reply("upstream " + request.path) }
        try await withGateway([upstream]) { port in
            let client = try RawSocket(port: port)
            #expect(try client.get("/").text == "upstream /")
            #expect(try client.get("/page.js").text == "upstream /page.js")
            #expect(try client.get("/metrics").status == 404)
        }
    }

    @Test("A folder that cannot be read stops the start")
    func badFolder() async throws {
        var configuration = GatewayConfiguration(upstreams: [UpstreamAddress(host: "127.0.0.1", port: 1)])
        configuration.webFolder = "/no/such/folder"
        configuration.port = 0
        let gateway = Gateway(configuration: configuration, logger: .init(label: "test"))
        await #expect(throws: GatewayError.self) { try await gateway.run() }
    }
}
