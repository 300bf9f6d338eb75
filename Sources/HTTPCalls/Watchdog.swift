import Synchronization

/// Ends work that waits for a server for too long, while time that the work spends on its own does not count.
final class Watchdog: Sendable {
    private enum Wait {
        case until(ContinuousClock.Instant)
        /// Nothing is waited for; what was left of the wait.
        case paused(Duration)
    }
    private let wait: Mutex<Wait>
    private let clock = ContinuousClock()

    /// The first wait may take `limit`.
    init(_ limit: Duration) { wait = Mutex(.until(clock.now + limit)) }

    struct Expired: Error {}

    /// A new wait begins, which may take `limit`.
    func waiting(_ limit: Duration) { wait.withLock { $0 = .until(clock.now + limit) } }
    /// Something came; for now nothing is waited for.
    func pause() {
        wait.withLock { wait in
            if case .until(let end) = wait { wait = .paused(end - clock.now) }
        }
    }
    /// What came was not what is waited for: the wait goes on with what was left of it.
    func resume() {
        wait.withLock { wait in
            if case .paused(let rest) = wait { wait = .until(clock.now + rest) }
        }
    }

    /// Runs `work` and cancels it where a wait takes too long; then throws `Expired`.
    func guarding<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await self.expire()
                throw Expired()
            }
            defer { group.cancelAll() }
            // Two tasks were added, so there is a first.
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    private func expire() async throws {
        while true {
            let now = clock.now
            switch wait.withLock({ $0 }) {
            case .until(let end) where end <= now: return
            case .until(let end): try await clock.sleep(until: end)
            case .paused: try await clock.sleep(for: .milliseconds(100))
            }
        }
    }
}
