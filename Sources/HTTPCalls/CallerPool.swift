public import Resilience
import Synchronization

/// Hosts that serve the same. A call goes to the one that has the fewest under way, the first of them where several have, so that
/// what a host remembers of earlier prompts is used again; where it cannot be reached or is overloaded, to the next. A host that
/// failed some times in a row is left alone for a while.
public final class CallerPool: Sendable {
    /// One of them.
    public struct Host: Sendable {
        public let caller: HTTPCaller
        /// What became of the last calls.
        public let health: Guarded.Health
    }

    private let callers: [HTTPCaller]
    private let guards: [Guarded]
    private let underWay: Mutex<[Int]>

    /// - Parameter callers: at least one.
    public init(_ callers: [HTTPCaller], breaker: CircuitBreaker = CircuitBreaker()) {
        precondition(!callers.isEmpty, "a pool needs a host")
        self.callers = callers
        guards = callers.map { Guarded($0.server, breaker: breaker) }
        underWay = Mutex(Array(repeating: 0, count: callers.count))
    }

    public var hosts: [Host] { zip(callers, guards).map { Host(caller: $0, health: $1.health) } }
    /// As errors name the pool: its first host.
    public var server: String { callers[0].server }

    public func call(_ call: HTTPCall) async throws -> HTTPReply {
        try await onSomeHost { try await $0.call(call) }
    }

    public func lines(
        of call: HTTPCall, longest: Int = 1 << 20, _ take: @escaping @Sendable ([UInt8]) async throws -> Progress
    ) async throws {
        let begun = Atomic(false)
        try await onSomeHost {
            !begun.load(ordering: .relaxed)
        } _: { caller in
            try await caller.lines(of: call, longest: longest) { line in
                begun.store(true, ordering: .relaxed)
                return try await take(line)
            }
        }
    }

    private func onSomeHost<Value: Sendable>(
        where mayRepeat: () -> Bool = { true }, _ call: @Sendable (HTTPCaller) async throws -> Value
    ) async throws -> Value {
        var untried = Set(callers.indices)
        var last: CallError?
        while let index = begin(among: untried) {
            defer { underWay.withLock { $0[index] -= 1 } }
            untried.remove(index)
            let caller = callers[index]
            do {
                // A single host is the whole dependency, and who calls has a breaker for that.
                if callers.count == 1 { return try await call(caller) }
                return try await guards[index].run(blames: { ($0 as? CallError)?.isTransient ?? false }) {
                    try await call(caller)
                }
            } catch let error as CallError where mayRepeat() && Self.nextMayHelp(error) {
                last = error
            } catch is Guarded.Open {
                continue
            }
        }
        throw last
            ?? CallError(
                .unreachable, server: server, detail: "all hosts failed a moment ago and are left alone for a while")
    }

    private func begin(among candidates: Set<Int>) -> Int? {
        underWay.withLock { underWay in
            guard let index = candidates.min(by: { (underWay[$0], $0) < (underWay[$1], $1) }) else { return nil }
            underWay[index] += 1
            return index
        }
    }

    /// After a time-out nobody has the time to wait once more.
    private static func nextMayHelp(_ error: CallError) -> Bool { error.isTransient && error.code != .timedOut }
}
