import Synchronization

/// Lets a bounded number of calls run at the same time and a bounded number wait, first come, first served.
public final class AdmissionGate: Sendable {
    private struct Waiting {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var running = 0
        var waiting: [Waiting] = []
        var lastID: UInt64 = 0
    }

    private enum Admission { case now, later, refused }

    private let name: String
    private let concurrency: Int
    private let backlog: Int
    private let state = Mutex(State())

    public init(name: String, concurrency: Int, backlog: Int) {
        self.name = name
        self.concurrency = max(1, concurrency)
        self.backlog = backlog
    }

    /// Makes the call when it is its turn; not where the task is cancelled by then. Throws what the call throws,
    /// `CancellationError`, and ``SpeechError`` with `busy`.
    public func run<Value: Sendable>(_ call: @Sendable () async throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        try Task.checkCancellation()
        return try await call()
    }

    private func enter() async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let admission: Admission = state.withLock { state in
                    if state.running < concurrency {
                        state.running += 1
                        return .now
                    }
                    guard state.waiting.count < backlog else { return .refused }
                    state.waiting.append(Waiting(id: id, continuation: continuation))
                    return .later
                }
                switch admission {
                case .now: continuation.resume()
                case .refused:
                    continuation.resume(
                        throwing: SpeechError(
                            .busy, "\(name): as many calls wait already as may; try again in a while",
                            retryAfter: .seconds(1)))
                // The handler below may have run before it waited.
                case .later: if Task.isCancelled { cancel(id) }
                }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func leave() {
        // Whoever is next takes over the place.
        let next = state.withLock { state in
            guard state.waiting.isEmpty else { return Optional(state.waiting.removeFirst()) }
            state.running -= 1
            return nil
        }
        next?.continuation.resume()
    }

    private func cancel(_ id: UInt64) {
        let waiting = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        waiting?.continuation.resume(throwing: CancellationError())
    }
}
