/// Writes down what is said.
///
/// Implementations: `WhisperRecognizer`, `SherpaRecognizer`, `OpenAIClient`. All keep the same contract, which one suite
/// checks.
public protocol SpeechRecognizer: Sendable {
    /// Names the engine and its model, for logs and health: `whisper.cpp base-q8_0`.
    var name: String { get }
    var capabilities: RecognizerCapabilities { get }
    /// Quick, and says nothing of a server that has not been asked yet.
    var readiness: SpeechReadiness { get }

    /// What is said in `audio`, which may have any sample rate. Silence and noise without speech give an empty text.
    ///
    /// - Parameters:
    ///   - language: what the speaker speaks; it is not guessed.
    ///   - hints: words that are likely to come up, such as brands, the likeliest first. A recognizer without
    ///     ``RecognizerCapabilities/hints`` ignores them; no hint may be longer than a few words.
    ///
    /// Throws ``SpeechError``, and `CancellationError` when the task is cancelled, which stops the engine soon.
    func transcribe(_ audio: PCMAudio, language: SpokenLanguage, hints: [String]) async throws -> Transcript
}

extension SpeechRecognizer {
    public func transcribe(_ audio: PCMAudio, language: SpokenLanguage) async throws -> Transcript {
        try await transcribe(audio, language: language, hints: [])
    }
}

/// What a recognizer can do.
public struct RecognizerCapabilities: Sendable, Equatable {
    public enum Languages: Sendable, Equatable {
        /// What it takes is not known, such as a server's.
        case any
        case only(Set<SpokenLanguage>)
    }

    public var languages: Languages
    /// Whether it is quick enough to be asked for what has been said so far, while more is being said.
    public var partials: Bool
    /// Whether the segments' times are the recognizer's; else there is one segment over the whole.
    public var timestamps: Bool
    public var hints: Bool
    /// The longest audio that is taken.
    public var maximumDuration: Duration

    public init(
        languages: Languages, partials: Bool, timestamps: Bool, hints: Bool, maximumDuration: Duration = .seconds(60)
    ) {
        self.languages = languages
        self.partials = partials
        self.timestamps = timestamps
        self.hints = hints
        self.maximumDuration = maximumDuration
    }

    public func takes(_ language: SpokenLanguage) -> Bool {
        switch languages {
        case .any: true
        case .only(let languages): languages.contains(language)
        }
    }
}

/// What was said.
public struct Transcript: Sendable, Equatable {
    public struct Segment: Sendable, Equatable {
        public var text: String
        /// From the beginning of the audio.
        public var start: Duration
        public var end: Duration

        public init(text: String, start: Duration, end: Duration) {
            self.text = text
            self.start = start
            self.end = end
        }
    }

    /// Without white space at the ends; empty where nobody spoke.
    public var text: String
    public var language: SpokenLanguage
    /// Of the audio.
    public var duration: Duration
    /// In order; empty where nobody spoke.
    public var segments: [Segment]

    public init(text: String, language: SpokenLanguage, duration: Duration, segments: [Segment]) {
        self.text = text
        self.language = language
        self.duration = duration
        self.segments = segments
    }
}
