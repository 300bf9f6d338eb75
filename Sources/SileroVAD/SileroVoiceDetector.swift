public import Speech

/// Silero's voice activity detector, version 6, for 16 kHz: a small neural network (310,000 weights), computed here.
///
/// A window of 32 ms takes a fraction of a millisecond on one core. Quiet, noise and music get low probabilities, speech of any
/// language high ones.
public final class SileroVoiceDetector: VoiceActivityDetector {
    /// The model's file name in the models folder.
    public static let fileName = "silero_vad_v6_16k.safetensors"
    static let sha256 = "d7fb67a5b4de0414a0178270ee81439b9e3067c883c304aa758c247d50ffd79d"
    static let remedy = "get it with: make models"

    public let sampleRate = PCMAudio.speechRate
    public let windowSize = 512

    private let network: SileroNetwork

    /// Reads 1.2 MB. Throws ``SpeechError`` with `modelMissing` or `modelCorrupt`.
    public init(modelPath: String) throws(SpeechError) {
        let file = try ModelFile(path: modelPath, sha256: Self.sha256, remedy: Self.remedy)
        network = try SileroNetwork(Safetensors(file))
    }

    public func listen() -> any VoiceActivityListener { Listener(network) }

    private final class Listener: VoiceActivityListener {
        private let network: SileroNetwork
        private var state = SileroNetwork.State()

        init(_ network: SileroNetwork) { self.network = network }

        func probability(of window: [Float]) throws -> Float {
            guard window.count == 512 else {
                throw SpeechError(.failed, "the voice detector takes windows of 512 samples, not \(window.count)")
            }
            return network.probability(of: window, &state)
        }
    }
}
