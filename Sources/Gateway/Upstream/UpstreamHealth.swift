/// What is known about one upstream: a pure state machine, fed by health checks and by what requests met.
package struct UpstreamHealth: Sendable, Equatable {
    package enum State: String, Sendable {
        /// Never asked yet: requests are tried.
        case unknown
        case up
        /// Answers, but says that it is not ready: it gets requests where no other is up, since its own answer says why.
        case starting
        case down
    }

    package enum Observation: Sendable, Equatable {
        /// It answered the check with a status below 500.
        case ready
        /// It answered the check with another status.
        case notReady(status: Int)
        /// It could not be reached, or did not answer the check in time.
        case failed(cause: String)
    }

    /// As often as this in a row an upstream has to fail before it is down: one lost packet is no outage.
    static let tolerated = 2

    package private(set) var state = State.unknown
    /// In words, empty where all is well.
    package private(set) var cause = ""
    private var failures = 0

    package init() {}

    /// Whether the state has changed.
    @discardableResult
    package mutating func observe(_ observation: Observation) -> Bool {
        let before = state
        switch observation {
        case .ready:
            failures = 0
            cause = ""
            state = .up
        case .notReady(let status):
            failures = 0
            cause = "its health check says \(status)"
            state = .starting
        case .failed(let reason):
            failures += 1
            cause = reason
            // One that was never up need not be given the benefit of the doubt.
            if failures >= Self.tolerated || state == .unknown { state = .down }
        }
        return state != before
    }
}
