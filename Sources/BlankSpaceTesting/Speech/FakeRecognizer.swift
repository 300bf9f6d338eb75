public import Speech
import Synchronization

/// A `SpeechRecognizer` that follows a script: it hears loud sound as its text and recognizes nothing by itself.
public final class FakeRecognizer: SpeechRecognizer {
    public struct Script: Sendable {
        public var text: String
        /// How long each call takes.
        public var delay: Duration
        /// Thrown by each call, after the delay.
        public var failure: SpeechError?

        public init(_ text: String = "", delay: Duration = .zero, failure: SpeechError? = nil) {
            self.text = text
            self.delay = delay
            self.failure = failure
        }
    }

    public let name: String
    public let capabilities: RecognizerCapabilities
    private let state: Mutex<(script: Script, readiness: SpeechReadiness, calls: Int)>

    public init(
        _ script: Script, name: String = "fake", languages: RecognizerCapabilities.Languages = .only([.korean]),
        readiness: SpeechReadiness = .ready
    ) {
        self.name = name
        capabilities = RecognizerCapabilities(
            languages: languages, partials: true, timestamps: true, hints: false, maximumDuration: .seconds(60))
        state = Mutex((script, readiness, 0))
    }

    public var readiness: SpeechReadiness { state.withLock { $0.readiness } }
    /// Calls so far.
    public var calls: Int { state.withLock { $0.calls } }
    public func follow(_ script: Script) { state.withLock { $0.script = script } }

    public func transcribe(
        _ audio: PCMAudio, language: SpokenLanguage, hints: [String]
    ) async throws -> Transcript {
        try Task.checkCancellation()
        let script = state.withLock { state in
            state.calls += 1
            return state.script
        }
        if let refusal = readiness.refusal { throw refusal }
        if script.delay > .zero { try await Task.sleep(for: script.delay) }
        if let failure = script.failure { throw failure }
        try AudioLimits(maximumDuration: capabilities.maximumDuration).check(audio.duration)
        guard capabilities.takes(language) else {
            throw SpeechError(.unsupportedLanguage, "\(name) does not know the language \(language)")
        }
        let isLoud = audio.samples.contains { abs($0) > 0.2 }
        let segments =
            isLoud && !script.text.isEmpty
            ? [Transcript.Segment(text: script.text, start: .zero, end: audio.duration)] : []
        return Transcript(segments: segments, language: language, duration: audio.duration)
    }
}
