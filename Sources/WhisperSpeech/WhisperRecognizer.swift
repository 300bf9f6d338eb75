public import Speech

/// The recognizer in this process: OpenAI's Whisper through whisper.cpp, on the CPU, no server.
///
/// A voice detector finds where somebody speaks, and only that is transcribed: silence and noise cost little and give an empty
/// text. Transcribing takes about a third of the sound's time on one core with the base model. Keep one instance for the
/// process; it holds the model and, for each thread, a decoder of about the same size.
public final class WhisperRecognizer: SpeechRecognizer {
    public struct Configuration: Sendable {
        /// A model in whisper.cpp's format.
        public var modelPath: String
        /// What the file has to hash to; nil for a model of the operator's own, whose structure alone is checked.
        public var sha256: String?
        /// Recognitions at the same time, each on a thread and with a decoder of its own.
        public var concurrency: Int
        /// Recognitions that may wait; more are refused with `busy`.
        public var backlog: Int
        /// Cores that one recognition uses. More than one only pays on an otherwise idle machine.
        public var threadsPerCall: Int
        public var maximumDuration: Duration

        public init(
            modelPath: String, sha256: String?, concurrency: Int = 1, backlog: Int = 8, threadsPerCall: Int = 1,
            maximumDuration: Duration = .seconds(60)
        ) {
            self.modelPath = modelPath
            self.sha256 = sha256
            self.concurrency = concurrency
            self.backlog = backlog
            self.threadsPerCall = threadsPerCall
            self.maximumDuration = maximumDuration
        }

        /// The multilingual base model in 8 bit, as `make models` gets it into `folder`.
        public static func base(in folder: String) -> Self {
            Self(modelPath: folder + "/" + fileName, sha256: digest)
        }

        public static let fileName = "whisper-base-q8_0.bin"
        static let digest = "ddd182485e3ea434b1bee494fffa10e7c94d9d0a152eb19b2d10f0296a64dce1"
    }

    public let name: String
    private let configuration: Configuration
    private let gate: SpeechGate
    private let lane: NativeLane<WhisperDecoder>
    private let loader: ModelLoader<WhisperLibrary>

    /// Returns at once; the model is loaded on a thread of its own, see ``readiness`` and ``load()``.
    ///
    /// - Parameter detector: takes 16 kHz; decides what is worth transcribing.
    public init(_ configuration: Configuration, detector: any VoiceActivityDetector) {
        self.configuration = configuration
        gate = SpeechGate(detector)
        name = "whisper.cpp " + (configuration.modelPath.split(separator: "/").last.map(String.init) ?? "")
        let remedy =
            configuration.sha256 == nil ? "name a model in whisper.cpp's format" : "get it with: make models"
        let loader = ModelLoader { progress throws(SpeechError) in
            let file = try ModelFile(
                path: configuration.modelPath, sha256: configuration.sha256, remedy: remedy,
                progress: { progress($0 * 0.8) })
            return try WhisperLibrary(file, remedy: remedy)
        }
        self.loader = loader
        lane = NativeLane(name: "whisper", threads: configuration.concurrency, capacity: configuration.backlog) {
            try loader.model().makeDecoder()
        }
    }

    public var readiness: SpeechReadiness { loader.readiness }

    public var capabilities: RecognizerCapabilities {
        RecognizerCapabilities(
            languages: .only(loader.loaded?.isMultilingual == false ? [.english] : WhisperLibrary.languages),
            partials: true,
            timestamps: true, hints: true, maximumDuration: configuration.maximumDuration)
    }

    /// Waits until the model is loaded. Throws why it could not be.
    public func load() async throws(SpeechError) { try await loader.wait() }

    public func transcribe(
        _ audio: PCMAudio, language: SpokenLanguage, hints: [String]
    ) async throws -> Transcript {
        try AudioLimits(maximumDuration: configuration.maximumDuration).check(audio.duration)
        let library = try loader.model()
        guard library.knows(language) else {
            throw SpeechError(.unsupportedLanguage, "\(name) does not know the language \(language)")
        }
        let (gate, threads) = (gate, configuration.threadsPerCall)
        let segments = try await lane.run { decoder, flag in
            try gate.segments(of: audio, flag) { samples in
                try decoder.text(of: samples, language: language, hints: hints, threads: threads, flag)
            }
        }
        return Transcript(segments: segments, language: language, duration: audio.duration)
    }
}
