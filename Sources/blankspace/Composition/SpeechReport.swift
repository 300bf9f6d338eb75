import Logging
import ServiceLifecycle
import Speech

/// Tells the log what becomes of the models of speech: what is ready, and what cannot be used and why, once each.
struct SpeechReport: Service {
    let recognizer: FallbackRecognizer
    let synthesizer: FallbackSynthesizer
    let detector: BackgroundVoiceDetector
    let logger: Logger

    private static let interval = Duration.seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var told: [String: String] = [:]
            while !Task.isCancelled {
                for (name, readiness, failure) in engines {
                    let (line, isGood) = Self.line(readiness, failure)
                    guard let line, told[name] != line else { continue }
                    told[name] = line
                    if isGood {
                        logger.info("speech: \(name) \(line)")
                    } else {
                        logger.warning("speech: \(name) cannot be used", metadata: ["reason": "\(line)"])
                    }
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    private var engines: [(String, SpeechReadiness, SpeechError?)] {
        [("the voice detector", detector.readiness, nil)]
            + recognizer.health.map { ($0.name, $0.readiness, $0.failure) }
            + synthesizer.health.map { ($0.name, $0.readiness, $0.failure) }
    }

    /// nil while it is being loaded.
    private static func line(_ readiness: SpeechReadiness, _ failure: SpeechError?) -> (String?, isGood: Bool) {
        switch readiness {
        case .loading: (nil, true)
        case .failed(let error): (error.message, false)
        case .ready: failure.map { ($0.message, false) } ?? ("is ready", true)
        }
    }
}
