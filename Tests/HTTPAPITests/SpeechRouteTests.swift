import AudioEncoding
import BlankSpaceTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shop
import Speech
import Testing

@Suite("Listening and talking over HTTP")
struct SpeechRouteTests {
    private func post(
        _ speech: SpeechServer, _ uri: String, _ body: [UInt8], type: String = "audio/wav"
    ) async throws -> TestResponse {
        try await speech.server.send(
            .post, uri, headers: [.contentType: type], bytes: ByteBuffer(bytes: body))
    }

    private func json(_ speech: SpeechServer, _ uri: String, _ body: String) async throws -> TestResponse {
        try await speech.server.send(.post, uri, headers: [.contentType: "application/json"], body: body)
    }

    // MARK: stt

    @Test("a recording gives its transcript, as a body and as a form")
    func transcript() async throws {
        let speech = SpeechServer()
        let bare = try await post(speech, "/api/llm/stt?language=ko", SpeechServer.speech)
        #expect(bare.status == .ok)
        #expect(bare.json["text"]?.string == "부츠 보여 주세요")
        #expect(bare.json["language"]?.string == "ko")
        #expect(bare.json["durationMs"]?.number == 1_000)
        #expect(bare.json["segments"]?.array?.count == 1)
        let form = SpeechServer.form(SpeechServer.speech, ["language": "en"])
        let sent = try await post(speech, "/api/llm/stt", form.body, type: form.contentType)
        #expect(sent.json["language"]?.string == "en")
    }

    @Test(
        "what cannot be transcribed is a problem that says so",
        arguments: [
            ("/api/llm/stt", Array("no audio at all".utf8), "unreadable-audio", 400),
            ("/api/llm/stt", [], "unreadable-audio", 400),
            ("/api/llm/stt?language=1", SpeechServer.speech, "invalid-parameter", 400),
            ("/api/llm/stt?language=fi", SpeechServer.speech, "unsupported-language", 400),
            ("/api/llm/stt", WAV.encode(TestSounds.silence(seconds: 3)), "audio-too-long", 413),
            ("/api/llm/stt", [UInt8](repeating: 0, count: 300_000), "body-too-large", 413),
        ])
    func refused(_ uri: String, _ body: [UInt8], _ problem: String, _ status: Int) async throws {
        let speech = SpeechServer(limits: AudioLimits(maximumDuration: .seconds(2), maximumBytes: 200_000))
        let response = try await post(speech, uri, body)
        #expect(response.problem == problem)
        #expect(response.status.code == status)
    }

    @Test(
        "a recognizer that is busy, loading or broken is a 503 with Retry-After that tells nothing of files",
        arguments: [
            (SpeechError(.busy, "busy", retryAfter: .milliseconds(2_500)), "speech-busy", "3"),
            (SpeechError(.loading, "loading"), "speech-unavailable", "30"),
            (SpeechError(.modelCorrupt, "/secret/model.bin is corrupt"), "speech-unavailable", "30"),
        ])
    func unavailable(_ error: SpeechError, _ problem: String, _ retry: String) async throws {
        let speech = SpeechServer()
        speech.recognizer.follow(.init(failure: error))
        let response = try await post(speech, "/api/llm/stt", SpeechServer.speech)
        #expect(response.status == .serviceUnavailable)
        #expect(response.problem == problem)
        #expect(response["Retry-After"] == retry)
        #expect(!response.text.contains("secret"))
    }

    @Test(
        "OpenAI's dialect has its formats",
        arguments: [
            ("json", "{\"text\":\"부츠 보여 주세요\"}"), ("text", "부츠 보여 주세요\n"),
            ("srt", "1\n00:00:00,000 --> 00:00:01,000\n부츠 보여 주세요\n"),
            ("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n부츠 보여 주세요\n"),
        ])
    func dialect(_ format: String, _ body: String) async throws {
        let form = SpeechServer.form(SpeechServer.speech, ["model": "whisper-1", "response_format": format])
        let response = try await post(
            SpeechServer(), "/v1/audio/transcriptions", form.body, type: form.contentType)
        #expect(response.text == body)
    }

