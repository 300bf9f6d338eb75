import BlankSpaceTesting
import Foundation
import SileroVAD
import Speech
import Testing
import WhisperSpeech

private let canRun =
    SpeechTestModels.has(WhisperRecognizer.Configuration.fileName) && SpeechTestModels.has(SileroVoiceDetector.fileName)

@Suite(.enabled(if: canRun, "the models are missing: make models"), .timeLimit(.minutes(5)), .serialized)
struct WhisperRecognizerTests {
    private static func load(_ change: (inout WhisperRecognizer.Configuration) -> Void = { _ in }) async throws
        -> WhisperRecognizer
    {
        let folder = SpeechTestModels.folder
        let detector = try SileroVoiceDetector(modelPath: folder + "/" + SileroVoiceDetector.fileName)
        var configuration = WhisperRecognizer.Configuration.base(in: folder)
        change(&configuration)
        let recognizer = WhisperRecognizer(configuration, detector: detector)
        try await recognizer.load()
        return recognizer
    }

    @Test("keeps the contract", .enabled(if: SpeechTestModels.englishSample != nil, "espeak-ng is not installed"))
    func conformance() async throws {
        let sample = try #require(SpeechTestModels.englishSample)
        let recognizer = try await Self.load()
        #expect(recognizer.readiness == .ready)
        #expect(recognizer.capabilities.takes(.korean) && recognizer.capabilities.takes(.english))
        #expect(await SpeechRecognizerConformance(recognizer, sample: sample).violations() == [])
    }

    @Test("more calls than may wait are refused with a time to come again")
    func backlog() async throws {
        let recognizer = try await Self.load { $0.backlog = 1 }
        let sound = TestSounds.noise(seconds: 20, amplitude: 0.1, seed: 2)
        let outcomes = await withTaskGroup(of: SpeechError?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        _ = try await recognizer.transcribe(sound, language: .korean)
                        return nil
                    } catch {
                        return error as? SpeechError ?? SpeechError(.failed, "\(error)")
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(nil))
        let refusals = outcomes.compactMap { $0 }
        #expect(!refusals.isEmpty && refusals.allSatisfy { $0.code == .busy && $0.retryAfter != nil })
    }

    @Test("music-like tones, hum, clicks and very short sounds give no text")
    func inventions() async throws {
        let recognizer = try await Self.load()
        let chord = zip(
            TestSounds.tone(262, seconds: 3, amplitude: 0.2).samples,
            TestSounds.tone(330, seconds: 3, amplitude: 0.2).samples
        ).map { $0 + $1 }
        var clicks = [Float](repeating: 0, count: 48_000)
        for index in stride(from: 0, to: clicks.count, by: 4_000) { clicks[index] = 0.9 }
        let sounds = [
            chord, clicks, TestSounds.tone(60, seconds: 2).samples, TestSounds.tone(440, seconds: 0.1).samples,
        ]
        for samples in sounds {
            let transcript = try await recognizer.transcribe(
                PCMAudio(samples: samples, sampleRate: 16_000), language: .korean)
            #expect(transcript.text == "" && transcript.segments == [])
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct WhisperModelStateTests {
    private func recognizer(_ bytes: [UInt8]?, sha256: String?) async throws -> (WhisperRecognizer, String) {
        let path = FileManager.default.temporaryDirectory.appending(path: "whisper-\(UUID()).bin").path()
        if let bytes { try Data(bytes).write(to: URL(filePath: path)) }
        let recognizer = WhisperRecognizer(
            .init(modelPath: path, sha256: sha256), detector: EnergyVoiceDetector())
        return (recognizer, path)
    }

    @Test("a missing model is a named state, and calls say so")
    func missing() async throws {
        let (recognizer, path) = try await recognizer(nil, sha256: nil)
        let error = await #expect(throws: SpeechError.self) { try await recognizer.load() }
        #expect(error?.code == .modelMissing && error?.message.contains(path) == true)
        let call = await #expect(throws: SpeechError.self) {
            try await recognizer.transcribe(TestSounds.tone(300, seconds: 1), language: .korean)
        }
        #expect(call == error)
        #expect(error.map { recognizer.readiness == .failed($0) } == true)
    }

    @Test("a file of another kind, a cut-off one and one with another digest are named")
    func corrupt() async throws {
        let kinds: [([UInt8], String?)] = [
            (Array("GGUF and so on".utf8), nil), ([UInt8](repeating: 0, count: 100_000), nil),
            ([0x6C, 0x6D, 0x67, 0x67], nil), ([1, 2, 3], String(repeating: "0", count: 64)),
        ]
        for (bytes, sha256) in kinds {
            let (recognizer, path) = try await recognizer(bytes, sha256: sha256)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let error = await #expect(throws: SpeechError.self) { try await recognizer.load() }
            #expect(error?.code == .modelCorrupt && error?.message.contains(path) == true)
        }
    }
}
