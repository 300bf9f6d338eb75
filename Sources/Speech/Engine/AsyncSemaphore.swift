import Synchronization

/// A number of places that tasks take and give back, first come, first served: the bound of a queue between tasks.
public final class AsyncSemaphore: Sendable {
    /// Thrown where as many wait already as may.
    struct Full: Error {}

    private enum Admission { case now, later, refused }

    private struct Waiting {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var places: Int
        var waiting: [Waiting] = []
        var lastID: UInt64 = 0
        var isOpen = false
    }

    private let state: Mutex<State>
    private let backlog: Int

    public convenience init(places: Int) { self.init(places: places, backlog: .max) }

    /// - Parameter backlog: how many may wait.
    init(places: Int, backlog: Int) {
        state = Mutex(State(places: max(1, places)))
        self.backlog = backlog
    }

    /// Takes a place; waits for one where there is none. Throws `CancellationError`, and `Full` where a backlog was given.
    public func wait() async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let admission: Admission = state.withLock { state in
                    if state.isOpen || state.places > 0 {
                        state.places -= state.isOpen ? 0 : 1
                        return .now
                    }
                    guard state.waiting.count < backlog else { return .refused }
                    state.waiting.append(Waiting(id: id, continuation: continuation))
                    return .later
                }
                switch admission {
                case .now: continuation.resume()
                case .refused: continuation.resume(throwing: Full())
                // The handler below may have run before it waited.
                case .later: if Task.isCancelled { cancel(id) }
                }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Gives a place back, or hands it on.
    public func signal() {
        let next = state.withLock { state in
            guard state.waiting.isEmpty else { return Optional(state.waiting.removeFirst()) }
            state.places += 1
            return nil
        }
        next?.continuation.resume()
    }

    /// From now on nobody waits.
    public func open() {
        let all = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiting in all { waiting.continuation.resume() }
    }

    private func cancel(_ id: UInt64) {
        let waiting = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        waiting?.continuation.resume(throwing: CancellationError())
    }
}
