import AudioEncoding
import BlankSpaceTesting
import HTTPAPI
import HTTPTypes
import Speech
import VoiceTurns

/// A server whose ears and voice follow a script.
struct SpeechServer: Sendable {
    let server: TestServer
    let recognizer: FakeRecognizer
    let synthesizer: FakeSynthesizer

    init(
        _ script: FakeAssistant.Script = .answer(), hearing text: String = "부츠 보여 주세요",
        synthesizer: FakeSynthesizer = FakeSynthesizer(), limits: AudioLimits = AudioLimits(),
        encoder: AudioEncoder = AudioEncoder(), configure: (inout SpeechParts) -> Void = { _ in }
    ) {
        recognizer = FakeRecognizer(.init(text), languages: .only([.korean, .english]))
        self.synthesizer = synthesizer
        var parts = SpeechParts(
            recognizer: recognizer, speaker: Speaker(synthesizer: synthesizer), detector: EnergyVoiceDetector(),
            decode: { try WAV.decode($0, limits: limits) }, encoder: encoder, audio: limits)
        configure(&parts)
        var server = TestServer(script)
        server.speech = parts
        self.server = server
    }

    static var speech: [UInt8] { WAV.encode(TestSounds.tone(220, seconds: 1)) }

    /// A form with one file and some fields.
    static func form(_ file: [UInt8], _ fields: [String: String] = [:]) -> (contentType: String, body: [UInt8]) {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--xYzZY\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array(
            "--xYzZY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n"
                .utf8)
        return ("multipart/form-data; boundary=xYzZY", body + file + Array("\r\n--xYzZY--\r\n".utf8))
    }
}
