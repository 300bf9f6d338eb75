import Synchronization

/// Results of a pure function that are remembered, a bounded number of them; when there are too many, all go.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private let isWorthIt: @Sendable (Key) -> Bool
    private let known = Mutex<[Key: Value]>([:])

    /// - Parameter isWorthIt: whether the result of this key is to be remembered; large ones are better made anew.
    init(limit: Int, where isWorthIt: @escaping @Sendable (Key) -> Bool) {
        self.limit = limit
        self.isWorthIt = isWorthIt
    }

    func value(_ key: Key, make: () -> Value) -> Value {
        guard isWorthIt(key) else { return make() }
        if let value = known.withLock({ $0[key] }) { return value }
        let value = make()
        known.withLock { known in
            if known.count >= limit { known.removeAll(keepingCapacity: true) }
            known[key] = value
        }
        return value
    }
}
