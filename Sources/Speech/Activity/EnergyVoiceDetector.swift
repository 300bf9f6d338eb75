import Foundation

/// A voice detector that needs no model: a window is likely to be speech when it is well above the background, whose level it
/// follows. It takes any loud sound for speech, so it is for the case that there is no better one.
public struct EnergyVoiceDetector: VoiceActivityDetector {
    public let sampleRate = PCMAudio.speechRate
    public let windowSize = 512

    public init() {}

    public func listen() -> any VoiceActivityListener { Listener() }

    private final class Listener: VoiceActivityListener {
        /// Decibels below full scale.
        private var background: Float = -50
        private static let quietest: Float = -90

        func probability(of window: [Float]) -> Float {
            let power = window.reduce(Float(0)) { $0 + $1 * $1 } / Float(max(window.count, 1))
            let level = power > 0 ? max(10 * log10(power), Self.quietest) : Self.quietest
            // Down at once, up slowly: by 3 dB a second where windows last 32 ms.
            background = level < background ? level : min(background + 0.1, level)
            // One half at 12 dB above the background, and nothing below −55 dB.
            guard level > -55 else { return 0 }
            return 1 / (1 + exp(-(level - background - 12) / 2))
        }
    }
}
