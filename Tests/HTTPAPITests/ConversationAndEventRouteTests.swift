import Assistant
import BlankSpaceTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import Search
import Shop
import Testing

@Suite struct ConversationRouteTests {
    private var server: TestServer {
        var constraints = Constraints()
        constraints.priceMax = 1000
        let turn = Conversation.Turn(
            id: "t-1", at: Date(timeIntervalSince1970: 0), message: "양말", intent: .outOfScope,
            query: SearchQuery(text: "양말", need: "양말", constraints: constraints), shown: ["p-2", "p-1"], answer: "네")
        return TestServer(
            FakeAssistant(conversations: [
                Conversation(id: "c-1", userId: "u-1", turns: [turn]), Conversation(id: "c-2"),
            ]))
    }

    @Test func aConversationCanBeRead() async throws {
        let response = try await server.send(.get, "/api/llm/conversations/c-1")
        #expect(
            response.json
                == .object([
                    "id": "c-1", "userId": "u-1",
                    "turns": .array([
                        .object([
                            "turnId": "t-1", "at": "1970-01-01T00:00:00Z", "message": "양말", "intent": "out_of_scope",
                            "query": "양말", "constraints": .object(["priceMax": 1000]),
                            "shown": .array(["p-2", "p-1"]), "answer": "네",
                        ])
                    ]),
                ]))
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test func aConversationIsDeletedOnce() async throws {
        let server = server
        let first = try await server.send(.delete, "/api/llm/conversations/c-1")
        #expect(first.status == .noContent)
        #expect(first.body.readableBytes == 0)
        #expect(try await server.send(.delete, "/api/llm/conversations/c-1").problem == "unknown-conversation")
        #expect(try await server.send(.get, "/api/llm/conversations/c-1").status == .notFound)
        #expect(try await server.send(.get, "/api/llm/conversations/c-2").json["userId"] == .null)
    }

    @Test func forgettingAUserIsNever404() async throws {
        let server = server
        #expect(try await server.send(.delete, "/api/llm/users/u-1").json == .object(["deletedConversations": 1]))
        #expect(try await server.send(.delete, "/api/llm/users/u-1").json == .object(["deletedConversations": 0]))
    }
}

@Suite struct EventRouteTests {
    @Test func oneEventOrSeveralAreRecorded() async throws {
        let server = TestServer()
        let one = try await server.send(
            .post, "/api/llm/events",
            body: #"{"kind":"purchase","userId":"u-1","productId":"p-1","at":"2025-01-31T09:30:00.25Z"}"#)
        #expect(one.status == .accepted)
        #expect(one.json == .object(["accepted": 1]))
        let several = try await server.send(
            .post, "/api/llm/events",
            body: #"[{"kind":"view","userId":"u","productId":"a"},{"kind":"cart","userId":"u","productId":"b"}]"#)
        #expect(several.json == .object(["accepted": 2]))
        let events = server.assistant.record.events
        #expect(events.map(\.kind) == [.purchase, .view, .cart])
        #expect(abs(events[0].at.timeIntervalSince1970 - 1_738_315_800.25) < 0.01)
        #expect(abs(events[1].at.timeIntervalSinceNow) < 60)
    }

    @Test(arguments: [
        ("[]", nil), ("[" + String(repeating: "{},", count: 100) + "{}]", nil), ("[1]", nil), ("\"view\"", nil),
        ("{}", "kind"), (#"{"kind":"steal","userId":"u","productId":"p"}"#, "kind"),
        (#"{"kind":1,"userId":"u","productId":"p"}"#, "kind"), (#"{"kind":"view","productId":"p"}"#, "userId"),
        (#"{"kind":"view","userId":"","productId":"p"}"#, "userId"),
        (#"{"kind":"view","userId":"u"}"#, "productId"),
        (#"{"kind":"view","userId":"u","productId":"p","at":"yesterday"}"#, "at"),
        (#"{"kind":"view","userId":"u","productId":"p","at":1700000000}"#, "at"),
        (#"[{"kind":"view","userId":"u","productId":"p"},{"kind":"view","userId":"u"}]"#, "[1].productId"),
    ])
    func badEventsAreRefusedAsAWhole(body: String, member: String?) async throws {
        let server = TestServer()
        let response = try await server.send(.post, "/api/llm/events", body: body)
        #expect(response.status == .badRequest)
        #expect(response.problem == "invalid-member")
        #expect(response.json["member"]?.string == member)
        #expect(server.assistant.record.events.isEmpty)
    }

    @Test func aHundredEventsFit() async throws {
        let server = TestServer()
        let event = #"{"kind":"click","userId":"u","productId":"p"}"#
        let body = "[" + Array(repeating: event, count: 100).joined(separator: ",") + "]"
        #expect(try await server.send(.post, "/api/llm/events", body: body).json == .object(["accepted": 100]))
    }
}
