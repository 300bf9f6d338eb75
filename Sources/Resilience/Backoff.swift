/// The pauses between the attempts of something that is tried until it succeeds: each up to twice as long as the one before. Half of a
/// pause is random ("equal jitter"), so that replicas that lost the same server do not come back to it all at once.
///
/// For calls that somebody waits for, which are repeated a few times only, there is `RetryPolicy`.
public struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var next: Duration
    /// Pauses since the last success.
    public private(set) var attempts = 0

    /// - Parameters:
    ///   - first: the first pause is half of this at least, all of it at most.
    ///   - longest: no pause is longer; not shorter than `first`.
    public init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = max(first, longest)
        next = first
    }

    /// Always about as long.
    public init(every interval: Duration) { self.init(first: interval, longest: interval) }

    /// The pause before the next attempt.
    public mutating func pause() -> Duration {
        defer { next = min(next * 2, longest) }
        attempts += 1
        return next * Double.random(in: 0.5...1)
    }

    /// Sleeps through the pause before the next attempt. Whoever calls it waits for something outside that sends no word when it is
    /// back (a server, a file, a download), so that only asking again tells.
    ///
    /// - Throws: `CancellationError` where the task is cancelled meanwhile, at once.
    public mutating func wait() async throws {
        // Nothing signals that it is back: time is all there is to wait for.
        try await Task.sleep(for: pause())
    }

    /// After a success.
    public mutating func reset() {
        next = first
        attempts = 0
    }
}
