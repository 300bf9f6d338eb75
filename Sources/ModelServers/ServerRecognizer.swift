import HTTPCalls
public import OpenAIClient
public import Speech

/// A recognizer on a server of OpenAI's HTTP API: speaches, faster-whisper-server, vLLM, LocalAI, OpenAI itself.
///
/// What is sent is 16 kHz WAV. A voice detector finds whether anybody speaks at all, so that silence is never sent and never
/// answered by an invention.
public struct ServerRecognizer: SpeechRecognizer {
    public let name: String
    private let client: OpenAIClient
    private let model: String
    private let gate: SpeechGate
    private let maximumDuration: Duration
    private let deadline: Duration

    /// - Parameters:
    ///   - model: as the server names it.
    ///   - detector: takes 16 kHz.
    ///   - deadline: how long a recording may take.
    public init(
        _ client: OpenAIClient, model: String, detector: any VoiceActivityDetector,
        maximumDuration: Duration = .seconds(60), deadline: Duration = .seconds(30)
    ) {
        self.client = client
        self.model = model
        self.maximumDuration = maximumDuration
        self.deadline = deadline
        gate = SpeechGate(detector)
        name = "\(model) on a server"
    }

    public var readiness: SpeechReadiness { .ready }

    public var capabilities: RecognizerCapabilities {
        RecognizerCapabilities(
            languages: .any, partials: false, timestamps: false, hints: true, maximumDuration: maximumDuration)
    }

    public func transcribe(
        _ audio: PCMAudio, language: SpokenLanguage, hints: [String]
    ) async throws -> Transcript {
        try AudioLimits(maximumDuration: maximumDuration).check(audio.duration)
        let sound = audio.resampled(to: PCMAudio.speechRate)
        guard let spoken = try await gate.range(of: sound) else {
            return Transcript(segments: [], language: language, duration: audio.duration)
        }
        let part = PCMAudio(samples: Array(sound.samples[spoken]), sampleRate: sound.sampleRate)
        var recording = OpenAITranscription(model: model, audio: WAV.encode(part), fileName: "speech.wav")
        recording.language = language.code
        recording.prompt = hints.isEmpty ? nil : String(hints.joined(separator: ", ").prefix(600))
        let heard = recording
        let found = try await asSpeech { try await client.transcribe(heard, deadline: deadline) }
        let text = found.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            return Transcript(segments: [], language: language, duration: audio.duration)
        }
        func time(_ sample: Int) -> Duration { .seconds(Double(sample) / Double(sound.sampleRate)) }
        return Transcript(
            segments: [.init(text: text, start: time(spoken.lowerBound), end: time(spoken.upperBound))],
            language: language, duration: audio.duration)
    }
}

/// Runs a call and makes its errors those of speech.
func asSpeech<Value>(_ call: () async throws -> Value) async throws -> Value {
    do {
        return try await call()
    } catch let error as CallError {
        throw SpeechError(error)
    }
}

extension SpeechError {
    /// What a failed call means. The server's own words are for the log: they may name what a shopper need not know.
    init(_ error: CallError) {
        let code: Code
        switch error.code {
        case .unreachable: code = .unavailable
        case .timedOut: code = .timedOut
        case .status(429), .status(503): code = .busy
        case .interrupted, .tooLarge, .malformed, .status: code = .failed
        }
        self.init(code, error.description, retryAfter: error.retryAfter)
    }
}
