import Assistant
import BlankSpaceTesting
import HTTPAPI
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Shop
import Testing

@Suite struct OperationsTests {
    private func status(_ path: String, _ dependencies: [DependencyStatus]) async throws -> (Int, String?) {
        let server = TestServer(FakeAssistant(dependencies: dependencies))
        let response = try await server.send(.get, path)
        return (response.status.code, response.json["status"]?.string)
    }

    private func dependency(_ state: DependencyStatus.State, required: Bool) -> DependencyStatus {
        DependencyStatus(name: required ? "catalog" : "embedder", state: state, required: required, detail: "1 product")
    }

    @Test func livezAsksNobody() async throws {
        #expect(try await status("/livez", [dependency(.down, required: true)]) == (200, "ok"))
    }

    @Test(arguments: [
        (DependencyStatus.State.up, DependencyStatus.State.up, "ok", 200, 200), (.up, .starting, "degraded", 200, 200),
        (.up, .down, "degraded", 200, 200), (.starting, .up, "starting", 503, 200), (.down, .up, "down", 503, 503),
    ])
    func readinessIsAboutWhatIsRequired(
        required: DependencyStatus.State, optional: DependencyStatus.State, status word: String, ready: Int,
        healthy: Int
    ) async throws {
        let dependencies = [dependency(required, required: true), dependency(optional, required: false)]
        #expect(try await status("/readyz", dependencies) == (ready, word))
        #expect(try await status("/healthz", dependencies) == (healthy, word))
    }

    @Test func everyDependencyIsListed() async throws {
        let server = TestServer(FakeAssistant(dependencies: [dependency(.starting, required: true)]))
        let response = try await server.send(.get, "/readyz")
        #expect(
            response.json["dependencies"]
                == .array([
                    .object(["name": "catalog", "state": "starting", "required": true, "detail": "1 product"])
                ]))
        #expect(response.headers[.retryAfter] == "1")
    }

    @Test(arguments: [true, false])
    func whatAPageMayOfferGoesByWhatIsUp(speaks: Bool) async throws {
        let states = ["recognizer": true, "voice": speaks].map { name, isUp in
            DependencyStatus(name: name, state: isUp ? .up : .down, required: false, detail: "")
        }
        let response = try await TestServer(FakeAssistant(dependencies: states)).send(.get, "/api/llm/capabilities")
        #expect(response.status == .ok)
        #expect(response.json == .object(["voice": .bool(speaks)]))
    }

    @Test func theOverviewIsForWhoHasTheKey() async throws {
        let closed = try await TestServer().send(.get, "/admin/overview", headers: [.authorization: "Bearer x"])
        #expect(closed.status == .notFound)
        let server = TestServer { $0.adminKey = "a-key-of-sixteen" }
        for header in ["", "Bearer a-key-of-sixteem", "Bearer a-key-of-sixteen2", "a-key-of-sixteen"] {
            let refused = try await server.send(.get, "/admin/overview", headers: [.authorization: header])
            #expect(refused.status == .unauthorized, "\(header)")
        }
        let open = try await server.send(.get, "/admin/overview", headers: [.authorization: "Bearer a-key-of-sixteen"])
        #expect(open.status == .ok)
        #expect(open.headers[.cacheControl] == "no-store")
        #expect(open.json["server"]?["startedAt"]?.string != nil)
    }

    @Test func metricsAreInTheTextFormat() async throws {
        let response = try await TestServer().send(.get, "/metrics")
        #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(response.text.contains("# TYPE sse_streams_open gauge\nsse_streams_open 0\n"))
    }

    @Test func withoutMetricsThereIsNoRoute() async throws {
        let router = buildRouter(
            assistant: FakeAssistant(), configuration: HTTPAPIConfiguration(), metrics: nil,
            logger: Logger(label: "test"))
        let problem = try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/metrics", method: .get) { $0.problem }
        }
        #expect(problem == "unknown-route")
    }

    @Test func theContractIsServedAndKnowsEveryRoute() async throws {
        let server = TestServer()
        let response = try await server.send(.get, "/openapi.yaml")
        #expect(response.headers[.contentType] == "application/yaml; charset=utf-8")
        #expect(response.text.hasPrefix("openapi: 3.1"))
        let paths = response.text.matches(of: /\n  (\/[^\n]*):\n/).map { String($0.output.1) }
        #expect(paths.count == 22)
        for path in paths {
            let concrete = path.replacing("{id}", with: "p-1").replacing("{turnId}", with: "t-1").replacing(
                "{name}", with: "x")
            // A method that no route takes tells whether the path is there.
            let answer = try await server.send(.patch, concrete)
            #expect(answer.status == .methodNotAllowed, "\(path)")
        }
        let again = try await server.send(
            .get, "/openapi.yaml", headers: [.ifNoneMatch: try #require(response.headers[.eTag])])
        #expect(again.status == .notModified)
        #expect(again.body.readableBytes == 0)
    }
}

@Suite struct PictureTests {
    @Test func picturesAreDrawnFromTheName() async throws {
        let first = try await TestServer().send(.get, "/images/%EB%B6%80%EC%B8%A0.svg")
        #expect(first.headers[.contentType] == "image/svg+xml; charset=utf-8")
        #expect(first["Content-Security-Policy"] == "default-src 'none'")
        #expect(first.text.contains("부츠"))
        #expect(try await TestServer().send(.get, "/images/%EB%B6%80%EC%B8%A0.svg").text == first.text)
        #expect(try await TestServer().send(.get, "/images/b.svg").text != first.text)
    }

    @Test func picturesCannotCarryMarkup() async throws {
        let response = try await TestServer().send(.get, "/images/%3Cscript%3E%26%22%EF%BF%BE.svg")
        #expect(response.status == .ok)
        #expect(!response.text.contains("<script"))
        #expect(response.text.contains("&lt;script&gt;&amp;&quot;\u{FFFD}"))
        for path in ["/images/.svg", "/images/a", "/images/a.svg.png"] {
            #expect(try await TestServer().send(.get, path).status == .notFound)
        }
    }
}
