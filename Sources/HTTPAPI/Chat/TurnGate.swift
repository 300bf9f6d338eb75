import Synchronization

/// Bounds how many turns are at work at one time.
final class TurnGate: Sendable {
    private let limit: Int
    private let open = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Throws `too-many-turns` where the limit is reached. The place is held until the permit is released or dropped.
    func enter() throws(Problem) -> Permit {
        let before = open.add(1, ordering: .relaxed).oldValue
        guard before < limit else {
            open.subtract(1, ordering: .relaxed)
            throw Problem(.tooManyTurns, "Try again in a moment.")
        }
        return Permit(gate: self)
    }

    final class Permit: Sendable {
        private let gate: TurnGate
        private let isReleased = Atomic<Bool>(false)

        fileprivate init(gate: TurnGate) { self.gate = gate }
        deinit { release() }

        func release() {
            guard !isReleased.exchange(true, ordering: .relaxed) else { return }
            gate.open.subtract(1, ordering: .relaxed)
        }
    }
}
