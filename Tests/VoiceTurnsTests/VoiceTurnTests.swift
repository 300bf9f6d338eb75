import Assistant
import BlankSpaceTesting
import EspeakSpeech
import Speech
import Synchronization
import Testing
import VoiceTurns

@Suite("A turn by voice")
struct VoiceTurnTests {
    private func run(
        _ script: FakeAssistant.Script, _ synthesizer: any SpeechSynthesizer, listening: Duration = .zero
    ) async throws -> Collected {
        var collected = Collected()
        let turn = VoiceTurn(assistant: FakeAssistant(script), speaker: Speaker(synthesizer: synthesizer))
        try await turn.run(TurnRequest(message: "부츠")) { event in
            if case .audio = event { try await Task.sleep(for: listening) }
            collected.add(event)
        }
        return collected
    }

    private static func sentences(_ count: Int) -> [String] { (1...count).map { "문장 \($0)개를 말해요." } }

    @Test(
        "speaks every sentence once and in order, when the text is faster than the voice, and when it is slower",
        arguments: [(Duration.zero, Duration.milliseconds(4)), (.milliseconds(4), .zero), (.zero, .zero)])
    func order(_ writing: Duration, _ voice: Duration) async throws {
        let sentences = Self.sentences(150)
        let synthesizer = FakeSynthesizer(.init(delay: voice))
        let collected = try await run(
            .saying(sentences.prefix(writing > .zero ? 30 : 150).joined(separator: " "), pause: writing), synthesizer)
        let expected = Array(sentences.prefix(writing > .zero ? 30 : 150))
        #expect(collected.spoken == expected)
        #expect(collected.seqs == Array(collected.seqs.indices))
        #expect(collected.text == expected.joined(separator: " "))
        #expect(synthesizer.spoken.count == expected.count)
        #expect(synthesizer.spoken.first == "문장 한 개를 말해요.")
        #expect(collected.isDone)
        #expect(collected.muted.isEmpty)
    }

    @Test("the voice does not run ahead of a listener who is slow")
    func backPressure() async throws {
        let synthesizer = FakeSynthesizer()
        let turn = VoiceTurn(
            assistant: FakeAssistant(.saying(Self.sentences(100).joined(separator: " "))),
            speaker: Speaker(synthesizer: synthesizer))
        let (gate, open) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await turn.run(TurnRequest(message: "부츠")) { event in
                if case .audio(let piece) = event, piece.seq == 0 { for await _ in gate { break } }
            }
        }
        #expect(try await eventually { !synthesizer.spoken.isEmpty })
        // Whatever time it gets, it stops where its places end.
        try await Task.sleep(for: .milliseconds(100))
        #expect(synthesizer.spoken.count <= VoiceTurn.piecesAhead + 1)
        open.yield()
        open.finish()
        try await task.value
        #expect(synthesizer.spoken.count == 100)
    }

    @Test("a voice that fails leaves the whole text, and says so once")
    func muted() async throws {
        let failing = FakeSynthesizer(.init(failure: SpeechError(.failed, "gone"), piecesBeforeFailure: 1))
        let collected = try await run(.saying(Self.sentences(90).joined(separator: " ")), failing)
        #expect(collected.muted == [SpeechError(.failed, "gone")])
        #expect(collected.seqs == [0])
        #expect(collected.isDone)
        #expect(collected.text == Self.sentences(90).joined(separator: " "))
    }

    @Test("cancelling stops the turn and the voice")
    func cancellation() async throws {
        let synthesizer = FakeSynthesizer(.init(delay: .seconds(60)))
        let assistant = FakeAssistant(
            .init(FakeAssistant.Script.saying("하나. 둘. 셋.").steps.dropLast() + [.hang]))
        let turn = VoiceTurn(assistant: assistant, speaker: Speaker(synthesizer: synthesizer))
        let task = Task { try await turn.run(TurnRequest(message: "부츠")) { _ in } }
        #expect(try await eventually { synthesizer.spoken.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await eventually { synthesizer.cancelled == 1 && assistant.record.cancellations.count == 1 })
    }

    @Test("an assistant that fails is an error; what was said before stays")
    func assistantFails() async throws {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            _ = try await run(.init([.event(.delta("하나. 둘. ")), .fail(Broken())]), FakeSynthesizer())
        }
    }

    @Test("emoji, rules and addresses are not spoken")
    func silent() async throws {
        let collected = try await run(.saying("안녕하세요. 😀! https://a.kr/b? 끝이에요."), FakeSynthesizer())
        #expect(collected.spoken == ["안녕하세요.", "끝이에요."])
    }

    @Test("fifty turns at a time: none is lost")
    func crowd() async throws {
        let synthesizer = FakeSynthesizer(.init(delay: .milliseconds(1)))
        let expected = Self.sentences(12)
        let results = try await withThrowingTaskGroup(of: Collected.self) { group in
            for _ in 0..<50 {
                group.addTask { try await run(.saying(expected.joined(separator: " ")), synthesizer) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 50)
        #expect(results.allSatisfy { $0.isDone && $0.spoken == expected && $0.muted.isEmpty })
    }

    @Test(
        "with espeak-ng, twenty turns at a time: none is lost",
        .enabled(if: EspeakSynthesizer().readiness == .ready, "espeak-ng is not installed"))
    func espeak() async throws {
        let espeak = EspeakSynthesizer()
        let expected = Self.sentences(5)
        let results = try await withThrowingTaskGroup(of: Collected.self) { group in
            for _ in 0..<20 { group.addTask { try await run(.saying(expected.joined(separator: " ")), espeak) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy { $0.isDone && $0.spoken == expected && $0.muted.isEmpty })
    }
}
