import BlankSpaceTesting
import HTTPCalls
import ModelServers
import OpenAIClient
import Speech
import Testing

@Suite(.timeLimit(.minutes(1))) struct ServerSpeechTests {
    private func recognizer(_ server: ScriptedModelServer) -> ServerRecognizer {
        ServerRecognizer(
            OpenAIClient(base: server.address, client: http), model: "whisper-1",
            detector: EnergyVoiceDetector())
    }

    private let speech = PCMAudio(
        samples: TestSounds.silence(seconds: 1).samples + TestSounds.tone(220, seconds: 1).samples
            + TestSounds.silence(seconds: 1).samples, sampleRate: 16_000)

    @Test("what is said is sent with its language and hints, and comes back as a text")
    func transcribes() async throws {
        let server = try await ScriptedModelServer.start()
        let transcript = try await recognizer(server).transcribe(speech, language: "ko", hints: ["하늬바람", "부츠"])
        #expect(transcript.text == ModelScript.korean.joined())
        #expect(transcript.segments.count == 1 && transcript.duration == .seconds(3))
        let asked = try #require(server.record.requests.last)
        for part in ["whisper-1", "ko", "하늬바람, 부츠", "RIFF"] { #expect(asked.text.contains(part), "\(part)") }
        // The silence at both ends stays here.
        #expect(asked.body.count < 2 * 16_000 * 2)
        await server.stop()
    }

    @Test("silence and noise are never sent")
    func silence() async throws {
        let server = try await ScriptedModelServer.start()
        for sound in [TestSounds.silence(seconds: 2), PCMAudio(samples: [], sampleRate: 8_000)] {
            let transcript = try await recognizer(server).transcribe(sound, language: "ko")
            #expect(transcript.text.isEmpty && transcript.segments.isEmpty)
        }
        #expect(server.record.requests.isEmpty)
        await server.stop()
    }

    @Test(
        "a server that fails, is busy or is gone is an error after which another may do better",
        arguments: [(500, SpeechError.Code.failed), (503, .busy), (429, .busy)])
    func fails(_ status: Int, _ code: SpeechError.Code) async throws {
        let server = try await ScriptedModelServer.start(ModelScript(.fails(status: status, message: "no")))
        let error = await #expect(throws: SpeechError.self) {
            try await recognizer(server).transcribe(speech, language: "ko")
        }
        #expect(error?.code == code && error?.isRetryable == true)
        await server.stop()
        let gone = await #expect(throws: SpeechError.self) {
            try await recognizer(server).transcribe(speech, language: "ko")
        }
        #expect(gone?.code == .unavailable)
    }

    @Test("a text is spoken by the server's voice, and comes in whole samples")
    func speaks() async throws {
        let server = try await ScriptedModelServer.start()
        let synthesizer = ServerSynthesizer(
            OpenAIClient(base: server.address, client: http), model: "tts-1", voice: "nova")
        let voice = try #require(synthesizer.voices.first { $0.language == "ko" })
        var count = 0
        // Seven bytes of text: the server's pieces end within samples.
        for try await chunk in synthesizer.speak(try Utterance("안녕a", voice: voice, speed: 1.5)) {
            #expect(chunk.audio.sampleRate == ServerSynthesizer.sampleRate)
            count += chunk.audio.samples.count
        }
        #expect(count == 3 * 7 / 2)
        let asked = try #require(server.record.requests.last).text
        for part in ["nova", "tts-1", "pcm", "1.5"] { #expect(asked.contains(part), "\(part)") }
        server.script = ModelScript(.fails(status: 500, message: "no"))
        let error = await #expect(throws: SpeechError.self) {
            for try await _ in synthesizer.speak(try Utterance("안녕", voice: voice)) {}
        }
        #expect(error?.code == .failed)
        await server.stop()
    }
}
