import BlankSpaceTesting
import Foundation
import SherpaSpeech
import Speech
import Testing

/// The outer structure of an ONNX model without weights, with the notes given.
func onnx(_ notes: [String: String] = [:]) -> Data {
    func field(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
        precondition(contents.count < 128)
        return [number << 3 | 2, UInt8(contents.count)] + contents
    }
    var bytes: [UInt8] = [0x08, 8] + field(7, [0x12, 1, 65])
    for (key, value) in notes { bytes += field(14, field(1, Array(key.utf8)) + field(2, Array(value.utf8))) }
    return Data(bytes)
}

/// No recognition weights for sherpa-onnx come with a package: what is tested here is what happens before the library is called.
@Suite final class SherpaRecognitionModelWithoutWeightsTests {
    private let home = FileManager.default.temporaryDirectory.appending(path: "sherpa-\(UUID())")

    deinit { try? FileManager.default.removeItem(at: home) }

    private func folder(_ files: [String: Data]) throws -> String {
        let folder = home.appending(path: "\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        return folder.path()
    }

    private let senseVoice = [
        "lfr_window_size": "7", "lfr_window_shift": "6", "vocab_size": "25055", "lang_auto": "0", "neg_mean": "0",
    ]
    private let whisper = [
        "model_type": "whisper-base", "n_mels": "80", "n_text_layer": "6", "n_text_ctx": "448", "n_text_state": "512",
        "is_multilingual": "1", "all_language_codes": "en,ko",
    ]

    @Test("the kind is told by the folder's files")
    func kinds() throws {
        let tokens = Data("a 0".utf8)
        let sense = try SherpaRecognitionModel(
            folder: folder(["model.int8.onnx": onnx(senseVoice), "model.onnx": onnx(senseVoice), "tokens.txt": tokens]))
        guard case .senseVoice(let model) = sense.kind else {
            Issue.record("\(sense.kind)")
            return
        }
        #expect(model.hasSuffix("/model.int8.onnx") && sense.languages?.contains(.korean) == true)

        let base = try SherpaRecognitionModel(
            folder: folder([
                "base-encoder.int8.onnx": onnx(whisper), "base-decoder.int8.onnx": onnx(), "base-tokens.txt": tokens,
            ]))
        guard case .whisper = base.kind else {
            Issue.record("\(base.kind)")
            return
        }
        #expect(base.languages == [.english, .korean])

        let zipformer = try SherpaRecognitionModel(
            folder: folder([
                "encoder-epoch-99.onnx": onnx(),
                "decoder-epoch-99.onnx": onnx(["vocab_size": "5000", "context_size": "2"]),
                "joiner-epoch-99.onnx": onnx(), "tokens.txt": tokens,
            ]))
        guard case .transducer = zipformer.kind else {
            Issue.record("\(zipformer.kind)")
            return
        }

        let moonshine = try SherpaRecognitionModel(
            folder: folder([
                "preprocess.onnx": onnx(), "encode.int8.onnx": onnx(), "uncached_decode.int8.onnx": onnx(),
                "cached_decode.int8.onnx": onnx(), "tokens.txt": tokens,
            ]))
        guard case .moonshine(_, _, let uncached, let cached) = moonshine.kind else {
            Issue.record("\(moonshine.kind)")
            return
        }
        #expect(uncached.hasSuffix("/uncached_decode.int8.onnx") && cached.hasSuffix("/cached_decode.int8.onnx"))
    }

    @Test("missing, cut-off and foreign files are named before the library could end the process")
    func faults() throws {
        let tokens = Data("a 0".utf8)
        let faults: [([String: Data], SpeechError.Code, String)] = [
            ([:], .modelMissing, "tokens.txt"), (["tokens.txt": tokens], .modelCorrupt, "no kind that is known"),
            (["model.onnx": onnx(senseVoice).dropLast(3), "tokens.txt": tokens], .modelCorrupt, "model.onnx"),
            (["model.onnx": Data("GGUF".utf8), "tokens.txt": tokens], .modelCorrupt, "model.onnx"),
            (["model.onnx": onnx(), "tokens.txt": tokens], .modelCorrupt, "lfr_window_size"),
            (["model.onnx": Data(), "tokens.txt": tokens], .modelCorrupt, "model.onnx"),
        ]
        for (files, code, part) in faults {
            let folder = try folder(files)
            let error = #expect(throws: SpeechError.self) { try SherpaRecognitionModel(folder: folder) }
            #expect(error?.code == code && error?.message.contains(part) == true, "\(error?.message ?? "")")
        }
        let none = #expect(throws: SpeechError.self) { try SherpaRecognitionModel(folder: "/no/such/folder") }
        #expect(none?.code == .modelMissing)
    }

    @Test("a recognizer without its model says so", .timeLimit(.minutes(1)))
    func recognizer() async {
        let recognizer = SherpaRecognizer(.init(folder: "/no/such/folder"), detector: EnergyVoiceDetector())
        let error = await #expect(throws: SpeechError.self) { try await recognizer.load() }
        #expect(error?.code == .modelMissing)
        let call = await #expect(throws: SpeechError.self) {
            try await recognizer.transcribe(TestSounds.tone(300, seconds: 1), language: .english)
        }
        #expect(call == error)
    }
}
