import HTTPCalls
import Synchronization
import Testing

@Suite struct StreamTests {
    /// Reads lines as a protocol does in which "." is the last one and "~" a keep-alive.
    private func read(
        _ server: RawServer, deadline: Duration = .seconds(10), idle: Duration = .seconds(10), longest: Int = 1 << 20,
        pause: Duration = .zero, retry: RetryPolicy = .never
    ) async throws -> [String] {
        let lines = Mutex<[String]>([])
        let call = HTTPCall(.post, "/", body: Array("{}".utf8), deadline: deadline, idle: idle, retry: retry)
        try await caller(server).lines(of: call, longest: longest) { line in
            let text = String(decoding: line, as: UTF8.self)
            lines.withLock { $0.append(text) }
            if pause > .zero { try await Task.sleep(for: pause) }
            return text == "." ? .finished : text == "~" ? .none : .some
        }
        return lines.withLock { $0 }
    }

    @Test func linesAreWholeWhateverPiecesTheyComeIn() async throws {
        let server = try await RawServer.start { _ in
            [.chunkedHead, .chunk("하나\r\n두"), .wait(.milliseconds(20)), .chunk("울\n\n셋"), .end]
        }
        #expect(try await read(server) == ["하나", "두울", "", "셋"])
        await server.stop()
    }

    @Test func theFirstLineHasADeadlineThatKeepAlivesDoNotProlong() async throws {
        let server = try await RawServer.start { _ in
            [.chunkedHead] + (0..<1_000).flatMap { _ in [.chunk("~\n"), .wait(.milliseconds(10))] }
        }
        #expect(await code { _ = try await read(server, deadline: .milliseconds(150)) } == .timedOut)
        await server.stop()
    }

    @Test func silenceBetweenLinesTimesOut() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("a\n"), .hang] }
        #expect(await code { _ = try await read(server, idle: .seconds(1)) } == .timedOut)
        #expect(await eventually { server.record.clientCloses == 1 })
        await server.stop()
    }

    @Test func aStreamMayLastLongerThanEachOfItsTimeOuts() async throws {
        let server = try await RawServer.start { _ in
            [.chunkedHead] + (0..<8).flatMap { _ in [.chunk("a\n"), .wait(.milliseconds(300))] } + [.end]
        }
        #expect(try await read(server, deadline: .seconds(2), idle: .seconds(2)).count == 8)
        await server.stop()
    }

    @Test func timeThatTheReaderTakesIsNotTheServers() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("a\nb\n"), .chunk("c\n"), .end] }
        #expect(
            try await read(server, deadline: .seconds(2), idle: .seconds(1), pause: .milliseconds(1_200))
                .count == 3)
        await server.stop()
    }

    @Test func aLineHasABound() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk(String(repeating: "a", count: 101)), .hang]
        }
        #expect(await code { _ = try await read(server, longest: 100) } == .tooLarge)
        await server.stop()
    }

    @Test func aStreamThatHasBegunIsNotBegunAgain() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("a\n")] }
        #expect(await code { _ = try await read(server, retry: .idempotent) } == .interrupted)
        #expect(server.record.connections == 1)
        await server.stop()
    }

    @Test func aStreamThatHasNotBegunIsAskedForAgain() async throws {
        let server = try await RawServer.start { number in number == 1 ? [] : [.chunkedHead, .chunk("a\n"), .end] }
        #expect(try await read(server, retry: RetryPolicy(attempts: 2, firstWait: .milliseconds(1))) == ["a"])
        #expect(server.record.connections == 2)
        await server.stop()
    }

    @Test func theConnectionIsUsedAgainAfterTheLastLine() async throws {
        let reply: [RawServer.Step] = [.chunkedHead, .chunk("a\n.\n"), .wait(.milliseconds(20)), .end]
        let server = try await RawServer.start { _ in reply + [.receive] + reply }
        #expect(try await read(server) == ["a", "."])
        #expect(try await read(server) == ["a", "."])
        #expect(server.record.connections == 1)
        await server.stop()
    }

    @Test func aServerThatDoesNotEndAfterTheLastLineIsLeft() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("a\n.\n"), .hang] }
        #expect(try await read(server) == ["a", "."])
        #expect(await eventually { server.record.clientCloses == 1 })
        await server.stop()
    }

    @Test func theReadersErrorEndsTheCall() async throws {
        struct HadEnough: Error {}
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("a\n"), .hang] }
        await #expect(throws: HadEnough.self) {
            try await caller(server).lines(of: HTTPCall(.get, "/")) { _ in throw HadEnough() }
        }
        #expect(await eventually { server.record.clientCloses == 1 })
        await server.stop()
    }
}
