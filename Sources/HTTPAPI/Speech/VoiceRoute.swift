import Assistant
import AudioEncoding
import Hummingbird
import Shop
import Speech
import VoiceTurns

/// `POST /api/llm/voice`: audio in; the transcript, a turn's events and its answer's sound out.
extension SpeechRoutes {
    @Sendable func voice(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let speech = try parts()
        let upload = try await request.readAudio(speech.audio)
        let format = try upload.audioFormat()
        let manner = Speaker.Manner(voice: upload.field("voice"), speed: try upload.speed())
        // What is wrong with these is told before anybody listens.
        let template = try upload.turn("-", configuration)
        if manner.voice != nil { _ = try speech.speaker.voice(for: manner, language: nil) }
        let permit = try gate.enter()
        let transcript = try await transcript(of: upload, speech, hints: speech.hints())
        guard !MessageText.isBlank(transcript.text) else {
            throw Problem(.nothingHeard, "Say it again, a little longer or nearer to the microphone.")
        }
        var turn = template
        let limit = configuration.maxMessageCharacters
        turn.message = String(MessageText.clean(transcript.text).prefix(limit))
        return VoiceStream(
            transcript: transcript, request: turn, format: format, encoder: speech.encoder,
            turn: VoiceTurn(assistant: calls.assistant, speaker: speech.speaker, manner: manner), permit: permit,
            deadline: .now + .seconds(speech.voiceDeadlineSeconds), keepAlive: configuration.keepAlive,
            requestId: context.requestId, logger: context.logger, accounts: accounts
        ).response(to: request)
    }
}

extension AudioUpload {
    fileprivate func audioFormat() throws(Problem) -> AudioFormat {
        guard let name = field("format") else { return .wav }
        guard let format = AudioFormat(rawValue: name) else {
            throw .parameter("format", "has to be one of: wav, pcm, mp3, opus.")
        }
        return format
    }

    fileprivate func speed() throws(Problem) -> Double {
        guard let text = field("speed") else { return 1 }
        guard let speed = Double(text), speed.isFinite else { throw .parameter("speed", "has to be a number.") }
        return speed
    }

    /// By the rules of `POST /api/llm/chat`.
    fileprivate func turn(_ message: String, _ configuration: HTTPAPIConfiguration) throws(Problem) -> TurnRequest {
        var members: [String: JSONValue] = ["message": .string(message)]
        for name in ["conversationId", "userId", "locale", "productId"] {
            members[name] = field(name).map(JSONValue.string)
        }
        if let text = field("limit") {
            guard let limit = Double(text) else { throw .parameter("limit", "has to be a number.") }
            members["limit"] = .number(limit)
        }
        return try TurnRequest(body: .object(members), configuration: configuration)
    }
}
