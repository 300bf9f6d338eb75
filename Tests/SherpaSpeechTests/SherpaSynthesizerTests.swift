import BlankSpaceTesting
import Foundation
import SherpaSpeech
import Speech
import Testing

private let english = SpeechTestModels.folder + "/voices/english"
private let hasVoice = SpeechTestModels.has("voices/english/en_US-joe-medium.onnx")

@Suite("A neural voice", .enabled(if: hasVoice, "no neural voice: make models"), .timeLimit(.minutes(3)))
struct SherpaSynthesizerTests {
    @Test("keeps the contract of a synthesizer")
    func conformance() async throws {
        let voice = SherpaSynthesizer(.init(folder: english))
        try await voice.load()
        #expect(await SpeechSynthesizerConformance(voice, texts: ["en": "Hello. Which shoes?"]).violations() == [])
    }

    @Test("declares what its files say, and nothing before it is loaded")
    func declared() async throws {
        let voice = SherpaSynthesizer(.init(folder: english))
        if case .loading = voice.readiness { #expect(voice.voices.isEmpty) }
        try await voice.load()
        #expect(voice.voices.map(\.id) == ["english"])
        #expect(voice.voices.first?.language == .english)
        #expect(voice.voices.first?.sampleRate == 22_050)
    }

    @Test("without the program that makes sounds of words it says so")
    func noPhonemizer() async throws {
        let voice = SherpaSynthesizer(.init(folder: english, phonemizer: "no-such-espeak"))
        try await voice.load()
        let kind = try #require(voice.voices.first)
        let error = await #expect(throws: SpeechError.self) {
            for try await _ in voice.speak(try Utterance("Hello", voice: kind)) {}
        }
        #expect(error?.code == .unavailable && error?.message.contains("no-such-espeak") == true)
    }

    @Test("a changed, cut-off or missing file is named before the library could end the process")
    func faults() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "voice-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let model = folder + "/en_US-joe-medium.onnx"
        for (fault, code) in [
            ("none", nil), ("cut", SpeechError.Code.modelCorrupt), ("changed", .modelCorrupt),
            ("kind", .modelCorrupt), ("missing", .modelMissing), ("tokens", .modelMissing),
        ] {
            try? FileManager.default.removeItem(atPath: folder)
            try FileManager.default.copyItem(atPath: english, toPath: folder)
            switch fault {
            case "cut": try #require(FileHandle(forWritingAtPath: model)).truncate(atOffset: 1_000_000)
            case "changed":
                let file = try #require(FileHandle(forUpdatingAtPath: model))
                try file.seek(toOffset: 30_000_000)
                try file.write(contentsOf: Data("damage".utf8))
                try file.close()
            case "kind": try Data("GGUF, and no voice".utf8).write(to: URL(filePath: model))
            case "missing": try FileManager.default.removeItem(atPath: model)
            case "tokens": try FileManager.default.removeItem(atPath: folder + "/tokens.txt")
            default: break
            }
            let found = Result { () throws(SpeechError) in try SherpaVoiceModel(folder: folder) }
            switch found {
            case .success: #expect(code == nil, "\(fault)")
            case .failure(let error):
                #expect(error.code == code && error.message.contains(folder), "\(fault): \(error)")
            }
        }
    }
}

/// No weights for these come with a package: what is tested here is what happens before the library is called.
@Suite final class SherpaVoiceModelWithoutWeightsTests {
    private let home = FileManager.default.temporaryDirectory.appending(path: "sherpa-voice-\(UUID())")

    deinit { try? FileManager.default.removeItem(at: home) }

