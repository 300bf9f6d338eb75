import SileroVAD
import Speech

/// Silero's detector, loaded in the background; a file that is put in place later is found.
struct BackgroundVoiceDetector: VoiceActivityDetector {
    let sampleRate = PCMAudio.speechRate
    let windowSize = 512
    private let loader: ModelLoader<SileroVoiceDetector>

    init(path: String) {
        loader = ModelLoader { _ throws(SpeechError) in try SileroVoiceDetector(modelPath: path) }
    }

    var readiness: SpeechReadiness { loader.readiness }

    func load() async throws(SpeechError) { try await loader.wait() }

    func listen() throws -> any VoiceActivityListener { try loader.model().listen() }
}
