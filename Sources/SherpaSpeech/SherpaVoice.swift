import CSherpa
import Foundation
import Speech

/// A loaded voice of the library, used by one thread at a time.
final class SherpaVoice: Sendable {
    let model: SherpaVoiceModel
    let sampleRate: Int
    let speakers: Int
    // Never reassigned; one thread at a time calls into it.
    private nonisolated(unsafe) let handle: OpaquePointer

    /// Blocks for some seconds. The library ends the process where a file is damaged inside; what can be seen from outside has
    /// been checked.
    init(_ model: SherpaVoiceModel, threads: Int) throws(SpeechError) {
        let made = Self.withConfiguration(model, threads: threads) { configuration in
            var configuration = configuration
            return SherpaOnnxCreateOfflineTts(&configuration)
        }
        guard let made else {
            throw .corrupt(model.mainFile, "sherpa-onnx does not take the model", SherpaVoiceModel.remedy)
        }
        let rate = Int(SherpaOnnxOfflineTtsSampleRate(made))
        guard (8_000...192_000).contains(rate) else {
            SherpaOnnxDestroyOfflineTts(made)
            throw .corrupt(model.mainFile, "its sample rate is \(rate)", SherpaVoiceModel.remedy)
        }
        handle = made
        sampleRate = rate
        speakers = max(1, Int(SherpaOnnxOfflineTtsNumSpeakers(made)))
        self.model = model
    }

    deinit { SherpaOnnxDestroyOfflineTts(handle) }

    /// What the library calls back with.
    private final class Listener {
        let flag: CancellationFlag
        let take: ([Float]) -> Void

        init(_ flag: CancellationFlag, _ take: @escaping ([Float]) -> Void) {
            self.flag = flag
            self.take = take
        }
    }

    /// Speaks, and hands over what is there sentence by sentence. Blocks; ends soon after the flag is raised, with
    /// `CancellationError`.
    ///
    /// - Parameter phonemes: in place of the text where the model wants sounds.
    func speak(
        _ utterance: Utterance, phonemes: [Int32]?, _ flag: CancellationFlag, take: @escaping ([Float]) -> Void
    ) throws {
        var configuration = SherpaOnnxGenerationConfig()
        configuration.speed = Float(utterance.speed)
        configuration.sid = Int32(utterance.voice.speaker ?? 0)
        configuration.silence_scale = 0.2
        configuration.num_steps = Int32(utterance.parameters["steps"] ?? 5)
        let listener = Listener(flag, take)
        let extra = "{\"lang\": \"\(utterance.voice.language.code)\"}"
        let lengths = [Int32(phonemes?.count ?? 0)]
        let audio = extra.withCString { extra in
            (phonemes ?? []).withUnsafeBufferPointer { codepoints in
                lengths.withUnsafeBufferPointer { lengths in
                    configuration.extra = extra
                    if phonemes != nil {
                        configuration.phoneme_codepoints = codepoints.baseAddress
                        configuration.phoneme_codepoints_lens = lengths.baseAddress
                        configuration.phoneme_codepoints_num_sentences = 1
                    }
                    return withExtendedLifetime(listener) {
                        SherpaOnnxOfflineTtsGenerateWithConfig(
                            handle, utterance.text, &configuration, Self.callBack,
                            Unmanaged.passUnretained(listener).toOpaque())
                    }
                }
            }
        }
        defer { if let audio { SherpaOnnxDestroyOfflineTtsGeneratedAudio(audio) } }
        if flag.isRaised { throw CancellationError() }
        guard audio != nil else { throw SpeechError(.failed, "sherpa-onnx gave no sound") }
    }

    /// 0 stops the library.
    private static let callBack: SherpaOnnxGeneratedAudioProgressCallbackWithArg = { samples, count, _, argument in
        guard let argument else { return 0 }
        let listener = Unmanaged<Listener>.fromOpaque(argument).takeUnretainedValue()
        if listener.flag.isRaised { return 0 }
        listener.take(Array(UnsafeBufferPointer(start: samples, count: Int(max(0, count)))))
        return 1
    }

    private static func withConfiguration<Value>(
        _ model: SherpaVoiceModel, threads: Int, _ body: (SherpaOnnxOfflineTtsConfig) -> Value
    ) -> Value {
        let strings = CStrings()
        var configuration = SherpaOnnxOfflineTtsConfig()
        configuration.model.num_threads = Int32(threads)
        configuration.model.provider = strings.c("cpu")
        configuration.max_num_sentences = 1
        configuration.silence_scale = 0.2
        let tokens = strings.c(model.tokens)
        let lexicon = model.lexicon.flatMap { strings.c($0) }
        switch model.kind {
        case .vits(let file):
            configuration.model.vits.model = strings.c(file)
            configuration.model.vits.tokens = tokens
            configuration.model.vits.lexicon = lexicon
            configuration.model.vits.noise_scale = 0.667
            configuration.model.vits.noise_scale_w = 0.8
            configuration.model.vits.length_scale = 1
        case .matcha(let acoustic, let vocoder):
            configuration.model.matcha.acoustic_model = strings.c(acoustic)
            configuration.model.matcha.vocoder = strings.c(vocoder)
            configuration.model.matcha.tokens = tokens
            configuration.model.matcha.lexicon = lexicon
            configuration.model.matcha.noise_scale = 0.667
            configuration.model.matcha.length_scale = 1
        case .kokoro(let file, let voices):
            configuration.model.kokoro.model = strings.c(file)
            configuration.model.kokoro.voices = strings.c(voices)
            configuration.model.kokoro.tokens = tokens
            configuration.model.kokoro.lexicon = lexicon
            configuration.model.kokoro.length_scale = 1
        case .supertonic(let predictor, let encoder, let estimator, let vocoder, let settings, let indexer, let styles):
            configuration.model.supertonic.duration_predictor = strings.c(predictor)
            configuration.model.supertonic.text_encoder = strings.c(encoder)
            configuration.model.supertonic.vector_estimator = strings.c(estimator)
            configuration.model.supertonic.vocoder = strings.c(vocoder)
            configuration.model.supertonic.tts_json = strings.c(settings)
            configuration.model.supertonic.unicode_indexer = strings.c(indexer)
            configuration.model.supertonic.voice_style = strings.c(styles)
        }
        return withExtendedLifetime(strings) { body(configuration) }
    }
}

/// Copies of strings for C, for as long as the object lives.
final class CStrings {
    private var strings: [UnsafeMutablePointer<CChar>] = []

    deinit { for string in strings { free(string) } }

    func c(_ text: String) -> UnsafePointer<CChar>? {
        guard let copy = strdup(text) else { return nil }
        strings.append(copy)
        return UnsafePointer(copy)
    }
}
