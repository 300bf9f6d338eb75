import Assistant
import BlankSpaceTesting
import Speech
import Synchronization
import Testing
import VoiceTurns

/// Speech is a tone, silence is silence, and time is the sound's own: nothing here waits for a clock.
@Suite("A conversation by voice")
struct RealtimeSessionTests {
    private let assistant: FakeAssistant
    private let recognizer = FakeRecognizer(.init("부츠 보여 주세요"))
    private let synthesizer = FakeSynthesizer()
    private let outputs = Outputs()
    private let inputs: AsyncStream<RealtimeSession.Input>
    private let send: AsyncStream<RealtimeSession.Input>.Continuation

    init() {
        assistant = FakeAssistant(.saying("레인 부츠를 찾았어요. 가격은 오만 구천 원이고 색상은 세 가지가 있어요."))
        (inputs, send) = AsyncStream.makeStream()
    }

    final class Outputs: Sendable {
        private let list = Mutex<[String]>([])
        func add(_ output: RealtimeSession.Output) {
            let name: String? =
                switch output {
                case .speechStarted: "started"
                case .speechEnded: "ended"
                case .partial(let text): "partial:" + text
                case .transcript(let transcript): "transcript:" + transcript.text
                case .turn(.turn(.turn)): "turn"
                case .turn(.turn(.done)): "done"
                case .turn(.audio): "audio"
                case .turn: nil
                case .turnEnded: "turnEnded"
                case .hold: "hold"
                case .resume: "resume"
                case .interrupted: "interrupted"
                case .failed: "failed"
                }
            if let name { list.withLock { if $0.last != name { $0.append(name) } } }
        }
        var all: [String] { list.withLock { $0 } }
        func contains(_ name: String) -> Bool { all.contains(name) }
    }

    private func start() -> Task<Void, any Error> {
        let session = RealtimeSession(
            assistant: assistant, recognizer: recognizer, detector: EnergyVoiceDetector(),
            speaker: Speaker(synthesizer: synthesizer))
        let (inputs, outputs) = (inputs, outputs)
        return Task { try await session.run(inputs) { outputs.add($0) } }
    }

    private func hear(speech: Double = 0, silence: Double = 0) {
        let tone = TestSounds.tone(220, seconds: speech).pcm16
        let quiet = TestSounds.silence(seconds: silence).pcm16
        // In odd pieces, as networks deliver.
        var rest = (tone + quiet)[...]
        while !rest.isEmpty {
            send.yield(.audio(Array(rest.prefix(1_999))))
            rest = rest.dropFirst(1_999)
        }
    }

    @Test("what is said is a turn when silence follows, and is answered aloud")
    func turn() async throws {
        let task = start()
        hear(speech: 0, silence: 0.5)
        hear(speech: 1, silence: 2)
        #expect(try await eventually { outputs.contains("turnEnded") })
        send.finish()
        try await task.value
        let all = outputs.all.filter { !$0.hasPrefix("partial:") }
        #expect(all.starts(with: ["started", "ended", "transcript:부츠 보여 주세요", "turn"]))
        #expect(all.contains("audio") && all.contains("done"))
        #expect(assistant.record.turns.map(\.message) == ["부츠 보여 주세요"])
    }

    @Test("silence alone is nothing, and an empty transcript is not answered")
    func nothing() async throws {
        recognizer.follow(.init(""))
        let task = start()
        hear(silence: 3)
        hear(speech: 0.6, silence: 2)
        #expect(try await eventually { outputs.contains("transcript:") })
        send.finish()
        try await task.value
        #expect(outputs.all == ["started", "ended", "transcript:"])
        #expect(assistant.record.turns.isEmpty)
    }

    @Test("speech into the answer stops it, cancels the turn, and is the next turn")
    func bargeIn() async throws {
        synthesizer.follow(.init(delay: .seconds(60)))
        let task = start()
        hear(speech: 1, silence: 2)
        #expect(try await eventually { synthesizer.spoken.count == 1 })
        recognizer.follow(.init("아니 구두요"))
        hear(speech: 1.5, silence: 2)
        #expect(try await eventually { outputs.contains("transcript:아니 구두요") })
        #expect(try await eventually { synthesizer.cancelled >= 1 })
        #expect(try await eventually { assistant.record.turns.count == 2 })
        send.finish()
        try await task.value
        let all = outputs.all
        let hold = try #require(all.firstIndex(of: "hold"))
        let stop = try #require(all.firstIndex(of: "interrupted"))
        #expect(hold < stop)
        #expect(assistant.record.turns.map(\.message) == ["부츠 보여 주세요", "아니 구두요"])
        // The second belongs to the conversation that the first began.
        #expect(assistant.record.turns.last?.conversationId == "c-1")
    }

    @Test("a short yes into the answer holds it for a moment and is no turn")
    func backchannel() async throws {
        synthesizer.follow(.init(delay: .seconds(60)))
        let task = start()
        hear(speech: 1, silence: 2)
        #expect(try await eventually { synthesizer.spoken.count == 1 })
        recognizer.follow(.init("네"))
        hear(speech: 0.4, silence: 2)
        #expect(try await eventually { outputs.contains("resume") })
        send.finish()
        try await task.value
        #expect(!outputs.contains("interrupted"))
        #expect(assistant.record.turns.count == 1)
    }

    @Test("short words that mean something do interrupt")
    func shortWords() async throws {
        synthesizer.follow(.init(delay: .seconds(60)))
        let task = start()
        hear(speech: 1, silence: 2)
        #expect(try await eventually { synthesizer.spoken.count == 1 })
        recognizer.follow(.init("그만"))
        hear(speech: 0.4, silence: 2)
        #expect(try await eventually { assistant.record.turns.count == 2 })
        send.finish()
        try await task.value
        #expect(outputs.contains("interrupted"))
        #expect(assistant.record.turns.last?.message == "그만")
    }

    @Test("the client can stop the answer")
    func cancel() async throws {
        synthesizer.follow(.init(delay: .seconds(60)))
        let task = start()
        hear(speech: 1, silence: 2)
        #expect(try await eventually { synthesizer.spoken.count == 1 })
        send.yield(.cancel)
        #expect(try await eventually { outputs.contains("interrupted") && synthesizer.cancelled == 1 })
        send.finish()
        try await task.value
    }

    @Test("a recognizer that fails is told, and the conversation goes on")
    func failure() async throws {
        recognizer.follow(.init(failure: SpeechError(.failed, "broken")))
        let task = start()
        hear(speech: 1, silence: 2)
        #expect(try await eventually { outputs.contains("failed") })
        recognizer.follow(.init("구두"))
        hear(speech: 1, silence: 2)
        #expect(try await eventually { outputs.contains("turnEnded") })
        send.finish()
        try await task.value
        #expect(assistant.record.turns.map(\.message) == ["구두"])
    }

    @Test("ends with its task, and takes its turn with it")
    func ends() async throws {
        synthesizer.follow(.init(delay: .seconds(60)))
        let task = start()
        hear(speech: 1, silence: 2)
        #expect(try await eventually { synthesizer.spoken.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await eventually { synthesizer.cancelled == 1 })
    }
}
