import AudioEncoding
import HTTPTypes
import Hummingbird
import Shop
import Speech
import VoiceTurns

/// Listening and talking: the native routes, and the same in OpenAI's dialect.
struct SpeechRoutes: Sendable {
    let speech: SpeechParts?
    let calls: AssistantCalls
    let configuration: HTTPAPIConfiguration
    let accounts: TurnAccounts
    let gate: TurnGate

    init(
        speech: SpeechParts?, calls: AssistantCalls, configuration: HTTPAPIConfiguration, accounts: TurnAccounts
    ) {
        self.speech = speech
        self.calls = calls
        self.configuration = configuration
        self.accounts = accounts
        gate = TurnGate(limit: speech?.maxVoiceTurns ?? 1)
    }

    var routes: [Route] {
        [
            Route(.post, "/api/llm/stt", transcribe),
            Route(.post, "/api/llm/tts", synthesize),
            Route(.post, "/api/llm/voice", voice),
            // Reached by those alone who ask for no upgrade, or for one that is not granted.
            Route(.get, RealtimePath.path) { _, context in
                var response = Problem(
                    .upgradeRequired,
                    "Connect with a WebSocket (version 13), on a connection of its own, from a page of this server or of an allowed origin."
                ).response(requestId: context.requestId)
                response.headers[.connection] = "close"
                return response
            },
            Route(.post, "/v1/audio/transcriptions", OpenAISpeech.answeringInDialect(openAITranscribe)),
            Route(.post, "/v1/audio/speech", OpenAISpeech.answeringInDialect(openAISpeak)),
        ]
    }

    func parts() throws(Problem) -> SpeechParts {
        guard let speech else { throw .noSpeech }
        return speech
    }

    // MARK: Listening

    @Sendable private func transcribe(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let speech = try parts()
        let upload = try await request.readAudio(speech.audio)
        let transcript = try await transcript(of: upload, speech, hints: speech.hints())
        return .json(transcript.json)
    }

    func transcript(of upload: AudioUpload, _ speech: SpeechParts, hints: [String]) async throws -> Transcript {
        let language = try upload.language()
        // Before anything is decoded: a recognizer that is not there needs no sound.
        if let refusal = speech.recognizer.readiness.refusal { throw refusal }
        let audio = try await speech.decode(upload.bytes)
        return try await speech.recognizer.transcribe(audio, language: language, hints: hints)
    }

    @Sendable private func openAITranscribe(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let speech = try parts()
        let upload = try await request.readAudio(speech.audio)
        let format = try TranscriptFormat(named: upload.field("response_format"))
        let hints = upload.field("prompt").map { [String($0.prefix(200))] } ?? []
        let transcript = try await transcript(of: upload, speech, hints: hints + speech.hints())
        return format.response(transcript)
    }

    // MARK: Talking

    @Sendable private func synthesize(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let speech = try parts()
        let members = try RequestMembers(try await request.readJSON(upTo: configuration.maxBodyBytes))
        guard let text = try members.text("text") else {
            throw Problem(.emptyText, "Send what is to be said as the string `text`.", member: "text")
        }
        let language = try members.text("language").map { tag throws(Problem) in
            guard let language = SpokenLanguage(tag) else {
                throw members.problem("language", "has to be a language tag such as `ko` or `en`.")
            }
            return language
        }
        return try await spoken(
            text,
            manner: Speaker.Manner(voice: try members.identifier("voice"), speed: try members.number("speed") ?? 1),
            language: language, format: try members.audioFormat("format"), speech)
    }

    @Sendable private func openAISpeak(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let speech = try parts()
        let members = try RequestMembers(try await request.readJSON(upTo: configuration.maxBodyBytes))
        guard let text = try members.text("input") else {
            throw Problem(.emptyText, "Send what is to be said as the string `input`.", member: "input")
        }
        // Clients of that dialect name its own voices (alloy, nova, …): then the best one speaks.
        let named = try members.identifier("voice")
        let voice = named.flatMap { name in speech.speaker.synthesizer.voices.contains { $0.id == name } ? name : nil }
        return try await spoken(
            text, manner: Speaker.Manner(voice: voice, speed: try members.number("speed") ?? 1), language: nil,
            format: try members.audioFormat("response_format", otherwise: .mp3), speech)
    }

    private func spoken(
        _ text: String, manner: Speaker.Manner, language: SpokenLanguage?, format: AudioFormat, _ speech: SpeechParts
    ) async throws -> Response {
        guard !MessageText.isBlank(text) else { throw SpeechError(.emptyText, "there is nothing to say") }
        let limit = speech.maxTextCharacters
        guard text.utf8.count <= limit || text.count <= limit else {
            throw Problem(.textTooLong, "Send \(limit) characters at most.", member: "text")
        }
        let voice = try speech.speaker.voice(for: manner, language: language ?? SpokenLanguage.written(in: text))
        let utterances = try speech.speaker.utterances(for: MessageText.clean(text), voice: voice, manner: manner)
        guard !utterances.isEmpty else { throw SpeechError(.emptyText, "there is nothing to say") }
        let (speaker, encoder) = (speech.speaker, speech.encoder)
        let body = try await ResponseBody.begun { write in
            try await encoder.encode(
                speaker.speak(utterances), sampleRate: voice.sampleRate, as: format, write: write)
        }
        var response = Response(
            status: .ok, headers: [.contentType: format.contentType, .cacheControl: "no-store"], body: body)
        response.headers[.voice] = voice.id
        response.headers[.sampleRate] = String(voice.sampleRate)
        return response
    }
}

extension SpokenLanguage {
    /// Hangul and kana tell; anything else is taken for English where it has Latin letters, else for Korean.
    static func written(in text: String) -> SpokenLanguage {
        var hasLatin = false
        var hasHan = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xAC00...0xD7A3: return .korean
            case 0x3041...0x30FF: return "ja"
            case 0x4E00...0x9FFF: hasHan = true
            case 0x41...0x5A, 0x61...0x7A: hasLatin = true
            default: break
            }
        }
        return hasHan ? "zh" : hasLatin ? .english : .korean
    }
}

extension RequestMembers {
    func audioFormat(_ name: String, otherwise standard: AudioFormat = .wav) throws(Problem) -> AudioFormat {
        guard let text = try text(name) else { return standard }
        guard let format = AudioFormat(rawValue: text) else {
            throw problem(name, "has to be one of: wav, pcm, mp3, opus.")
        }
        return format
    }
}

extension HTTPField.Name {
    static let voice = Self.speech("X-Voice")
    static let sampleRate = Self.speech("X-Sample-Rate")

    /// Only for the literals above, each of which is a legal name.
    private static func speech(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a field name: \(name)") }
        return field
    }
}
