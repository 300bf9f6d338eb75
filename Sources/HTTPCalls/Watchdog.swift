import Synchronization

/// Ends work that waits for a server for too long, while time that the work spends on its own does not count.
final class Watchdog: Sendable {
    private let deadline: Mutex<ContinuousClock.Instant?>
    private let clock = ContinuousClock()

    /// The first wait may take `limit`.
    init(_ limit: Duration) { deadline = Mutex(clock.now + limit) }

    struct Expired: Error {}

    /// A new wait begins, which may take `limit`.
    func waiting(_ limit: Duration) { deadline.withLock { $0 = clock.now + limit } }
    /// The server has answered; nothing is waited for.
    func answered() { deadline.withLock { $0 = nil } }

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
            switch deadline.withLock({ $0 }) {
            case .some(let deadline) where deadline <= now: return
            case .some(let deadline): try await clock.sleep(until: deadline)
            case .none: try await clock.sleep(for: .milliseconds(100))
            }
        }
    }
}
