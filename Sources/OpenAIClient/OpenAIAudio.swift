import HTTPCalls

/// A recording that is to be written down.
public struct OpenAITranscription: Sendable {
    public var model: String
    public var audio: [UInt8]
    /// Tells the server the audio's format by its ending: `speech.wav`.
    public var fileName: String
    /// ISO 639-1; nil lets the model guess.
    public var language: String?
    /// Words that may come up.
    public var prompt: String?

    public init(
        model: String, audio: [UInt8], fileName: String, language: String? = nil, prompt: String? = nil
    ) {
        self.model = model
        self.audio = audio
        self.fileName = fileName
        self.language = language
        self.prompt = prompt
    }
}

/// What was said.
public struct OpenAITranscript: Sendable, Decodable {
    public struct Segment: Sendable, Decodable {
        /// Seconds from the recording's beginning.
        public var start: Double
        public var end: Double
        public var text: String
    }

    public var text: String
    /// As the server names it: `korean`, `ko`.
    public var language: String?
    /// Seconds.
    public var duration: Double?
    public var segments: [Segment]?
}

/// Text that is to be spoken.
public struct OpenAISpeech: Sendable, Encodable {
    public var model: String
    public var input: String
    public var voice: String
    /// `mp3`, `opus`, `aac`, `flac`, `wav` or `pcm`.
    public var format: String
    /// 0.25…4; nil is 1.
    public var speed: Double?

    public init(model: String, input: String, voice: String, format: String = "wav", speed: Double? = nil) {
        self.model = model
        self.input = input
        self.voice = voice
        self.format = format
        self.speed = speed
    }

    private enum CodingKeys: String, CodingKey {
        case model, input, voice, speed
        case format = "response_format"
    }
}

extension OpenAIClient {
    /// Has a recording written down.
    ///
    /// - Parameter segments: asks for the times of the parts too, which some models refuse.
    public func transcribe(
        _ recording: OpenAITranscription, segments: Bool = false, deadline: Duration = .seconds(60)
    ) async throws -> OpenAITranscript {
        var form = MultipartForm()
        form.add("model", recording.model)
        form.add("response_format", segments ? "verbose_json" : "json")
        if let language = recording.language { form.add("language", language) }
        if let prompt = recording.prompt { form.add("prompt", prompt) }
        form.add(file: recording.audio, called: recording.fileName, as: "file")
        var call = HTTPCall(
            .post, "/audio/transcriptions", body: form.finished(), deadline: deadline,
            retry: RetryPolicy(attempts: 2))
        call.headers = [("Content-Type", form.contentType)]
        return try JSONBody.decode(OpenAITranscript.self, await caller.call(call).body, server: server)
    }

    /// Has a text spoken and hands over the audio's bytes as they come.
    ///
    /// - Parameters:
    ///   - firstBytes: how long the first bytes may take.
    ///   - idle: how long each further piece may take.
    public func speak(
        _ speech: OpenAISpeech, firstBytes: Duration = .seconds(15), idle: Duration = .seconds(10),
        _ take: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        let call = HTTPCall(
            .post, "/audio/speech", body: try JSONBody.encode(speech, server: server), deadline: firstBytes, idle: idle,
            longestReply: 64 << 20, retry: RetryPolicy(attempts: 2, firstWait: .milliseconds(50)))
        try await caller.pieces(of: call) { piece in
            try await take(piece)
            return .some
        }
    }
}
