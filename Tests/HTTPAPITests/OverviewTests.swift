import Assistant
import BlankSpaceTesting
import Foundation
import HTTPAPI
import HTTPTypes
import HummingbirdTesting
import Search
import Shop
import Synchronization
import Testing

/// What operators see at `/admin/overview` of turns that were asked for over HTTP.
@Suite struct OverviewTests {
    private static let key = "a-key-of-sixteen"
    typealias Script = FakeAssistant.Script

    private func server(_ script: Script, at clock: TestClock = TestClock()) -> TestServer {
        var server = TestServer(script) { $0.adminKey = Self.key }
        server.operators.turns = TurnLedger(now: { clock.now })
        return server
    }

    private func overview(_ server: TestServer) async throws -> JSONValue {
        let response = try await server.send(
            .get, "/admin/overview", headers: [.authorization: "Bearer " + Self.key])
        #expect(response.status == .ok)
        return response.json
    }

    private func turn(
        _ query: String, conversation: String = "c-1", intent: Intent = .search, products: Int = 1, end: TurnEnd? = nil
    ) -> Script {
        var end = end ?? TurnEnd(answer: "네", model: "extractive", degraded: [], timings: .init())
        end.answer = "네"
        return Script([
            .event(
                .turn(
                    TurnStart(
                        conversationId: conversation, turnId: "t-1", intent: intent, query: query,
                        constraints: Constraints(), locale: "ko"))),
            .event(
                .products(
                    ProductList(
                        items: (0..<products).map { .init(product: Product(id: "p-\($0)", name: "우산"), why: "") },
                        total: products))),
            .event(.done(end)),
        ])
    }

