import Synchronization

/// The vectors of recent queries; the least recently used goes first.
final class QueryVectorCache: Sendable {
    private struct State {
        var vectors: [String: (vector: [Float], used: UInt64)] = [:]
        var clock: UInt64 = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = capacity }

    subscript(_ text: String) -> [Float]? {
        get {
            state.withLock { state in
                state.clock += 1
                let now = state.clock
                guard let entry = state.vectors[text] else { return nil }
                state.vectors[text]?.used = now
                return entry.vector
            }
        }
        set {
            state.withLock { state in
                state.clock += 1
                state.vectors[text] = newValue.map { ($0, state.clock) }
                // An eighth at a time, so that the search for the oldest is rare.
                if state.vectors.count > capacity {
                    let ages = state.vectors.values.map(\.used).sorted()
                    let limit = ages[state.vectors.count / 8]
                    state.vectors = state.vectors.filter { $0.value.used > limit }
                }
            }
        }
    }
}
