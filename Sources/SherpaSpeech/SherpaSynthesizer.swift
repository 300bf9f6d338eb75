import Foundation
public import Speech

/// A neural voice of sherpa-onnx in this process, from a model that lies in a folder: VITS and Piper, Matcha, Kokoro, Supertonic
/// (Korean among its languages).
///
/// One utterance at a time; the others wait. Piper's voices are given sounds, which espeak-ng as a child process makes of words.
public final class SherpaSynthesizer: SpeechSynthesizer {
    public struct Configuration: Sendable {
        public var folder: String
        /// What the voice speaks, the likeliest first; nil: what its files say.
        public var languages: [SpokenLanguage]?
        public var threads: Int
        /// Utterances that may wait; more are refused with `busy`.
        public var backlog: Int
        /// espeak-ng, by its path or its name in `PATH`.
        public var phonemizer: String

        public init(
            folder: String, languages: [SpokenLanguage]? = nil, threads: Int = 1, backlog: Int = 64,
            phonemizer: String = "espeak-ng"
        ) {
            self.folder = folder
            self.languages = languages
            self.threads = threads
            self.backlog = backlog
            self.phonemizer = phonemizer
        }
    }

    /// Speakers of one model that are offered.
    static let maximumSpeakers = 64

    public let name: String
    private let configuration: Configuration
    private let loader: ModelLoader<SherpaVoice>
    private let lane: NativeLane<SherpaVoice>

    /// Returns at once; the model is loaded on a thread of its own, see ``readiness`` and ``load()``.
    public init(_ configuration: Configuration) {
        self.configuration = configuration
        name = "sherpa-onnx " + Self.label(configuration.folder)
        let loader = ModelLoader { progress throws(SpeechError) in
            let model = try SherpaVoiceModel(folder: configuration.folder) { progress($0 * 0.5) }
            return try SherpaVoice(model, threads: configuration.threads)
        }
        self.loader = loader
        lane = NativeLane(name: "voice", threads: 1, capacity: configuration.backlog) { try loader.model() }
    }

    private static func label(_ folder: String) -> String { folder.split(separator: "/").last.map(String.init) ?? "" }

    public var readiness: SpeechReadiness { loader.readiness }

    /// Waits until the model is loaded. Throws why it could not be.
    public func load() async throws(SpeechError) { try await loader.wait() }

    public var voices: [Voice] {
        guard let voice = loader.loaded else { return [] }
        let languages = configuration.languages ?? voice.model.languages
        let steps = Voice.Parameter(name: "steps", range: 2...20, standard: 5)
        let isStepwise = if case .supertonic = voice.model.kind { true } else { false }
        let speakers = 0..<min(voice.speakers, Self.maximumSpeakers)
        return languages.flatMap { language in
            speakers.map { speaker in
                Voice(
                    id: Self.label(configuration.folder) + (languages.count > 1 ? "-\(language)" : "")
                        + (voice.speakers > 1 ? "-\(speaker)" : ""),
                    language: language, sampleRate: voice.sampleRate, speaker: speaker, speeds: 0.5...2,
                    parameters: isStepwise ? [steps] : [])
            }
        }
    }

    public func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error> {
        .spoken { try await self.speak(utterance, $0) }
    }

    private func speak(
        _ utterance: Utterance, _ out: AsyncThrowingStream<AudioChunk, any Error>.Continuation
    ) async throws {
        let model = try loader.model().model
        var phonemes: [Int32]?
        if let voice = model.phonemes {
            let found = try await Phonemizer(program: configuration.phonemizer, voice: voice)
                .phonemes(of: utterance.text)
            guard !found.isEmpty else {
                throw SpeechError(.emptyText, "there is nothing in the text that can be spoken")
            }
            phonemes = found
        }
        let sounds = phonemes
        try await lane.run { voice, flag in
            var index = 0
            try voice.speak(utterance, phonemes: sounds, flag) { samples in
                let limited = samples.map { $0 == $0 ? min(max($0, -1), 1) : 0 }
                out.yield(AudioChunk(index: index, audio: PCMAudio(samples: limited, sampleRate: voice.sampleRate)))
                index += 1
            }
            guard index > 0 else {
                throw SpeechError(.emptyText, "there is nothing in the text that can be spoken")
            }
        }
    }
}

extension SherpaVoiceModel {
    /// For messages.
    var mainFile: String {
        switch kind {
        case .vits(let model), .kokoro(let model, _): model
        case .matcha(let acoustic, _): acoustic
        case .supertonic(let predictor, _, _, _, _, _, _): predictor
        }
    }
}
