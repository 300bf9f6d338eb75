import CSherpa
import Foundation
public import Speech

/// The recognizer of sherpa-onnx in this process, for models that lie in a folder: SenseVoice (Korean among its five languages),
/// Whisper, Zipformer, Moonshine.
///
/// A voice detector finds where somebody speaks, and only that is transcribed. One recognition at a time; the others wait.
public final class SherpaRecognizer: SpeechRecognizer {
    public struct Configuration: Sendable {
        public var folder: String
        /// What the model understands, where its files do not tell (Zipformer, Moonshine).
        public var languages: Set<SpokenLanguage>
        public var threads: Int
        /// Recognitions that may wait; more are refused with `busy`.
        public var backlog: Int
        public var maximumDuration: Duration

        public init(
            folder: String, languages: Set<SpokenLanguage> = [.english], threads: Int = 1, backlog: Int = 8,
            maximumDuration: Duration = .seconds(60)
        ) {
            self.folder = folder
            self.languages = languages
            self.threads = threads
            self.backlog = backlog
            self.maximumDuration = maximumDuration
        }
    }

    public let name: String
    private let configuration: Configuration
    private let gate: SpeechGate
    private let lane: NativeLane<SherpaOfflineDecoder>
    private let loader: ModelLoader<SherpaRecognitionModel>

    /// Returns at once; the files are looked through on a thread of its own, and the model is loaded with the first recognition.
    ///
    /// - Parameter detector: takes 16 kHz; decides what is worth transcribing.
    public init(_ configuration: Configuration, detector: any VoiceActivityDetector) {
        self.configuration = configuration
        gate = SpeechGate(detector)
        name = "sherpa-onnx " + (configuration.folder.split(separator: "/").last.map(String.init) ?? "")
        let loader = ModelLoader { _ throws(SpeechError) in try SherpaRecognitionModel(folder: configuration.folder) }
        self.loader = loader
        lane = NativeLane(name: "sherpa-recognizer", threads: 1, capacity: configuration.backlog) {
            SherpaOfflineDecoder(try loader.model(), threads: configuration.threads)
        }
    }

    public var readiness: SpeechReadiness { loader.readiness }

    /// Waits until the files have been looked through. Throws why the model cannot be used.
    public func load() async throws(SpeechError) { try await loader.wait() }

    public var capabilities: RecognizerCapabilities {
        RecognizerCapabilities(
            languages: .only(loader.loaded?.languages ?? configuration.languages), partials: true, timestamps: true,
            hints: false, maximumDuration: configuration.maximumDuration)
    }

    public func transcribe(
        _ audio: PCMAudio, language: SpokenLanguage, hints: [String]
    ) async throws -> Transcript {
        try AudioLimits(maximumDuration: configuration.maximumDuration).check(audio.duration)
        let model = try loader.model()
        guard (model.languages ?? configuration.languages).contains(language) else {
            throw SpeechError(.unsupportedLanguage, "\(name) does not know the language \(language)")
        }
        let gate = gate
        let segments = try await lane.run { decoder, flag in
            try gate.segments(of: audio, flag) { samples in try decoder.text(of: samples, language: language) }
        }
        return Transcript(segments: segments, language: language, duration: audio.duration)
    }
}

/// The library's recognizer, used by one thread.
final class SherpaOfflineDecoder {
    private let model: SherpaRecognitionModel
    private let threads: Int
    private var recognizer: OpaquePointer?
    /// What the recognizer was made for; only some models are told the language.
    private var language: SpokenLanguage?

    init(_ model: SherpaRecognitionModel, threads: Int) {
        self.model = model
        self.threads = threads
    }

    deinit { if let recognizer { SherpaOnnxDestroyOfflineRecognizer(recognizer) } }

