import Synchronization

/// A bounded number of values by key; the least recently used go first.
final class RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var values: [Key: (value: Value, used: UInt64)] = [:]
        var clock: UInt64 = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = capacity }

    subscript(_ key: Key) -> Value? {
        get {
            state.withLock { state in
                state.clock += 1
                let now = state.clock
                guard let entry = state.values[key] else { return nil }
                state.values[key]?.used = now
                return entry.value
            }
        }
        set {
            state.withLock { state in
                state.clock += 1
                state.values[key] = newValue.map { ($0, state.clock) }
                // An eighth at a time, so that the search for the oldest is rare.
                if state.values.count > capacity {
                    let ages = state.values.values.map(\.used).sorted()
                    let limit = ages[state.values.count / 8]
                    state.values = state.values.filter { $0.value.used > limit }
                }
            }
        }
    }
}
