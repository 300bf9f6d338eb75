import Foundation
import Speech

/// What listens and what talks.
struct SpeechSettings: Sendable {
    enum Listener: String, CaseIterable { case none, whisper, sherpa, openai }
    enum Talker: String, CaseIterable { case none, local, openai }

    struct Server: Sendable {
        var url: String
        var key: String?
        var recognitionModel = "whisper-1"
        var voiceModel = "tts-1"
        var voice = "alloy"
    }

    var listener = Listener.whisper
    var talker = Talker.local
    /// A model of whisper.cpp by its path or URL, or the folder of one of sherpa-onnx; nil: the one of `make models`.
    var model: String?
    var modelSHA256: String?
    /// What a model of sherpa-onnx understands, where its files do not tell.
    var languages: Set<SpokenLanguage> = [.english]
    /// Whether the recognizer is told the shop's brands and kinds of products.
    var givesHints = false
    var concurrency = 1
    var threads = 1
    /// A folder of folders, each with a voice; nil: `voices` in the models folder.
    var voices: String?
    /// nil: none is named.
    var server: Server?
    var longestAudio = Duration.seconds(60)
    var largestAudio = 10_000_000

    init() {}

    /// Throws `SettingError`.
    ///
    /// - Parameter base: the address of the language model's server, which may speak and listen as well.
    init(reading sources: SettingSources, languageModel: ModelSettings) throws {
        if let url = try sources.text(Settings.speechURL) {
            server = Server(
                url: try ServerAddress.url(url, port: nil, of: Settings.speechURL),
                key: try sources.text(Settings.speechKey))
        }
        let usual: Listener = server == nil ? .whisper : .openai
        listener = try sources.value(Settings.listener) { Listener(rawValue: $0) } ?? usual
        talker = try sources.value(Settings.talker) { Talker(rawValue: $0) } ?? .local
        if server == nil, !languageModel.openAIBase.isEmpty {
            server = Server(url: languageModel.openAIBase, key: languageModel.openAIKey)
        }
        if server == nil, listener == .openai || talker == .openai {
            throw SettingError(missing: Settings.speechURL, for: "speech on a server")
        }
        let model = try sources.text(Settings.recognitionModel)
        if listener == .openai { server?.recognitionModel = model ?? "whisper-1" } else { self.model = model }
        if listener == .sherpa, model == nil {
            throw SettingError(missing: Settings.recognitionModel, for: "BLANKSPACE_STT=sherpa")
        }
        modelSHA256 = try sources.value(Settings.recognitionSHA256) { text in
            text.lowercased().wholeMatch(of: /[0-9a-f]{64}/).map { String($0.output) }
        }
        if let text = try sources.text(Settings.recognitionLanguages) {
            let tags = text.split(separator: ",").map { SpokenLanguage($0.trimmingCharacters(in: .whitespaces)) }
            guard !tags.contains(nil) else { throw SettingError(Settings.recognitionLanguages, text) }
            languages = Set(tags.compactMap(\.self))
        }
        givesHints = try sources.value(Settings.hints) { ["on": true, "off": false][$0] } ?? givesHints
        concurrency = try sources.number(Settings.recognitions, 1...64) ?? concurrency
        threads = try sources.number(Settings.recognitionThreads, 1...64) ?? threads
        voices = try sources.text(Settings.voices).map(expandedPath)
        server?.voiceModel = try sources.text(Settings.voiceModel) ?? "tts-1"
        server?.voice = try sources.text(Settings.voice) ?? "alloy"
        longestAudio = .seconds(try sources.number(Settings.audioSeconds, 1...600) ?? 60)
        largestAudio = try sources.number(Settings.audioMegabytes, 1...200).map { $0 * 1_000_000 } ?? largestAudio
    }
}

extension Settings {
    static let speechTable = [
        listener, recognitionModel, recognitionSHA256, recognitionLanguages, hints, recognitions, recognitionThreads,
        talker,
        voices, voiceModel, voice, speechURL, speechKey, audioSeconds, audioMegabytes,
    ]

    static let listener = Setting(
        name: "BLANKSPACE_STT", key: "speech.recognizer", allowed: "none, whisper, sherpa or openai",
        fallback: "whisper",
        meaning: "What writes down what is said; openai: the server of BLANKSPACE_SPEECH_URL.")
    static let recognitionModel = Setting(
        name: "BLANKSPACE_STT_MODEL", key: "speech.model",
        allowed: "the path or URL of a model, or its name on a server",
        fallback: "",
        meaning: "A model of whisper.cpp, the folder of one of sherpa-onnx, or a server's; unset: Whisper base.")
    static let recognitionSHA256 = Setting(
        name: "BLANKSPACE_STT_SHA256", key: "speech.sha256", allowed: "64 hexadecimal digits", fallback: "",
        meaning: "What the file of a model of your own has to hash to.")
    static let recognitionLanguages = Setting(
        name: "BLANKSPACE_STT_LANGUAGES", key: "speech.languages", allowed: "language tags with commas", fallback: "en",
        meaning: "What a model of sherpa-onnx understands, where its files do not tell.")
    static let hints = Setting(
        name: "BLANKSPACE_STT_HINTS", key: "speech.hints", allowed: "on or off", fallback: "off",
        meaning: "Whether the recognizer is told the shop's brands and kinds of products; small models get worse by it."
    )
    static let recognitions = Setting(
        name: "BLANKSPACE_STT_CONCURRENCY", key: "speech.concurrency", allowed: "a whole number from 1 to 64",
        fallback: "1", meaning: "Recognitions at one time; each takes 100 MB and a core.")
    static let recognitionThreads = Setting(
        name: "BLANKSPACE_STT_THREADS", key: "speech.threads", allowed: "a whole number from 1 to 64", fallback: "1",
        meaning: "Cores of one recognition.")
    static let talker = Setting(
        name: "BLANKSPACE_TTS", key: "speech.voice", allowed: "none, local or openai", fallback: "local",
        meaning: "What speaks; local: the neural voices that are there, else espeak-ng.")
    static let voices = Setting(
        name: "BLANKSPACE_VOICES", key: "speech.voices", allowed: "the path of a folder", fallback: "",
        meaning: "Folder of folders, each a voice of sherpa-onnx; unset: voices in the models folder.")
    static let voiceModel = Setting(
        name: "BLANKSPACE_TTS_MODEL", key: "speech.voiceModel", allowed: "the name of a model", fallback: "tts-1",
        meaning: "The server's model that speaks.")
    static let voice = Setting(
        name: "BLANKSPACE_TTS_VOICE", key: "speech.serverVoice", allowed: "the name of a voice", fallback: "alloy",
        meaning: "The server's voice.")
    static let speechURL = Setting(
        name: "BLANKSPACE_SPEECH_URL", key: "speech.url", allowed: ServerAddress.allowed, fallback: "",
        meaning: "A server of OpenAI's audio API: speaches, vLLM; unset: OPENAI_BASE_URL where speech is to be there.")
    static let speechKey = Setting(
        name: "BLANKSPACE_SPEECH_KEY", key: "speech.key", allowed: "a key", fallback: "",
        meaning: "Its key, where it wants one.", isSecret: true)
    static let audioSeconds = Setting(
        name: "BLANKSPACE_AUDIO_SECONDS", key: "speech.seconds", allowed: "a whole number from 1 to 600",
        fallback: "60",
        meaning: "Longest recording that is taken.")
    static let audioMegabytes = Setting(
        name: "BLANKSPACE_AUDIO_MEGABYTES", key: "speech.megabytes", allowed: "a whole number from 1 to 200",
        fallback: "10", meaning: "Largest recording that is taken.")
}