    private func folder(_ files: [String: Data]) throws -> String {
        let folder = home.appending(path: "\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        return folder.path()
    }

    private func styles(_ sizes: [Int64]) -> Data {
        var data = Data(sizes.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) })
        data.append(Data(count: 4 * Int(sizes[0] * sizes[1] * sizes[2] + sizes[3] * sizes[4] * sizes[5])))
        return data
    }

    private var supertonic: [String: Data] {
        var files = ["tts.json": Data("{}".utf8), "unicode_indexer.bin": Data([1])]
        for name in ["duration_predictor", "text_encoder", "vector_estimator", "vocoder"] {
            files[name + ".int8.onnx"] = onnx()
        }
        files["voice.bin"] = styles([2, 3, 4, 2, 1, 2])
        return files
    }

    @Test("Supertonic is told by its files, and speaks Korean first")
    func kinds() throws {
        let model = try SherpaVoiceModel(folder: folder(supertonic))
        guard case .supertonic = model.kind else {
            Issue.record("\(model.kind)")
            return
        }
        #expect(model.languages.first == .korean && model.phonemes == nil)

        let notes = ["sample_rate": "24000", "n_speakers": "2", "has_espeak": "1", "style_dim": "3,1,4"]
        let kokoro = try SherpaVoiceModel(
            folder: folder([
                "model.onnx": onnx(notes), "voices.bin": Data(count: 4 * 2 * 12), "tokens.txt": Data("a 0".utf8),
            ]))
        guard case .kokoro = kokoro.kind else {
            Issue.record("\(kokoro.kind)")
            return
        }
        #expect(kokoro.phonemes == "en-us")

        let matcha = try SherpaVoiceModel(
            folder: folder([
                "model-steps-3.onnx": onnx(["sample_rate": "22050", "n_speakers": "1"]), "vocos-22khz.onnx": onnx(),
                "tokens.txt": Data("a 0".utf8), "lexicon.txt": Data("a a".utf8),
            ]))
        guard case .matcha(let acoustic, let vocoder) = matcha.kind else {
            Issue.record("\(matcha.kind)")
            return
        }
        #expect(acoustic.hasSuffix("/model-steps-3.onnx") && vocoder.hasSuffix("/vocos-22khz.onnx"))
        #expect(matcha.lexicon != nil && matcha.phonemes == nil)
    }

    @Test("missing, cut-off and foreign files are named")
    func faults() throws {
        for name in supertonic.keys {
            var files = supertonic
            files[name] = nil
            let error = #expect(throws: SpeechError.self, "\(name)") { try SherpaVoiceModel(folder: folder(files)) }
            #expect(error?.code == .modelMissing)
        }
        for name in supertonic.keys where name.hasSuffix(".onnx") || name == "voice.bin" {
            var files = supertonic
            files[name] = files[name]?.dropLast()
            let error = #expect(throws: SpeechError.self, "\(name)") { try SherpaVoiceModel(folder: folder(files)) }
            #expect(error?.code == .modelCorrupt && error?.message.contains(name) == true)
        }
        let notes = ["sample_rate": "24000", "n_speakers": "2", "has_espeak": "1", "style_dim": "3,1,4"]
        let others: [[String: Data]] = [
            ["model.onnx": onnx(notes), "voices.bin": Data(count: 5), "tokens.txt": Data("a 0".utf8)],
            ["model.onnx": onnx(), "tokens.txt": Data("a 0".utf8)],
            ["model.onnx": onnx(), "tokens.txt": Data(), "SHA256SUMS": Data("no sums".utf8)],
        ]
        for files in others {
            let error = #expect(throws: SpeechError.self) { try SherpaVoiceModel(folder: folder(files)) }
            #expect(error?.code == .modelCorrupt)
        }
    }

    @Test("a voice without its model says so, and the next one speaks", .timeLimit(.minutes(1)))
    func next() async throws {
        let missing = SherpaSynthesizer(.init(folder: "/no/such/folder"))
        let error = await #expect(throws: SpeechError.self) { try await missing.load() }
        #expect(error?.code == .modelMissing && error?.message.contains("/no/such/folder") == true)
        #expect(missing.voices.isEmpty)
        let fake = FakeSynthesizer()
        let chain = FallbackSynthesizer([missing, fake])
        #expect(chain.readiness == .ready)
        let voice = try #require(chain.voices.first)
        for try await _ in chain.speak(try Utterance("안녕", voice: voice)) {}
        #expect(fake.spoken == ["안녕"])
    }
}
