import Foundation
public import Speech

/// A recognition model of sherpa-onnx, told by the files of its folder, which keep the names that their makers gave them.
public struct SherpaRecognitionModel: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case senseVoice(model: String)
        case whisper(encoder: String, decoder: String)
        case transducer(encoder: String, decoder: String, joiner: String)
        case moonshine(preprocessor: String, encoder: String, uncachedDecoder: String, cachedDecoder: String)
        /// Moonshine's second release.
        case mergedMoonshine(encoder: String, decoder: String)
    }

    /// Paths of the files.
    public let kind: Kind
    public let tokens: String
    /// nil where the files do not tell.
    public let languages: Set<SpokenLanguage>?

    static let remedy = "unpack the model's folder anew"

    /// Blocks while the folder and the files' outer structure are read. Throws ``SpeechError`` with `modelMissing` or
    /// `modelCorrupt`.
    public init(folder: String) throws(SpeechError) {
        let files = try Self.files(in: folder)
        /// The smallest form of the one model whose name has `part`.
        func find(_ part: String, not others: String...) -> String? {
            let found = files.filter { name in
                (name.hasSuffix(".onnx") || name.hasSuffix(".ort")) && name.contains(part)
                    && !others.contains { name.contains($0) }
            }
            return (found.first { $0.contains("int8") } ?? found.first).map { folder + "/" + $0 }
        }
        guard let tokens = files.first(where: { $0.hasSuffix("tokens.txt") }) else {
            throw .missing(folder + "/tokens.txt", "the folder has no list of tokens", Self.remedy)
        }
        self.tokens = folder + "/" + tokens

        if let preprocessor = find("preprocess"), let encoder = find("encode"),
            let uncached = find("uncached_decode"), let cached = find("cached_decode", not: "uncached")
        {
            for path in [preprocessor, encoder, uncached, cached] { try Self.check(path, []) }
            kind = .moonshine(
                preprocessor: preprocessor, encoder: encoder, uncachedDecoder: uncached, cachedDecoder: cached)
            languages = nil
        } else if let encoder = find("encoder_model"), let decoder = find("decoder_model_merged") {
            for path in [encoder, decoder] { try Self.check(path, []) }
            kind = .mergedMoonshine(encoder: encoder, decoder: decoder)
            languages = nil
        } else if let encoder = find("encoder"), let decoder = find("decoder"), let joiner = find("joiner") {
            try Self.check(encoder, [])
            try Self.check(decoder, ["vocab_size", "context_size"])
            try Self.check(joiner, [])
            kind = .transducer(encoder: encoder, decoder: decoder, joiner: joiner)
            languages = nil
        } else if let encoder = find("encoder"), let decoder = find("decoder") {
            let notes = try Self.check(encoder, ["model_type", "n_mels", "n_text_layer", "n_text_ctx", "n_text_state"])
            try Self.check(decoder, [])
            kind = .whisper(encoder: encoder, decoder: decoder)
            let codes = notes["all_language_codes"]?.split(separator: ",").compactMap { SpokenLanguage($0) } ?? []
            languages = notes["is_multilingual"] == "1" ? Set(codes) : [.english]
        } else if let model = find("model") {
            try Self.check(model, ["lfr_window_size", "lfr_window_shift", "vocab_size", "lang_auto", "neg_mean"])
            kind = .senseVoice(model: model)
            languages = ["zh", "en", "ja", "ko", "yue"]
        } else {
            throw .corrupt(
                folder, "its files are of no kind that is known: SenseVoice, Whisper, Zipformer or Moonshine",
                Self.remedy)
        }
    }

    private static func files(in folder: String) throws(SpeechError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .missing(folder, "no such folder", remedy)
        }
    }

    @discardableResult
    private static func check(_ path: String, _ notes: [String]) throws(SpeechError) -> [String: String] {
        guard path.hasSuffix(".ort") else { return try ONNXFile(path: path, notes: notes, remedy: remedy).metadata }
        // ONNX Runtime's own format: a flat buffer whose kind stands after the first offset.
        let file = try ModelFile(path: path, sha256: nil, remedy: remedy)
        let isWhole = file.withBytes { $0.count > 1_000 && $0[4..<8].elementsEqual("ORTM".utf8) }
        guard isWhole else {
            throw .corrupt(path, "it is no ONNX Runtime model", remedy)
        }
        return [:]
    }
}
