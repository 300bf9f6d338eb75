import Assistant
import AudioDecoding
import AudioEncoding
import EspeakSpeech
import Foundation
import HTTPAPI
import LocalEmbedder
import Logging
import ModelServers
import OpenAIClient
import ServiceLifecycle
import SherpaSpeech
import SileroVAD
import Speech
import VoiceTurns
import WhisperSpeech

/// Calls that may wait for an engine: as many as there may be turns by voice at one time, so that none of them is refused halfway.
private let backlog = 64

/// Listening and talking, with what looks after them.
struct SpeechServices: Sendable {
    let parts: SpeechParts
    let words: CatalogWords
    let services: [any Service]
    private let recognizer: FallbackRecognizer
    private let synthesizer: FallbackSynthesizer
    private let detector: BackgroundVoiceDetector

    fileprivate init(
        _ parts: SpeechParts, _ words: CatalogWords, _ services: [any Service], _ recognizer: FallbackRecognizer,
        _ synthesizer: FallbackSynthesizer, _ detector: BackgroundVoiceDetector
    ) {
        self.parts = parts
        self.words = words
        self.services = services
        self.recognizer = recognizer
        self.synthesizer = synthesizer
        self.detector = detector
    }

    /// For everybody: names neither paths nor hosts.
    var dependencies: [DependencyStatus] {
        let listening = detector.readiness.refusal == nil ? recognizer.readiness : detector.readiness
        let listener = recognizer.health.first { $0.readiness == .ready && $0.failure == nil }?.name
        let speaker = synthesizer.health.first { $0.readiness == .ready && $0.failure == nil }?.name
        return [
            Self.status("recognizer", listening, listener, "nothing that is said is understood"),
            Self.status("voice", synthesizer.readiness, speaker, "answers come in writing alone"),
        ]
    }

    private static func status(
        _ name: String, _ readiness: SpeechReadiness, _ engine: String?, _ otherwise: String
    ) -> DependencyStatus {
        let (state, detail): (DependencyStatus.State, String) =
            switch readiness {
            case .ready: engine.map { (.up, $0) } ?? (.down, "left alone after a failure; " + otherwise)
            case .loading(let part): (.starting, "loading the model, \(Int(part * 100)) %")
            case .failed: (.down, otherwise + "; see the log, or run blankspace doctor")
            }
        return DependencyStatus(name: name, state: state, required: false, detail: detail)
    }
}

/// nil where the settings want neither. Models are loaded in the background; what cannot be is reported and done without.
func buildSpeech(_ settings: Settings, logger: Logger) -> SpeechServices? {
    let speech = settings.speech
    guard speech.listener != .none || speech.talker != .none else { return nil }
    let limits = AudioLimits(maximumDuration: speech.longestAudio, maximumBytes: speech.largestAudio)
    let detector = BackgroundVoiceDetector(path: settings.modelsFolder + "/" + SileroVoiceDetector.fileName)
    let words = CatalogWords()
    let synthesizer = FallbackSynthesizer(buildVoices(settings))
    let recognizer = FallbackRecognizer(buildRecognizers(settings, detector: detector))
    let decoder = AudioDecoder(limits: limits, ffmpeg: FFmpeg(backlog: backlog))
    let parts = SpeechParts(
        recognizer: recognizer, speaker: Speaker(synthesizer: synthesizer, script: { words.script }),
        detector: detector, decode: { try await decoder.decode($0) }, encoder: AudioEncoder(backlog: backlog),
        audio: limits, hints: { speech.givesHints ? words.hints : [] })
    var services: [any Service] = [
        SpeechReport(recognizer: recognizer, synthesizer: synthesizer, detector: detector, logger: logger)
    ]
    if let download = ModelDownload(settings, logger: logger) { services.append(download) }
    return SpeechServices(parts, words, services, recognizer, synthesizer, detector)
}

/// The best first.
func buildRecognizers(_ settings: Settings, detector: any VoiceActivityDetector) -> [any SpeechRecognizer] {
    let speech = settings.speech
    switch speech.listener {
    case .none: return []
    case .whisper: return [WhisperRecognizer(settings.whisper, detector: detector)]
    case .sherpa:
        let own = SherpaRecognizer(
            .init(
                folder: expandedPath(speech.model ?? ""), languages: speech.languages, threads: speech.threads,
                backlog: backlog, maximumDuration: speech.longestAudio),
            detector: detector)
        var base = settings
        base.speech.model = nil
        return [own, WhisperRecognizer(base.whisper, detector: detector)]
    case .openai:
        guard let server = speech.server else { return [] }
        let client = OpenAIClient(
            kind: "the speech server", base: server.url, key: server.key, client: OutgoingCalls.client)
        return [
            ServerRecognizer(
                client, model: server.recognitionModel, detector: detector, maximumDuration: speech.longestAudio),
            WhisperRecognizer(settings.whisper, detector: detector),
        ]
    }
}

/// A server's, then the neural ones that are there, then espeak-ng, which needs no model.
func buildVoices(_ settings: Settings) -> [any SpeechSynthesizer] {
    let speech = settings.speech
    if speech.talker == .none { return [] }
    var voices: [any SpeechSynthesizer] = []
    if speech.talker == .openai, let server = speech.server {
        let client = OpenAIClient(
            kind: "the speech server", base: server.url, key: server.key, client: OutgoingCalls.client)
        voices.append(ServerSynthesizer(client, model: server.voiceModel, voice: server.voice))
    }
    voices += settings.voiceFolders.map { SherpaSynthesizer(.init(folder: $0)) as any SpeechSynthesizer }
    return voices + [EspeakSynthesizer()]
}

extension Settings {
    var modelsFolder: String { models ?? ModelLocation.directory(in: ProcessInfo.processInfo.environment) }

    /// Of `voices`, by name.
    var voiceFolders: [String] {
        let folder = speech.voices ?? modelsFolder + "/voices"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
    }

    var whisper: WhisperRecognizer.Configuration {
        var configuration = WhisperRecognizer.Configuration.base(in: modelsFolder)
        if speech.listener == .whisper, let model = speech.model {
            configuration.modelPath =
                ModelDownload.url(model).map { ModelDownload.path(of: $0, in: modelsFolder) } ?? expandedPath(model)
            configuration.sha256 = speech.modelSHA256
        }
        configuration.concurrency = speech.concurrency
        configuration.threadsPerCall = speech.threads
        configuration.backlog = backlog
        configuration.maximumDuration = speech.longestAudio
        return configuration
    }
}
