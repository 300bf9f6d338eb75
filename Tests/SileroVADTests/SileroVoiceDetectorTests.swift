import BlankSpaceTesting
import Foundation
import SileroVAD
import Speech
import Testing

private let path = SpeechTestModels.folder + "/" + SileroVoiceDetector.fileName

@Suite(.enabled(if: SpeechTestModels.has(SileroVoiceDetector.fileName), "no voice detector model: make models"))
struct SileroVoiceDetectorTests {
    /// What onnxruntime 1.32 makes of silero_vad.onnx, version 6.2.3, on the same sound.
    private static let vowels: [Float] = [
        0.112, 0.454, 0.331, 0.22, 0.095, 0.043, 0.05, 0.146, 0.635, 0.602, 0.589, 0.59, 0.555, 0.732, 0.81, 0.819,
        0.827,
        0.635, 0.668, 0.591, 0.462, 0.267, 0.307, 0.601, 0.625, 0.725, 0.666, 0.555, 0.608, 0.412, 0.318, 0.483, 0.532,
        0.481, 0.421, 0.49, 0.749, 0.773, 0.815, 0.89, 0.816, 0.703, 0.679, 0.649, 0.688, 0.725, 0.673, 0.721, 0.616,
        0.652, 0.531, 0.456, 0.343, 0.356, 0.478, 0.503, 0.665, 0.593, 0.538, 0.747, 0.666, 0.514, 0.241,
    ]

    @Test("gives the probabilities that the original gives")
    func reference() throws {
        let detector = try SileroVoiceDetector(modelPath: path)
        let found = try detector.probabilities(of: TestSounds.vowels(seconds: 2).samples)
        #expect(found.count == Self.vowels.count)
        for (index, (mine, original)) in zip(found, Self.vowels).enumerated() {
            #expect(abs(mine - original) < 0.005, "window \(index): \(mine) instead of \(original)")
        }
    }

    @Test("silence, noise and tones are no speech")
    func quiet() throws {
        let detector = try SileroVoiceDetector(modelPath: path)
        let sounds = [
            TestSounds.silence(seconds: 2), TestSounds.noise(seconds: 2, amplitude: 0.1, seed: 7),
            TestSounds.tone(440, seconds: 2),
        ]
        for sound in sounds { #expect(try detector.probabilities(of: sound.samples).allSatisfy { $0 < 0.5 }) }
    }

    @Test("two listeners do not disturb each other, and one starts afresh")
    func listeners() throws {
        let detector = try SileroVoiceDetector(modelPath: path)
        let sound = TestSounds.vowels(seconds: 1).samples
        let (first, second) = (detector.listen(), detector.listen())
        for start in stride(from: 0, to: 15_872, by: 512) {
            let window = Array(sound[start..<start + 512])
            #expect(try first.probability(of: window) == second.probability(of: window))
        }
    }

    @Test("a window of another size is an error")
    func windows() throws {
        let listener = try SileroVoiceDetector(modelPath: path).listen()
        #expect(throws: SpeechError.self) { try listener.probability(of: [0]) }
    }

    @Test("a missing, cut off or changed file is named")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "silero-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let missing = #expect(throws: SpeechError.self) { try SileroVoiceDetector(modelPath: folder + "/none") }
        #expect(missing?.code == .modelMissing && missing?.message.contains(folder) == true)
        let whole = try Data(contentsOf: URL(filePath: path))
        for (index, data) in [whole.dropLast(100), Data("no model".utf8), Data()].enumerated() {
            let copy = folder + "/\(index)"
            try data.write(to: URL(filePath: copy))
            let corrupt = #expect(throws: SpeechError.self) { try SileroVoiceDetector(modelPath: copy) }
            #expect(corrupt?.code == .modelCorrupt && corrupt?.message.contains(copy) == true)
        }
    }
}
