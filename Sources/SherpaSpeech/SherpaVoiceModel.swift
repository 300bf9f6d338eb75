import Foundation
public import Speech

/// A voice model of sherpa-onnx, told by the files of its folder, which keep the names that their makers gave them.
public struct SherpaVoiceModel: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// VITS, with it Piper's and Coqui's voices and MeloTTS.
        case vits(model: String)
        case matcha(acoustic: String, vocoder: String)
        case kokoro(model: String, voices: String)
        case supertonic(
            durationPredictor: String, textEncoder: String, vectorEstimator: String, vocoder: String, settings: String,
            indexer: String, styles: String)
    }

    public let kind: Kind
    /// Empty for Supertonic, which needs none.
    public let tokens: String
    /// Words with their sounds; nil where the folder has none.
    public let lexicon: String?
    /// What the model speaks, the likeliest first; empty where the files do not tell.
    public let languages: [SpokenLanguage]
    /// The voice of espeak-ng that says how words sound, for models that are given sounds instead of words.
    public let phonemes: String?

    static let remedy = "unpack the model's folder anew"

    /// Blocks while the files' checksums, where the folder has them, and their outer structure are read. Throws
    /// ``SpeechError`` with `modelMissing` or `modelCorrupt`.
    public init(folder: String, progress: (Double) -> Void = { _ in }) throws(SpeechError) {
        let files = try Self.files(in: folder)
        func find(_ part: String, _ ending: String = ".onnx") -> String? {
            let found = files.filter { $0.hasSuffix(ending) && $0.contains(part) }
            // The smallest form of the one model.
            return (found.first { $0.contains("int8") } ?? found.first).map { folder + "/" + $0 }
        }
        func need(_ name: String) throws(SpeechError) -> String {
            guard let path = find(name, "") else {
                throw .missing(folder + "/" + name, "the folder lacks it", Self.remedy)
            }
            return path
        }
        try FolderChecksums.check(folder, remedy: Self.remedy, progress: progress)

        if let predictor = find("duration_predictor") {
            let models = [predictor, try need("text_encoder"), try need("vector_estimator"), try need("vocoder")]
            for path in models { _ = try ONNXFile(path: path, remedy: Self.remedy) }
            let styles = try need("voice.bin")
            try Self.checkStyles(styles)
            kind = .supertonic(
                durationPredictor: models[0], textEncoder: models[1], vectorEstimator: models[2], vocoder: models[3],
                settings: try need("tts.json"), indexer: try need("unicode_indexer.bin"), styles: styles)
            tokens = ""
            lexicon = nil
            phonemes = nil
            languages = ["ko", "en", "es", "pt", "fr"]
            return
        }
        lexicon = find("lexicon", ".txt")
        tokens = try need("tokens.txt")
        guard let model = files.first(where: { $0.hasSuffix(".onnx") && !Self.isVocoder($0) }) else {
            throw .missing(folder + "/model.onnx", "the folder has no model", Self.remedy)
        }
        let path = folder + "/" + model
        let notes: [String: String]
        if let vocoder = files.first(where: { $0.hasSuffix(".onnx") && Self.isVocoder($0) }) {
            notes = try ONNXFile(path: path, notes: ["sample_rate", "n_speakers"], remedy: Self.remedy).metadata
            _ = try ONNXFile(path: folder + "/" + vocoder, remedy: Self.remedy)
            kind = .matcha(acoustic: path, vocoder: folder + "/" + vocoder)
        } else if let voices = find("voices.bin", "") {
            notes = try ONNXFile(
                path: path, notes: ["sample_rate", "n_speakers", "has_espeak", "style_dim"], remedy: Self.remedy
            ).metadata
            try Self.checkVoices(voices, notes)
            kind = .kokoro(model: path, voices: voices)
        } else {
            notes = try ONNXFile(
                path: path, notes: ["sample_rate", "n_speakers", "language", "comment"], remedy: Self.remedy
            ).metadata
            kind = .vits(model: path)
        }
        let voice = notes["voice"].flatMap { $0.isEmpty ? nil : $0 }
        phonemes = lexicon == nil && notes["has_espeak"] == "1" ? voice ?? "en-us" : nil
        languages = [voice ?? notes["language"]].compactMap { $0.flatMap { SpokenLanguage($0) } }
    }

    private static func isVocoder(_ name: String) -> Bool {
        ["vocos", "hifigan", "vocoder"].contains { name.contains($0) }
    }

    private static func files(in folder: String) throws(SpeechError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .missing(folder, "no such folder", remedy)
        }
    }

    /// The library ends the process where the file has another size than the model's notes say.
    private static func checkVoices(_ path: String, _ notes: [String: String]) throws(SpeechError) {
        let sizes = (notes["style_dim"] ?? "").split(separator: ",").map { Int($0) ?? 0 }
        let (count, overflow) = ([Int(notes["n_speakers"] ?? "") ?? 0, 4] + sizes).reduce((1, false)) { product, next in
            let (value, overflow) = product.0.multipliedReportingOverflow(by: next)
            return (value, product.1 || overflow)
        }
        let file = try ModelFile(path: path, sha256: nil, remedy: remedy)
        guard sizes.count == 3, !overflow, file.withBytes({ $0.count }) == count else {
            throw .corrupt(path, "its size does not fit the model", remedy)
        }
    }

    /// Six sizes of eight bytes, then as many numbers of four bytes as the products of the first and the last three say.
    private static func checkStyles(_ path: String) throws(SpeechError) {
        let file = try ModelFile(path: path, sha256: nil, remedy: remedy)
        let isWhole = file.withBytes { bytes in
            guard bytes.count >= 48 else { return false }
            let sizes = (0..<6).map { Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self)) }
            guard sizes.allSatisfy({ (1...100_000).contains($0) }) else { return false }
            let numbers = sizes[0] * sizes[1] * sizes[2] + sizes[3] * sizes[4] * sizes[5]
            return numbers <= 16 << 20 && Int64(bytes.count) == 48 + 4 * numbers
        }
        guard isWhole else { throw .corrupt(path, "its size does not fit its own numbers", remedy) }
    }
}
