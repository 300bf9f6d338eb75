public import Speech
import Synchronization

/// A `SpeechSynthesizer` that follows a script: for tests of the layers above. Every character becomes ten milliseconds of a
/// tone, in one piece for each word.
public final class FakeSynthesizer: SpeechSynthesizer {
    public struct Script: Sendable {
        /// How long it takes until each piece is there.
        public var delay: Duration
        public var failure: SpeechError?
        /// Pieces that are there before the failure.
        public var piecesBeforeFailure: Int

        public init(delay: Duration = .zero, failure: SpeechError? = nil, piecesBeforeFailure: Int = 0) {
            self.delay = delay
            self.failure = failure
            self.piecesBeforeFailure = piecesBeforeFailure
        }
    }

    private struct State {
        var script: Script
        var readiness: SpeechReadiness
        var spoken: [String] = []
        var cancelled = 0
    }

    public let name: String
    public let voices: [Voice]
    private let state: Mutex<State>

    public init(
        _ script: Script = Script(), name: String = "fake", languages: [SpokenLanguage] = ["ko", "en"],
        sampleRate: Int = 16_000, readiness: SpeechReadiness = .ready
    ) {
        self.name = name
        voices = languages.map { Voice(id: "\(name)-\($0)", language: $0, sampleRate: sampleRate) }
        state = Mutex(State(script: script, readiness: readiness))
    }

    public var readiness: SpeechReadiness { state.withLock { $0.readiness } }
    /// Texts that it was asked to speak, in order.
    public var spoken: [String] { state.withLock { $0.spoken } }
    /// Utterances that were given up on the way.
    public var cancelled: Int { state.withLock { $0.cancelled } }
    public func follow(_ script: Script) { state.withLock { $0.script = script } }
    public func become(_ readiness: SpeechReadiness) { state.withLock { $0.readiness = readiness } }

    public func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error> {
        .spoken { out in
            do {
                try await self.perform(utterance, out)
            } catch is CancellationError {
                self.state.withLock { $0.cancelled += 1 }
                throw CancellationError()
            }
        }
    }

    private func perform(
        _ utterance: Utterance, _ out: AsyncThrowingStream<AudioChunk, any Error>.Continuation
    ) async throws {
        let script = state.withLock { state in
            state.spoken.append(utterance.text)
            return state.script
        }
        if let refusal = readiness.refusal { throw refusal }
        for (index, word) in utterance.text.split(separator: " ").enumerated() {
            if let failure = script.failure, index >= script.piecesBeforeFailure { throw failure }
            try await Task.sleep(for: script.delay)
            let seconds = Double(word.count) / 100 / utterance.speed
            let audio = TestSounds.tone(300, seconds: seconds, rate: utterance.voice.sampleRate)
            out.yield(AudioChunk(index: index, audio: audio))
        }
        if let failure = script.failure { throw failure }
    }
}
