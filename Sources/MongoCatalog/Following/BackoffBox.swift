internal import Resilience
internal import Synchronization

/// A backoff that another task sets back.
final class BackoffBox: Sendable {
    private let backoff: Mutex<Backoff>

    init(_ backoff: Backoff) { self.backoff = Mutex(backoff) }

    func pause() -> Duration { backoff.withLock { $0.pause() } }
    var attempts: Int { backoff.withLock { $0.attempts } }
    func reset() { backoff.withLock { $0.reset() } }
}
