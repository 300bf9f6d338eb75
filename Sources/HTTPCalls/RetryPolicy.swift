/// How often and when a failed call is made again: after a random part of a wait that doubles ("full jitter").
public struct RetryPolicy: Sendable {
    /// Calls in all, at least 1.
    public var attempts: Int
    public var firstWait: Duration
    public var longestWait: Duration

    public init(attempts: Int, firstWait: Duration = .milliseconds(200), longestWait: Duration = .seconds(2)) {
        self.attempts = max(1, attempts)
        self.firstWait = firstWait
        self.longestWait = longestWait
    }

    public static let never = RetryPolicy(attempts: 1)
    /// For calls that may be made twice without harm.
    public static let idempotent = RetryPolicy(attempts: 3)

    /// The wait before attempt `attempt` (2 is the first repetition): random, 0 up to `firstWait` doubled for each repetition
    /// and `longestWait` at most; what the server asks for where that is longer, if it is no longer than `longestWait`.
    /// nil: make no further call.
    public func wait(
        before attempt: Int, after error: CallError, using random: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempt <= attempts, error.isTransient else { return nil }
        if let asked = error.retryAfter, asked > longestWait { return nil }
        let ceiling = min(longestWait, firstWait * (1 << min(attempt - 2, 16)))
        return max(ceiling * Double.random(in: 0...1, using: &random), error.retryAfter ?? .zero)
    }
}
