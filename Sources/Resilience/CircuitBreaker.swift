/// Decides whether a dependency that failed is called again: after some failures in a row it is left alone for a while, then
/// one call is let through to see. The pause doubles with each such trial that fails. A pure state machine; the caller brings
/// the clock.
public struct CircuitBreaker: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        /// Calls go through.
        case closed
        /// Calls are refused until the moment given.
        case open(until: ContinuousClock.Instant)
        /// One call is under way to see whether it works again; the others are refused. A trial of which nothing is heard by
        /// the moment given is taken for lost.
        case trying(until: ContinuousClock.Instant)
    }

    public private(set) var state = State.closed
    private var failuresInARow = 0
    private var pause: Duration
    private let limit: Int
    private let firstPause: Duration
    private let longestPause: Duration

    /// - Parameters:
    ///   - failures: in a row that open the circuit, at least 1.
    ///   - firstPause: how long the dependency is first left alone.
    ///   - longestPause: what the doubling stops at.
    public init(failures: Int = 3, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(30)) {
        limit = max(1, failures)
        self.firstPause = firstPause
        self.longestPause = max(firstPause, longestPause)
        pause = firstPause
    }

    /// Whether a call may be made now. One that is admitted has to be followed by `succeeded`, `failed` or `abandoned`.
    public mutating func admits(at now: ContinuousClock.Instant) -> Bool {
        switch state {
        case .closed: return true
        case .open(let moment), .trying(let moment):
            guard now >= moment else { return false }
            state = .trying(until: now + longestPause)
            return true
        }
    }

    public mutating func succeeded() {
        state = .closed
        failuresInARow = 0
        pause = firstPause
    }

    public mutating func failed(at now: ContinuousClock.Instant) {
        failuresInARow += 1
        switch state {
        case .trying:
            pause = min(pause * 2, longestPause)
            state = .open(until: now + pause)
        case .closed where failuresInARow >= limit: state = .open(until: now + pause)
        // A call that began before the circuit opened.
        case .closed, .open: break
        }
    }

    /// The call ended without saying anything of the dependency, such as one that was cancelled.
    public mutating func abandoned(at now: ContinuousClock.Instant) {
        if case .trying = state { state = .open(until: now) }
    }
}
