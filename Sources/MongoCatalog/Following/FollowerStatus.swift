public import Foundation
public import Resilience
internal import Synchronization

/// How a follower is doing.
public struct FollowerStatus: Sendable, Equatable {
    public enum State: String, Sendable {
        /// Nothing is known yet.
        case starting
        /// Everything is being read.
        case reading
        /// Changes come by themselves.
        case following
        /// The server is asked for changes.
        case polling
        /// The server is not there; the catalogue is the last copy.
        case waiting
    }

    public var state = State.starting
    /// When it got into this state.
    public var since: Date
    /// Why it waits; nil where it does not.
    public var reason: String?
    /// When the copy was last known to be complete; nil: never.
    public var currentAt: Date?
    /// Documents of the last full read, and of changes since, that no record could be made of.
    public var rejected = 0
    /// The last of them.
    public var lastRejected: String?

    public init(since: Date = Date()) { self.since = since }

    /// How old the copy may be, in seconds; nil where there never was one.
    public func lag(at now: Date = Date()) -> TimeInterval? { currentAt.map { max(0, now.timeIntervalSince($0)) } }

    /// The same, as of any dependency.
    public var health: Guarded.Health {
        switch state {
        case .starting: Guarded.Health(state: .unknown, since: since, reason: nil)
        case .reading, .following, .polling: Guarded.Health(state: .up, since: since, reason: nil)
        case .waiting: Guarded.Health(state: .down, since: since, reason: reason)
        }
    }
}

/// The status where several tasks set it and others look.
final class StatusBoard: Sendable {
    private let status = Mutex(FollowerStatus())

    var current: FollowerStatus { status.withLock { $0 } }

    func enter(_ state: FollowerStatus.State, reason: String? = nil) {
        status.withLock { status in
            if status.state != state {
                status.state = state
                status.since = Date()
            }
            status.reason = reason
        }
    }

    func isCurrent() { status.withLock { $0.currentAt = Date() } }

    func startsCounting() { status.withLock { $0.rejected = 0 } }

    func rejects(_ count: Int, last: String?) {
        status.withLock { status in
            status.rejected += count
            if let last { status.lastRejected = last }
        }
    }
}
