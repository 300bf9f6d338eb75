import Synchronization

/// One of several recognizers or synthesizers, with what became of the last calls to it.
public struct EngineHealth: Sendable, Equatable {
    public var name: String
    public var readiness: SpeechReadiness
    /// Why it is left alone at the moment; nil when it is not.
    public var failure: SpeechError?
}

/// Which of several engines failed and are left alone for a while, each for twice as long with each failure in a row.
final class EngineRests: Sendable {
    private struct Rest {
        var failure: SpeechError
        var until: ContinuousClock.Instant
        var pause: Duration
    }

    private let firstPause: Duration
    private let longestPause: Duration
    /// By the engine's index.
    private let resting = Mutex<[Int: Rest]>([:])

    init(firstPause: Duration, longestPause: Duration) {
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    func health(of engines: [(name: String, readiness: SpeechReadiness)]) -> [EngineHealth] {
        let resting = resting.withLock { $0 }
        return engines.enumerated().map { index, engine in
            EngineHealth(name: engine.name, readiness: engine.readiness, failure: resting[index]?.failure)
        }
    }

    /// nil when it may be asked. Whoever gets nil after a rest tries it; the others wait for the outcome elsewhere.
    func failureWhileResting(_ index: Int) -> SpeechError? {
        resting.withLock { resting in
            guard let rest = resting[index] else { return nil }
            let now = ContinuousClock.now
            guard now >= rest.until else {
                var failure = rest.failure
                failure.retryAfter = failure.retryAfter ?? (rest.until - now)
                return failure
            }
            resting[index]?.until = now + rest.pause
            return nil
        }
    }

    func succeeded(_ index: Int) { resting.withLock { $0[index] = nil } }

    func failed(_ index: Int, with failure: SpeechError) {
        // It works, or will soon: no reason to leave it alone.
        if failure.code == .busy || failure.code == .loading { return }
        resting.withLock { resting in
            let pause = resting[index].map { min($0.pause * 2, longestPause) } ?? firstPause
            resting[index] = Rest(failure: failure, until: .now + pause, pause: pause)
        }
    }
}

extension SpeechReadiness {
    /// Of several engines: one that is ready is enough, one that is being loaded is better than none.
    static func best(of all: [SpeechReadiness], otherwise message: String) -> SpeechReadiness {
        if all.contains(.ready) { return .ready }
        let loading = all.first { if case .loading = $0 { true } else { false } }
        return loading ?? all.first ?? .failed(SpeechError(.unavailable, message))
    }
}