    @Test("OpenAI's dialect has its errors and its verbose form")
    func dialectMore() async throws {
        let form = SpeechServer.form(SpeechServer.speech, ["response_format": "verbose_json"])
        let verbose = try await post(SpeechServer(), "/v1/audio/transcriptions", form.body, type: form.contentType)
        #expect(verbose.json["duration"]?.number == 1)
        #expect(verbose.json["segments"]?.array?.first?["end"]?.number == 1)
        let broken = try await post(SpeechServer(), "/v1/audio/transcriptions", [1, 2, 3])
        #expect(broken.status == .badRequest)
        #expect(broken.json["error"]?["type"]?.string == "invalid_request_error")
        #expect(broken.json["error"]?["code"]?.string == "unreadable-audio")
    }

    @Test(
        "a form that is broken is refused, not guessed at",
        arguments: ["--xYzZY\r\n", "", "--xYzZY\r\nabc", "--other--"])
    func brokenForms(_ body: String) async throws {
        let response = try await post(
            SpeechServer(), "/api/llm/stt", Array(body.utf8), type: "multipart/form-data; boundary=xYzZY")
        #expect(response.status == .badRequest)
    }

    // MARK: tts

    @Test("a text is spoken as it is said, in WAV")
    func spoken() async throws {
        let speech = SpeechServer()
        let response = try await json(speech, "/api/llm/tts", #"{"text":"부츠 3켤레 59,000원 😀"}"#)
        #expect(response.status == .ok)
        #expect(response["Content-Type"] == "audio/wav")
        #expect(response["X-Voice"] == "fake-ko")
        #expect(speech.synthesizer.spoken == ["부츠 세 켤레 오만 구천 원"])
        let audio = try WAV.decode(Array(response.body.readableBytesView))
        #expect(audio.sampleRate == 16_000)
        #expect(audio.samples.contains { $0 > 0.1 })
    }

    @Test("the language, the voice, the speed and the format can be chosen")
    func chosen() async throws {
        let speech = SpeechServer()
        let fast = try await json(
            speech, "/api/llm/tts", #"{"text":"3 boots","voice":"fake-en","speed":2,"format":"pcm"}"#)
        let slow = try await json(speech, "/api/llm/tts", #"{"text":"3 boots","format":"pcm"}"#)
        #expect(fast["Content-Type"] == "audio/pcm")
        #expect(slow["X-Voice"] == "fake-en")
        #expect(slow.body.readableBytes == 2 * fast.body.readableBytes)
        #expect(speech.synthesizer.spoken == ["3 boots", "3 boots"])
    }

    @Test(
        "what cannot be spoken is a problem that says so",
        arguments: [
            ("{}", "empty-text", 400), (#"{"text":""}"#, "empty-text", 400), (#"{"text":" \n"}"#, "empty-text", 400),
            (#"{"text":"😀"}"#, "empty-text", 400), (#"{"text":"가","voice":"alloy"}"#, "unknown-voice", 400),
            (#"{"text":"가","speed":9}"#, "invalid-member", 400),
            (#"{"text":"가","format":"aiff"}"#, "invalid-member", 400),
            (#"{"text":"가","language":"fi"}"#, "unsupported-language", 400),
        ])
    func unspeakable(_ body: String, _ problem: String, _ status: Int) async throws {
        let response = try await json(SpeechServer(), "/api/llm/tts", body)
        #expect(response.problem == problem)
        #expect(response.status.code == status)
    }

    @Test("a long text is refused, a voice that is gone is a 503 before the first byte")
    func bounds() async throws {
        let long = try await json(
            SpeechServer(), "/api/llm/tts", #"{"text":"\#(String(repeating: "가", count: 2_001))"}"#)
        #expect(long.problem == "text-too-long")
        let gone = FakeSynthesizer(.init(failure: SpeechError(.unavailable, "no program")))
        let response = try await json(SpeechServer(synthesizer: gone), "/api/llm/tts", #"{"text":"가"}"#)
        #expect(response.status == .serviceUnavailable)
        #expect(response.problem == "speech-unavailable")
        let noProgram = SpeechServer(encoder: AudioEncoder(program: "no-such-ffmpeg"))
        let mp3 = try await json(noProgram, "/api/llm/tts", #"{"text":"가","format":"mp3"}"#)
        #expect(mp3.status == .serviceUnavailable)
    }

    @Test("OpenAI's voices are taken for the best one here")
    func dialectSpeech() async throws {
        let speech = SpeechServer()
        let response = try await json(
            speech, "/v1/audio/speech", #"{"model":"tts-1","input":"안녕하세요","voice":"alloy","response_format":"wav"}"#)
        #expect(response.status == .ok)
        #expect(speech.synthesizer.spoken == ["안녕하세요"])
        let empty = try await json(speech, "/v1/audio/speech", #"{"model":"tts-1","input":""}"#)
        #expect(empty.json["error"]?["code"]?.string == "empty-text")
    }

    // MARK: voice

    private static func audio(in response: TestResponse) -> [JSONValue] {
        response.text.split(separator: "\n").filter { $0.contains("\"seq\":") }
            .compactMap { try? JSONValue(parsing: Data($0.dropFirst(6).utf8)) }
    }

    @Test("a turn by voice: transcript, events, sound in order, done")
    func voice() async throws {
        let speech = SpeechServer()
        let response = try await post(speech, "/api/llm/voice?userId=u-1", SpeechServer.speech)
        #expect(response.status == .ok)
        let names = response.text.split(separator: "\n").filter { $0.hasPrefix("event: ") }.map { $0.dropFirst(7) }
        #expect(names.first == "transcript")
        #expect(names.last == "done")
        #expect(names.contains("products"))
        let audio = Self.audio(in: response)
        // One piece for each word, the sentence with its first.
        #expect(audio.compactMap { $0["seq"]?.integer } == [0, 1, 2])
        #expect(audio.compactMap { $0["text"]?.string } == ["두 줄", "", "답이에요."])
        let first = try #require(audio.first?["data"]?.string.flatMap { Data(base64Encoded: $0) })
        #expect(try WAV.decode(Array(first)).sampleRate == 16_000)
        #expect(speech.server.assistant.record.turns.map(\.message) == ["부츠 보여 주세요"])
        #expect(speech.server.assistant.record.turns.first?.userId == "u-1")
    }

    @Test("nothing said, and nobody who listens, are problems before the stream")
    func nothingHeard() async throws {
        let silent = try await post(
            SpeechServer(), "/api/llm/voice", WAV.encode(TestSounds.silence(seconds: 1)))
        #expect(silent.problem == "nothing-heard")
        #expect(silent.status.code == 422)
        let none = try await TestServer().send(
            .post, "/api/llm/voice", headers: [.contentType: "audio/wav"], bytes: ByteBuffer(bytes: SpeechServer.speech)
        )
        #expect(none.problem == "speech-unavailable")
        let wrong = try await post(SpeechServer(), "/api/llm/voice?limit=0", SpeechServer.speech)
        #expect(wrong.problem == "invalid-member")
    }

    @Test("a voice that fails leaves the answer in writing")
    func muted() async throws {
        let gone = FakeSynthesizer(.init(failure: SpeechError(.failed, "gone")))
        let response = try await post(SpeechServer(synthesizer: gone), "/api/llm/voice", SpeechServer.speech)
        #expect(response.text.contains("event: muted"))
        #expect(response.text.contains("event: done"))
        #expect(!response.text.contains("event: audio"))
    }

    @Test("fifty turns by voice at a time: none is lost")
    func crowd() async throws {
        let speech = SpeechServer()
        let done = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let response = try await post(speech, "/api/llm/voice", SpeechServer.speech)
                    let texts = Self.audio(in: response).compactMap { $0["text"]?.string }
                    return response.text.contains("event: done") && texts == ["두 줄", "", "답이에요."]
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(done == 50)
    }
}
