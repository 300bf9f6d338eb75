import Assistant
import BlankSpaceTesting
import HTTPAPI
import HTTPTypes
import HummingbirdTesting
import Shop
import Testing

private struct SecretFailure: Error, CustomStringConvertible {
    var description: String { "cannot open /srv/secret/catalog.sqlite" }
}

@Suite struct ChatFailureTests {
    static let formats = ["application/json", "text/event-stream"]

    @Test(
        arguments: [
            (AssistantError.Code.unknownConversation, 404, "unknown-conversation"),
            (.catalogNotReady, 503, "catalog-not-ready"),
            (.emptyMessage, 400, "empty-message"), (.messageTooLong, 400, "message-too-long"),
            (.invalidArgument, 400, "invalid-member"),
        ], formats)
    func aRefusedTurnIsAnHTTPStatus(
        refusal: (AssistantError.Code, Int, String), accept: String
    ) async throws {
        let server = TestServer(.init(refusal: AssistantError(refusal.0, "Do this.")))
        let response = try await server.chat(#"{"message":"부츠"}"#, headers: [.accept: accept])
        #expect(response.status.code == refusal.1)
        #expect(response.problem == refusal.2)
        #expect(response.json["detail"] == "Do this.")
        #expect(response.headers[.retryAfter] == (refusal.0 == .catalogNotReady ? "1" : nil))
    }

    @Test(arguments: formats)
    func internalErrorsTellNothingAndAreLogged(accept: String) async throws {
        for error in [SecretFailure() as any Error, AssistantError(.internalError, "cannot open /srv/secret")] {
            let server = TestServer(.init(refusal: error))
            let response = try await server.chat(
                #"{"message":"부츠"}"#, headers: [.accept: accept, .named("X-Request-Id"): "r-17"])
            #expect(response.status == .internalServerError)
            #expect(response.problem == "internal-error")
            #expect(!response.text.contains("secret") && !response.text.contains("SecretFailure"))
            #expect(response.json["requestId"] == "r-17")
            let logged = server.log.json.first { $0["level"] == "error" }
            #expect(logged?["metadata"]?["requestId"] == "r-17")
            #expect(logged?["metadata"]?["error"]?.string?.contains("/srv/secret") == true)
        }
    }

    @Test func aTurnThatFailsOnTheWayIsAStatusInJSON() async throws {
        let server = TestServer(
            .init([FakeAssistant.Script.start(), .fail(AssistantError(.catalogNotReady, "Wait."))]))
        let response = try await server.chat(#"{"message":"부츠"}"#)
        #expect(response.problem == "catalog-not-ready")
    }

    @Test func aTurnWithoutAnEndIsAnInternalError() async throws {
        let server = TestServer(.init([FakeAssistant.Script.start()]))
        #expect(try await server.chat(#"{"message":"부츠"}"#).problem == "internal-error")
    }

    @Test(arguments: formats)
    func theDeadlineHoldsBeforeThereIsAStream(accept: String) async throws {
        let server = TestServer(.init(delay: .seconds(60))) { $0.turnDeadlineSeconds = 0.05 }
        let response = try await server.chat(#"{"message":"부츠"}"#, headers: [.accept: accept])
        #expect(response.status == .gatewayTimeout)
        #expect(response.problem == "turn-timeout")
        #expect(server.assistant.record.cancellations.count == 1)
    }

    /// What a slow model leaves unsaid is told from the facts, which needs its time too.
    @Test func aModelIsCutOffWellBeforeItsTurnIs() {
        let turn = Duration.seconds(HTTPAPIConfiguration().turnDeadlineSeconds)
        #expect(ModelAnswerer.Limits().whole <= turn - .seconds(10))
    }

    @Test func theDeadlineHoldsInJSON() async throws {
        let server = TestServer(.init([FakeAssistant.Script.start(), .hang])) { $0.turnDeadlineSeconds = 0.05 }
        let response = try await server.chat(#"{"message":"부츠"}"#)
        #expect(response.problem == "turn-timeout")
        #expect(try await eventually { server.assistant.record.cancellations.count == 1 })
        #expect(server.metrics.exposition().contains("turns_cancelled_total 1\n"))
    }

    @Test func oneTurnTooManyIsToldToComeBack() async throws {
        let server = TestServer(
            .init([FakeAssistant.Script.start(), .pause(.milliseconds(400)), FakeAssistant.Script.end])
        ) {
            $0.maxConcurrentTurns = 2
        }
        try await server.application.test(.router) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        let status = try await client.execute(
                            uri: "/api/llm/chat", method: .post, body: .init(string: #"{"message":"부츠"}"#)
                        ) { $0.status }
                        #expect(status == .ok)
                    }
                }
                #expect(try await eventually { server.assistant.record.turns.count == 2 })
                let refused = try await client.execute(
                    uri: "/api/llm/chat", method: .post, body: .init(string: #"{"message":"부츠"}"#)
                ) { $0 }
                #expect(refused.status == .serviceUnavailable)
                #expect(refused.problem == "too-many-turns")
                #expect(refused.headers[.retryAfter] == "2")
                try await group.waitForAll()
            }
            // The places are free again.
            let status = try await client.execute(
                uri: "/api/llm/chat", method: .post, body: .init(string: #"{"message":"부츠"}"#)
            ) { $0.status }
            #expect(status == .ok)
        }
    }

    @Test(arguments: formats)
    func refusedAndFinishedTurnsGiveTheirPlaceBack(accept: String) async throws {
        for script in [FakeAssistant.Script.answer(), .init(refusal: AssistantError(.catalogNotReady, "Wait."))] {
            let server = TestServer(script) { $0.maxConcurrentTurns = 1 }
            try await server.application.test(.router) { client in
                for _ in 0..<3 {
                    let problem = try await client.execute(
                        uri: "/api/llm/chat", method: .post, headers: [.accept: accept],
                        body: .init(string: #"{"message":"부츠"}"#)
                    ) { $0.problem }
                    #expect(problem != "too-many-turns")
                }
            }
        }
    }
}