    /// Blocks; the library cannot be stopped within a piece of at most 30 seconds.
    func text(of samples: [Float], language: SpokenLanguage) throws -> String {
        let recognizer = try recognizer(for: language)
        guard let stream = SherpaOnnxCreateOfflineStream(recognizer) else {
            throw SpeechError(.failed, "sherpa-onnx has no memory for another stream")
        }
        defer { SherpaOnnxDestroyOfflineStream(stream) }
        SherpaOnnxAcceptWaveformOffline(stream, Int32(PCMAudio.speechRate), samples, Int32(samples.count))
        SherpaOnnxDecodeOfflineStream(recognizer, stream)
        guard let result = SherpaOnnxGetOfflineStreamResult(stream) else {
            throw SpeechError(.failed, "sherpa-onnx gave no result")
        }
        defer { SherpaOnnxDestroyOfflineRecognizerResult(result) }
        let text = result.pointee.text.map { String(cString: $0) } ?? ""
        let words = RepetitionGuard.cut(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.contains { $0.isLetter || $0.isNumber } ? words : ""
    }

    private func recognizer(for language: SpokenLanguage) throws -> OpaquePointer {
        if let recognizer, self.language == language || !model.isToldTheLanguage { return recognizer }
        if let recognizer { SherpaOnnxDestroyOfflineRecognizer(recognizer) }
        recognizer = nil
        let made = withConfiguration(language) { configuration in
            var configuration = configuration
            return SherpaOnnxCreateOfflineRecognizer(&configuration)
        }
        guard let made else {
            throw SpeechError.corrupt(
                model.tokens, "sherpa-onnx does not take the model", SherpaRecognitionModel.remedy)
        }
        recognizer = made
        self.language = language
        return made
    }

    private func withConfiguration<Value>(
        _ language: SpokenLanguage, _ body: (SherpaOnnxOfflineRecognizerConfig) -> Value
    ) -> Value {
        let strings = CStrings()
        func c(_ text: String) -> UnsafePointer<CChar>? { strings.c(text) }
        var configuration = SherpaOnnxOfflineRecognizerConfig()
        configuration.feat_config.sample_rate = Int32(PCMAudio.speechRate)
        configuration.feat_config.feature_dim = 80
        configuration.decoding_method = c("greedy_search")
        configuration.model_config.tokens = c(model.tokens)
        configuration.model_config.num_threads = Int32(threads)
        configuration.model_config.provider = c("cpu")
        switch model.kind {
        case .senseVoice(let model):
            configuration.model_config.sense_voice.model = c(model)
            configuration.model_config.sense_voice.language = c(language.code)
            configuration.model_config.sense_voice.use_itn = 1
        case .whisper(let encoder, let decoder):
            configuration.model_config.whisper.encoder = c(encoder)
            configuration.model_config.whisper.decoder = c(decoder)
            configuration.model_config.whisper.language = c(language.code)
            configuration.model_config.whisper.task = c("transcribe")
            configuration.model_config.whisper.tail_paddings = -1
        case .transducer(let encoder, let decoder, let joiner):
            configuration.model_config.transducer.encoder = c(encoder)
            configuration.model_config.transducer.decoder = c(decoder)
            configuration.model_config.transducer.joiner = c(joiner)
        case .moonshine(let preprocessor, let encoder, let uncached, let cached):
            configuration.model_config.moonshine.preprocessor = c(preprocessor)
            configuration.model_config.moonshine.encoder = c(encoder)
            configuration.model_config.moonshine.uncached_decoder = c(uncached)
            configuration.model_config.moonshine.cached_decoder = c(cached)
        case .mergedMoonshine(let encoder, let decoder):
            configuration.model_config.moonshine.encoder = c(encoder)
            configuration.model_config.moonshine.merged_decoder = c(decoder)
        }
        return withExtendedLifetime(strings) { body(configuration) }
    }
}

extension SherpaRecognitionModel {
    fileprivate var isToldTheLanguage: Bool {
        switch kind {
        case .senseVoice, .whisper: true
        case .transducer, .moonshine, .mergedMoonshine: false
        }
    }
}
