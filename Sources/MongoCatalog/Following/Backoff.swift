internal import Synchronization

/// Pauses between attempts: each up to twice as long as the one before, drawn by lot so that many do not come back at once.
struct Backoff {
    private let first: Duration
    private let longest: Duration
    private var next: Duration
    /// Since the last success.
    private(set) var attempts = 0

    init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
        next = first
    }

    mutating func pause() -> Duration {
        defer { next = min(next * 2, longest) }
        attempts += 1
        return next * Double.random(in: 0.5...1)
    }

    mutating func reset() {
        next = first
        attempts = 0
    }
}

/// A backoff that another task sets back.
final class BackoffBox: Sendable {
    private let backoff: Mutex<Backoff>

    init(_ backoff: Backoff) { self.backoff = Mutex(backoff) }

    func pause() -> Duration { backoff.withLock { $0.pause() } }
    var attempts: Int { backoff.withLock { $0.attempts } }
    func reset() { backoff.withLock { $0.reset() } }
}
