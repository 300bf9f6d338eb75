import BlankSpaceTesting
import HTTPTypes
import HummingbirdTesting
import Shop
import Testing

@Suite struct RoutingTests {
    @Test(arguments: [
        "/nope", "/api", "/api/llm", "/api/llm/chat/x/y", "/v1/models", "/admin", "/images", "/images/a.png",
    ])
    func unknownRoutesAreProblems(path: String) async throws {
        let response = try await TestServer().send(.get, path)
        #expect(response.status == .notFound)
        #expect(response.problem == "unknown-route")
        #expect(response["X-Request-Id"] == response.json["requestId"]?.string)
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/api/llm/chat", "POST"), (.delete, "/api/llm/chat", "POST"),
        (.post, "/api/llm/search", "GET, HEAD"), (.put, "/api/llm/conversations/x", "GET, DELETE, HEAD"),
        (.get, "/api/llm/users/x", "DELETE"), (.options, "/livez", "GET, HEAD"),
    ])
    func wrongMethodsAreToldTheRightOnes(method: HTTPRequest.Method, path: String, allow: String) async throws {
        let response = try await TestServer().send(method, path)
        #expect(response.status == .methodNotAllowed)
        #expect(response.problem == "method-not-allowed")
        #expect(response.headers[.allow] == allow)
    }

    @Test func whoLooksForThePageIsToldWhereItIs() async throws {
        let response = try await TestServer().send(.get, "/")
        #expect(response.problem == "unknown-route")
        #expect(response.json["detail"]?.string?.contains("make web") == true)
    }

    @Test func headAnswersAsGetWithoutABody() async throws {
        let get = try await TestServer().send(.get, "/livez")
        let head = try await TestServer().send(.head, "/livez")
        #expect(head.status == .ok)
        #expect(head.headers[.contentLength] == get.headers[.contentLength])
        #expect(head.body.readableBytes == 0)
    }

    @Test(arguments: ["a", "A.b_c-9", String(repeating: "x", count: 64)])
    func aGoodRequestIdIsKept(id: String) async throws {
        let server = TestServer()
        let response = try await server.send(.get, "/livez", headers: [.named("X-Request-Id"): id])
        #expect(response["X-Request-Id"] == id)
        #expect(server.log.json.last?["metadata"]?["requestId"]?.string == id)
    }

    @Test(arguments: ["", "a b", "<script>", "한글", String(repeating: "x", count: 65), "a\"b"])
    func aBadRequestIdIsReplaced(id: String) async throws {
        let response = try await TestServer().send(.get, "/livez", headers: [.named("X-Request-Id"): id])
        let made = try #require(response["X-Request-Id"])
        #expect(made != id)
        #expect(made.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    }

    @Test func everyResponseForbidsSniffing() async throws {
        for path in ["/", "/nope", "/api/llm/search?q=a", "/metrics", "/images/a.svg"] {
            #expect(try await TestServer().send(.get, path)["X-Content-Type-Options"] == "nosniff")
        }
    }

    @Test func oneAccessLineARequestWithoutWhatWasSaid() async throws {
        let server = TestServer()
        _ = try await server.chat(#"{"message":"비밀 선물","userId":"u-77"}"#)
        _ = try await server.send(.get, "/api/llm/search?q=secret+gift")
        _ = try await server.send(.get, "/nope?x=1")
        let lines = server.log.json.filter { $0["message"] == "request" }
        #expect(lines.count == 3)
        #expect(lines.map { $0["metadata"]?["path"] } == ["/api/llm/chat", "/api/llm/search", "/nope"])
        #expect(lines.map { $0["metadata"]?["status"] } == [200, 200, 404])
        #expect(lines.map { $0["metadata"]?["method"] } == ["POST", "GET", "GET"])
        for line in lines {
            #expect(line["metadata"]?["ms"]?.number != nil)
            #expect(line["metadata"]?["bytes"]?.integer ?? 0 > 0)
            #expect(line["metadata"]?["requestId"]?.string?.isEmpty == false)
        }
        let all = server.log.all.joined()
        #expect(!all.contains("비밀") && !all.contains("gift") && !all.contains("u-77") && !all.contains("x=1"))
    }

    @Test func requestsAreCountedByRouteNotByPath() async throws {
        let server = TestServer()
        for id in ["p-1", "p-2"] { _ = try await server.send(.get, "/api/llm/products/\(id)") }
        for path in ["/a", "/b", "/c"] { _ = try await server.send(.init("BREW") ?? .get, path) }
        let text = server.metrics.exposition()
        #expect(
            text.contains("http_requests_total{method=\"GET\",route=\"/api/llm/products/{id}\",status=\"200\"} 1\n"))
        #expect(
            text.contains("http_requests_total{method=\"GET\",route=\"/api/llm/products/{id}\",status=\"404\"} 1\n"))
        #expect(text.contains("http_requests_total{method=\"other\",route=\"unmatched\",status=\"404\"} 3\n"))
        #expect(
            text.contains("http_request_duration_seconds_count{method=\"GET\",route=\"/api/llm/products/{id}\"} 2\n"))
    }
}

@Suite struct CrossOriginTests {
    static let origin = "https://shop.example"
    private let preflight: HTTPFields = [
        .origin: origin, .named("Access-Control-Request-Method"): "POST",
        .named("Access-Control-Request-Headers"): "content-type",
    ]

    @Test func isOffByDefault() async throws {
        let response = try await TestServer().send(.get, "/livez", headers: [.origin: Self.origin])
        #expect(response["Access-Control-Allow-Origin"] == nil)
        let refused = try await TestServer().send(.options, "/api/llm/chat", headers: preflight)
        #expect(refused.status == .methodNotAllowed)
    }

    @Test func allowedOriginsMayCallAndRead() async throws {
        let server = TestServer { $0.allowedOrigins = [Self.origin] }
        let answer = try await server.send(.options, "/api/llm/chat", headers: preflight)
        #expect(answer.status == .noContent)
        #expect(answer["Access-Control-Allow-Origin"] == Self.origin)
        #expect(answer["Access-Control-Allow-Methods"] == "POST")
        for header in ["Content-Type", "Last-Event-ID", "Prefer", "X-Conversation-Id"] {
            #expect(answer["Access-Control-Allow-Headers"]?.contains(header) == true, "\(header)")
        }
        #expect(answer["Access-Control-Allow-Credentials"] == nil)
        let problem = try await server.chat("{}", headers: [.origin: Self.origin])
        #expect(problem["Access-Control-Allow-Origin"] == Self.origin)
        #expect(problem["Access-Control-Expose-Headers"]?.contains("X-Conversation-Id") == true)
        #expect(problem.headers[.vary] == "Origin")
    }

    @Test(arguments: ["https://evil.example", "null", "https://shop.example.evil.example", "http://shop.example"])
    func otherOriginsMayNot(origin: String) async throws {
        let server = TestServer { $0.allowedOrigins = [Self.origin] }
        var headers = preflight
        headers[.origin] = origin
        let answer = try await server.send(.options, "/api/llm/chat", headers: headers)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer["Access-Control-Allow-Origin"] == nil)
    }
}