    @Test func turnsAreCountedByMinuteIntentAndConversation() async throws {
        let end = TurnEnd(
            answer: "", model: "gemma", degraded: ["vectors"], timings: .init(),
            usage: ModelUsage(promptTokens: 120, completionTokens: 30))
        let server = server(turn("우산", intent: .recommend, products: 2, end: end))
        _ = try await server.chat(#"{"message":"우산"}"#)
        _ = try await server.chat(
            #"{"message":"우산"}"#, headers: [.contentType: "application/json", .accept: "text/event-stream"])
        let told = try await overview(server)
        let minute = try #require(told["minutes"]?.array?.last)
        #expect(minute["turns"] == 2 && minute["degraded"] == 2 && minute["failed"] == 0)
        #expect(minute["promptTokens"] == 240 && minute["completionTokens"] == 60)
        let p50 = try #require(minute["p50Ms"]?.number), p95 = try #require(minute["p95Ms"]?.number)
        #expect(p50 > 0 && p95 >= p50)
        #expect(told["intents"] == .object(["recommend": 2]))
        let conversations = try #require(told["conversations"]?.array)
        #expect(conversations.count == 1)
        #expect(conversations[0]["turns"] == 2 && conversations[0]["products"] == 2)
        #expect(conversations[0]["intents"] == .array(["recommend", "recommend"]))
        #expect(conversations[0]["outcome"] == "degraded" && conversations[0]["locale"] == "ko")
    }

    @Test func whatFailsIsToldApartFromWhatIsStoppedAndWhatIsAskedWrongly() async throws {
        struct Broken: Error {}
        let failing = server(Script([Script.start(), .fail(Broken())]))
        _ = try await failing.chat(#"{"message":"a"}"#)
        _ = try await failing.chat(
            #"{"message":"a"}"#, headers: [.contentType: "application/json", .accept: "text/event-stream"])
        var told = try await overview(failing)
        #expect(told["minutes"]?.array?.last?["failed"] == 2)
        #expect(told["minutes"]?.array?.last?["p50Ms"] == nil)
        #expect(told["conversations"]?.array?.first?["outcome"] == "failed")

        var late = server(Script([Script.start(), .hang]))
        late.configuration.turnDeadlineSeconds = 0.05
        _ = try await late.chat(#"{"message":"a"}"#)
        told = try await overview(late)
        #expect(told["minutes"]?.array?.last?["failed"] == 1)

        let refusing = server(Script(refusal: AssistantError(.unknownConversation, "none")))
        _ = try await refusing.chat(#"{"message":"a","conversationId":"x"}"#)
        told = try await overview(refusing)
        #expect(told["minutes"]?.array?.last?["turns"] == 0)
        let starting = server(Script(refusal: AssistantError(.catalogNotReady, "wait")))
        _ = try await starting.chat(#"{"message":"a"}"#)
        #expect(try await overview(starting)["minutes"]?.array?.last?["failed"] == 1)
    }

    @Test func aTurnThatItsShopperLeavesIsStopped() async throws {
        let server = server(Script([Script.start(), .hang]))
        try await server.application.test(.live) { client in
            let connection = try RawConnection(port: try #require(client.port))
            try connection.sendChat(#"{"message":"부츠"}"#)
            try await connection.read { $0.contains("event: turn") }
            connection.hangUp()
            #expect(try await eventually { server.metrics.exposition().contains("turns_cancelled_total 1\n") })
        }
        let told = try await overview(server)
        #expect(told["minutes"]?.array?.last?["turns"] == 1 && told["minutes"]?.array?.last?["failed"] == 0)
        #expect(told["conversations"]?.array?.first?["outcome"] == "stopped")
    }

    @Test func turnsByVoiceAreTurns() async throws {
        let speech = SpeechServer(turn("부츠", products: 0))
        var server = speech.server
        server.configuration.adminKey = Self.key
        let response = try await server.send(
            .post, "/api/llm/voice", headers: [.contentType: "audio/wav"],
            bytes: .init(bytes: SpeechServer.speech))
        #expect(response.text.contains("event: done"))
        try await server.application.test(.live) { [server] client in
            let socket = try SocketClient(port: try #require(client.port))
            try await socket.shakeHands()
            try socket.send(binary: TestSounds.tone(220, seconds: 1).pcm16 + TestSounds.silence(seconds: 2).pcm16)
            _ = try await socket.receive("turn_ended")
            #expect(server.metrics.exposition().contains("turns_total{intent=\"search\"} 2\n"))
            try socket.close()
        }
        let told = try await overview(server)
        #expect(told["minutes"]?.array?.last?["turns"] == 2)
        #expect(told["emptyQueries"]?.array?.first?["count"] == 2)
    }

    @Test func queriesThatFoundNothingAreListedMostFrequentFirst() async throws {
        let clock = TestClock()
        let ledger = TurnLedger(now: { clock.now })
        for (query, times) in [("잠망경", 1), ("해먹", 3), ("망원경", 2)] {
            var server = server(turn(query, products: 0))
            server.operators.turns = ledger
            for _ in 0..<times { _ = try await server.chat(#"{"message":"a"}"#) }
        }
        // What was spoken of and not looked for is no empty query, nor is what was found.
        for script in [turn("장바구니", intent: .cart, products: 0), turn("우산")] {
            var server = server(script)
            server.operators.turns = ledger
            _ = try await server.chat(#"{"message":"a"}"#)
        }
        var last = server(turn("우산"))
        last.operators.turns = ledger
        let queries = try #require(try await overview(last)["emptyQueries"]?.array)
        #expect(queries.map { $0["query"] } == ["해먹", "망원경", "잠망경"])
        #expect(queries.map { $0["count"] } == [3, 2, 1])
    }

    @Test(arguments: [
        ("kim.min+1@shop-mail.co.kr 로 보내 주세요", "… 로 보내 주세요"),
        ("연락처 010-1234-5678 이에요", "연락처 … 이에요"),
        ("+82 10 1234 5678", "+…"),
        ("(02) 1234-5678 / 1234 5678 9012 3456", "(… / …"),
        ("주문번호 20261126 확인", "주문번호 … 확인"),
        ("全角 ０１２３４５６ と ٠١٢٣٤٥", "全角 … と …"),
        ("5만원 이하 270 280 사이즈 59,000원", "5만원 이하 270 280 사이즈 59,000원"),
        ("@home 2026.11.26", "@home 2026.11.26"),
        ("a\nb\tc", "a b c"),
    ])
    func personalDataIsMasked(query: String, shown: String) async throws {
        let server = server(turn(query, products: 0))
        server.operators.turns.note(report(query))
        _ = try await server.chat(#"{"message":"a","userId":"user-77"}"#)
        let told = try await overview(server)
        #expect(told["emptyQueries"]?.array?.first?["query"]?.string == shown)
        #expect(told["replacedSentences"]?.array?.first?["sentence"]?.string == shown)
    }

    @Test func nothingSaysWhoAShopperIs() async throws {
        let server = server(turn("우산", conversation: "conversation-secret"))
        _ = try await server.chat(#"{"message":"남몰래 우산","userId":"user-77"}"#)
        let told = try await overview(server)
        let text = try await server.send(
            .get, "/admin/overview", headers: [.authorization: "Bearer " + Self.key]
        ).text
        for secret in ["conversation-secret", "user-77", "남몰래", "t-1"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        let name = try #require(told["conversations"]?.array?.first?["name"]?.string)
        #expect(name.wholeMatch(of: /[0-9a-f]{8}/) != nil)
        // The key is another one in each process.
        let other = self.server(turn("우산", conversation: "conversation-secret"))
        _ = try await other.chat(#"{"message":"a"}"#)
        #expect(try await overview(other)["conversations"]?.array?.first?["name"]?.string != name)
    }

    private func report(_ sentences: String..., reason: GroundingReason = .price) -> AnswerReport {
        var report = AnswerReport()
        report.rejected = sentences.map { .init($0, reason) }
        return report
    }

    @Test func sentencesThatWereNotLetOutAreListedNewestFirst() async throws {
        let clock = TestClock()
        let server = server(.answer(), at: clock)
        server.operators.turns.note(report("가방은 1만원이에요.", "다른 말이에요."))
        clock.advance(by: 5)
        server.operators.turns.note(report("가방은 1만원이에요."))
        server.operators.turns.note(report("가방은 1만원이에요.", reason: .stock))
        let sentences = try #require(try await overview(server)["replacedSentences"]?.array)
        #expect(sentences.count == 3)
        #expect(sentences.last?["sentence"] == "다른 말이에요.")
        let first = try #require(sentences.first { $0["reason"] == "price" })
        #expect(first["sentence"] == "가방은 1만원이에요." && first["count"] == 2)
    }

    @Test func minutesHaveNoGapAndAreAnHourAtMost() async throws {
        let clock = TestClock()
        let server = server(turn("우산"), at: clock)
        _ = try await server.chat(#"{"message":"a"}"#)
        clock.advance(by: 180)
        _ = try await server.chat(#"{"message":"a"}"#)
        var minutes = try #require(try await overview(server)["minutes"]?.array)
        #expect(minutes.map { $0["turns"] } == [1, 0, 0, 1])
        #expect(minutes.first?["at"] == "2026-01-01T00:00:00Z" && minutes.last?["at"] == "2026-01-01T00:03:00Z")
        clock.advance(by: 3_600)
        _ = try await server.chat(#"{"message":"a"}"#)
        minutes = try #require(try await overview(server)["minutes"]?.array)
        #expect(minutes.count == 60 && minutes.first?["at"] == "2026-01-01T00:04:00Z")
        #expect(minutes.reduce(0) { $0 + ($1["turns"]?.integer ?? 0) } == 1)
    }

    @Test func everyListIsBounded() async throws {
        let clock = TestClock()
        let ledger = TurnLedger(now: { clock.now })
        for index in 0..<120 {
            clock.advance(by: 1)
            var server = server(turn("없는 것 \(index)", conversation: "c-\(index)", products: 0))
            server.operators.turns = ledger
            _ = try await server.chat(#"{"message":"a"}"#)
            ledger.note(report("거짓 \(index)이에요."))
        }
        var server = server(turn("오래가는 대화", conversation: "c-119"))
        server.operators.turns = ledger
        for _ in 0..<30 { _ = try await server.chat(#"{"message":"a"}"#) }
        ledger.note(report(String(repeating: "긴 말 ", count: 5_000)))
        let told = try await overview(server)
        for list in ["conversations", "emptyQueries", "replacedSentences"] {
            #expect(told[list]?.array?.count == 50, "\(list)")
        }
        let conversations = try #require(told["conversations"]?.array)
        #expect(conversations.first?["turns"] == 31 && conversations.first?["intents"]?.array?.count == 20)
        #expect((told["replacedSentences"]?.array ?? []).allSatisfy { ($0["sentence"]?.string?.count ?? 0) <= 300 })
        #expect(told["minutes"]?.array?.count ?? 99 <= 60)
    }

    @Test func catalogueAndIngestAreTold() async throws {
        var server = server(.answer())
        var told = try await overview(server)
        #expect(told["catalog"] == nil && told["ingest"] == nil)
        let moment = Date(timeIntervalSince1970: 1_767_225_600)
        server.operators.catalog = {
            CatalogState(version: 3, products: 40, hidden: 2, policies: 5, embedded: 39, updatedAt: moment)
        }
        server.operators.ingest = { nil }
        told = try await overview(server)
        #expect(
            told["catalog"]
                == .object([
                    "version": 3, "products": 40, "hidden": 2, "policies": 5, "embedded": 39,
                    "updatedAt": "2026-01-01T00:00:00Z",
                ]))
        #expect(told["ingest"] == .null)
        server.operators.ingest = {
            var run = IngestRun(state: .failed, source: "a.csv", startedAt: moment)
            run.read = 7
            run.message = "Why."
            return run
        }
        told = try await overview(server)
        #expect(
            told["ingest"]
                == .object([
                    "state": "failed", "source": "a.csv", "startedAt": "2026-01-01T00:00:00Z", "read": 7, "added": 0,
                    "changed": 0, "removed": 0, "rejected": 0, "message": "Why.",
                ]))
    }

    @Test func whatCannotBeToldIsLeftOut() async throws {
        struct Locked: Error {}
        var server = server(.answer())
        server.operators.catalog = { throw Locked() }
        server.operators.ingest = { throw Locked() }
        let told = try await overview(server)
        #expect(told["catalog"] == nil && told["ingest"] == nil && told["server"] != nil && told["minutes"] != nil)
    }
}

/// A clock that stands still until it is told otherwise.
private final class TestClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_767_225_600))
    var now: Date { moment.withLock { $0 } }
    func advance(by seconds: Double) { moment.withLock { $0.addTimeInterval(seconds) } }
}
