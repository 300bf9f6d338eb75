public import Foundation
import Synchronization

/// A dependency behind a circuit breaker, which also remembers what became of the last calls.
public final class Guarded: Sendable {
    /// Thrown instead of a call while the dependency is left alone.
    public struct Open: Error, CustomStringConvertible {
        public let name: String
        public var description: String { "\(name) failed a moment ago and is left alone for a while" }
    }

    /// What is known of a dependency.
    public struct Health: Sendable, Equatable {
        public enum State: String, Sendable { case unknown, up, down }
        public var state: State
        /// When it got into this state.
        public var since: Date
        /// Why it is down, as the error says it; nil where it is not.
        public var reason: String?

        public init(state: State, since: Date, reason: String?) {
            self.state = state
            self.since = since
            self.reason = reason
        }
    }

    public let name: String
    private struct Memory {
        var breaker: CircuitBreaker
        var health: Health
    }
    private let memory: Mutex<Memory>
    private let clock = ContinuousClock()

    /// - Parameter name: what `done.degraded` and messages call it.
    public init(_ name: String, breaker: CircuitBreaker = CircuitBreaker()) {
        self.name = name
        memory = Mutex(Memory(breaker: breaker, health: Health(state: .unknown, since: Date(), reason: nil)))
    }

    public var health: Health { memory.withLock { $0.health } }

    /// Makes the call, or throws `Open` at once. Cancellation, and errors for which `blames` is false (a request that was wrong
    /// itself), say nothing about the dependency.
    public func run<Value: Sendable>(
        blames: @Sendable (any Error) -> Bool = { _ in true }, _ call: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard memory.withLock({ $0.breaker.admits(at: clock.now) }) else { throw Open(name: name) }
        do {
            let value = try await call()
            note(.up, nil)
            return value
        } catch {
            if error is CancellationError || Task.isCancelled || !blames(error) {
                memory.withLock { $0.breaker.abandoned(at: clock.now) }
            } else {
                note(.down, "\(error)")
            }
            throw error
        }
    }

    private func note(_ state: Health.State, _ reason: String?) {
        memory.withLock { memory in
            if state == .up { memory.breaker.succeeded() } else { memory.breaker.failed(at: clock.now) }
            if memory.health.state != state { memory.health = Health(state: state, since: Date(), reason: reason) }
            memory.health.reason = reason
        }
    }
}
