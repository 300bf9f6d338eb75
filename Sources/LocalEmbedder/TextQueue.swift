import Dispatch
import Search
import Synchronization

/// Texts that wait for a thread, first come, first served, at most `capacity` of them.
final class TextQueue: Sendable {
    struct Job {
        let id: UInt64
        let text: String
        let kind: EmbeddingKind
        let continuation: CheckedContinuation<[Float], any Error>
    }

    enum Next {
        case job(Job)
        /// Whoever waited has left.
        case nothing
        case closed
    }

    private struct State {
        var waiting: [Job] = []
        var lastID: UInt64 = 0
        var isClosed = false
    }

    private let capacity: Int
    private let state = Mutex(State())
    /// One signal for each job, and one for each thread when the queue closes.
    private let arrivals = DispatchSemaphore(value: 0)

    init(capacity: Int) { self.capacity = capacity }

    /// Waits without blocking a thread until a worker has finished the job. A task that is cancelled leaves the queue at once;
    /// a job that runs already is finished.
    func result(of text: String, as kind: EmbeddingKind) async throws -> [Float] {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = Job(id: id, text: text, kind: kind, continuation: continuation)
                let accepted = state.withLock { state in
                    guard !state.isClosed, state.waiting.count < capacity else { return false }
                    state.waiting.append(job)
                    return true
                }
                guard accepted else {
                    continuation.resume(
                        throwing: LocalEmbedderError(
                            code: .busy, message: "\(capacity) texts wait for the embedding engine already"))
                    return
                }
                arrivals.signal()
                // The handler below may have run before the job was in the queue.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Blocks until there is something to do. For worker threads.
    func next() -> Next {
        arrivals.wait()
        return state.withLock { state in
            guard state.waiting.isEmpty else { return .job(state.waiting.removeFirst()) }
            return state.isClosed ? .closed : .nothing
        }
    }

    /// Takes no more jobs; those that wait are still done.
    func close(threads: Int) {
        state.withLock { $0.isClosed = true }
        for _ in 0..<threads { arrivals.signal() }
    }

    private func cancel(_ id: UInt64) {
        let job = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        job?.continuation.resume(throwing: CancellationError())
    }
}
