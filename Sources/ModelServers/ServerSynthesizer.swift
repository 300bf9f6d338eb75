import HTTPCalls
public import OpenAIClient
public import Speech

/// A voice on a server of OpenAI's HTTP API.
///
/// Asks for bare samples, 16 bit and 24 kHz, as these servers give for `pcm`, and hands them over as they come.
public struct ServerSynthesizer: SpeechSynthesizer {
    /// What `pcm` means in that API.
    public static let sampleRate = 24_000

    public let name: String
    public let voices: [Voice]
    private let client: OpenAIClient
    private let model: String
    private let voice: String

    /// - Parameters:
    ///   - model: as the server names it.
    ///   - voice: one of the server's; it speaks every language.
    public init(
        _ client: OpenAIClient, model: String, voice: String, languages: [SpokenLanguage] = ["ko", "en", "ja", "zh"]
    ) {
        self.client = client
        self.model = model
        self.voice = voice
        name = "\(model) on a server"
        voices = languages.map { language in
            Voice(
                id: "server-\(voice)-\(language)", language: language, sampleRate: Self.sampleRate, speeds: 0.25...4)
        }
    }

    public var readiness: SpeechReadiness { .ready }

    public func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error> {
        .spoken { try await self.speak(utterance, $0) }
    }

    private func speak(
        _ utterance: Utterance, _ out: AsyncThrowingStream<AudioChunk, any Error>.Continuation
    ) async throws {
        let order = OpenAISpeech(
            model: model, input: utterance.text, voice: voice, format: "pcm", speed: utterance.speed)
        let samples = Samples(out)
        try await asSpeech { try await client.speak(order) { await samples.take($0) } }
        guard await samples.count > 0 else { throw SpeechError(.failed, "the server gave no sound") }
    }

    /// Puts bytes together to pieces of whole samples.
    private actor Samples {
        private let out: AsyncThrowingStream<AudioChunk, any Error>.Continuation
        private var rest: [UInt8] = []
        private(set) var count = 0

        init(_ out: AsyncThrowingStream<AudioChunk, any Error>.Continuation) { self.out = out }

        func take(_ bytes: [UInt8]) {
            rest += bytes
            let whole = rest.count & ~1
            guard whole > 0 else { return }
            let audio = PCMAudio(pcm16: rest[..<whole], sampleRate: ServerSynthesizer.sampleRate)
            rest.removeFirst(whole)
            out.yield(AudioChunk(index: count, audio: audio))
            count += 1
        }
    }
}
