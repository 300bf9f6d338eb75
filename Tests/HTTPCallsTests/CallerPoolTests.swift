import BlankSpaceTesting
import HTTPCalls
import Resilience
import Testing

@Suite struct CallerPoolTests {
    /// Closes each connection behind its answer: one that is kept may break off a call, instead of refusing it, where the server has
    /// just stopped.
    private func answering(_ text: String) async throws -> RawServer {
        try await RawServer.start { _ in [.reply(text, headers: "Connection: close\r\n")] }
    }

    private func ask(_ pool: CallerPool) async throws -> String {
        String(decoding: try await pool.call(HTTPCall(.get, "/", deadline: .seconds(5))).body, as: UTF8.self)
    }

    @Test func theNextHostAnswersForOneThatIsDown() async throws {
        let (first, second) = (try await answering("first"), try await answering("second"))
        let pool = CallerPool([caller(first), caller(second)])
        #expect(try await ask(pool) == "first")
        await first.stop()
        #expect(try await ask(pool) == "second")
        #expect(pool.hosts.map(\.health.state) == [.down, .up])
        await second.stop()
        #expect(await code { _ = try await ask(pool) } == .unreachable)
    }

    @Test func aHostThatFailsAgainAndAgainIsLeftAlone() async throws {
        let broken = try await RawServer.start { _ in [.reply("{}", status: "500 Oh", headers: "Connection: close\r\n")]
        }
        let good = try await answering("good")
        let pool = CallerPool(
            [caller(broken), caller(good)], breaker: CircuitBreaker(failures: 2, firstPause: .seconds(600)))
        for _ in 0..<5 { #expect(try await ask(pool) == "good") }
        #expect(broken.record.requests.count == 2)
        await broken.stop()
        await good.stop()
    }

    @Test func aWrongRequestIsNotTriedElsewhere() async throws {
        let first = try await RawServer.start { _ in [.reply("{}", status: "404 No")] }
        let second = try await answering("second")
        #expect(await code { _ = try await ask(CallerPool([caller(first), caller(second)])) } == .status(404))
        #expect(second.record.requests.isEmpty)
        await first.stop()
        await second.stop()
    }

    @Test func aBusyHostIsPassedOver() async throws {
        let busy = try await RawServer.start { _ in [.hang] }
        let idle = try await answering("idle")
        let pool = CallerPool([caller(busy), caller(idle)])
        let long = Task { try await ask(pool) }
        #expect(await eventually { busy.record.requests.count == 1 })
        #expect(try await ask(pool) == "idle")
        long.cancel()
        _ = await long.result
        await busy.stop()
        await idle.stop()
    }

    @Test func aStreamMovesOnOnlyBeforeItsFirstLine() async throws {
        let first = try await RawServer.start { _ in [.chunkedHead, .chunk("a\n")] }
        let second = try await answering("second")
        let pool = CallerPool([caller(first), caller(second)])
        #expect(await code { try await pool.lines(of: HTTPCall(.get, "/")) { _ in .some } } == .interrupted)
        #expect(second.record.requests.isEmpty)
        await first.stop()
        try await pool.lines(of: HTTPCall(.get, "/")) { line in
            #expect(String(decoding: line, as: UTF8.self) == "second")
            return .some
        }
        await second.stop()
    }
}
