import BlankSpaceTesting
import EspeakSpeech
import Foundation
import Speech
import Testing

private let isInstalled = EspeakSynthesizer().readiness == .ready

@Suite("espeak-ng")
struct EspeakTests {
    @Test("keeps the contract of a synthesizer", .enabled(if: isInstalled, "espeak-ng is not installed"))
    func conformance() async {
        let violations = await SpeechSynthesizerConformance(EspeakSynthesizer()).violations()
        #expect(violations == [])
    }

    @Test(
        "speaks each language that it offers", .enabled(if: isInstalled, "espeak-ng is not installed"),
        arguments: [("ko", "안녕하세요"), ("en", "Good morning"), ("ja", "こんにちは"), ("zh", "你好")])
    func languages(_ language: String, _ text: String) async throws {
        let espeak = EspeakSynthesizer()
        let voice = try #require(espeak.voices.first { $0.language.code == language })
        var samples = 0
        for try await chunk in espeak.speak(try Utterance(text, voice: voice)) { samples += chunk.audio.samples.count }
        #expect(samples > 3_000)
    }

    @Test("a program that is not there is named, with what to do")
    func missing() async throws {
        let espeak = EspeakSynthesizer(program: "no-such-espeak")
        #expect(espeak.readiness.refusal?.code == .unavailable)
        let voice = try #require(espeak.voices.first)
        let error = await #expect(throws: SpeechError.self) {
            for try await _ in espeak.speak(try Utterance("안녕", voice: voice)) {}
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("no-such-espeak") == true)
    }

    @Test("a program that hangs is ended after its time, one that floods after its bytes")
    func limits() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "espeak-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, script, code) in [
            ("hang", "exec sleep 60", SpeechError.Code.timedOut), ("flood", "exec cat /dev/zero", .failed),
            ("fail", "exit 3", .failed), ("garbage", "echo hello", .failed),
        ] {
            let path = folder + "/" + name
            try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            let limit: Duration = name == "hang" ? .milliseconds(300) : .seconds(30)
            let espeak = EspeakSynthesizer(program: path, timeLimit: limit)
            let voice = try #require(espeak.voices.first)
            let error = await #expect(throws: SpeechError.self) {
                for try await _ in espeak.speak(try Utterance("안녕", voice: voice)) {}
            }
            #expect(error?.code == code, "\(name)")
        }
    }
}
