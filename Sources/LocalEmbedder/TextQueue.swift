import Dispatch
import Search
import Synchronization

/// Jobs, some texts each, that wait for a thread, first come, first served, at most `capacity` of them.
final class TextQueue: Sendable {
    struct Job {
        let id: UInt64
        let texts: [String]
        let kind: EmbeddingKind
        let continuation: CheckedContinuation<[[Float]], any Error>
    }

    enum Next {
        case job(Job)
        /// Whoever waited has left.
        case nothing
        case closed
    }

    private struct State {
        var waiting: [Job] = []
        /// Jobs at work, and whether their tasks are cancelled.
        var running: [UInt64: Bool] = [:]
        var lastID: UInt64 = 0
        var isClosed = false
    }

    private let capacity: Int
    private let state = Mutex(State())
    /// One signal for each job, and one for each thread when the queue closes.
    private let arrivals = DispatchSemaphore(value: 0)

    init(capacity: Int) { self.capacity = capacity }

    /// Waits without blocking a thread until a worker has finished the job. A task that is cancelled leaves the queue at once;
    /// a job that runs already ends after the batch at hand.
    func result(of texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = Job(id: id, texts: texts, kind: kind, continuation: continuation)
                let accepted = state.withLock { state in
                    guard !state.isClosed, state.waiting.count < capacity else { return false }
                    state.waiting.append(job)
                    return true
                }
                guard accepted else {
                    continuation.resume(
                        throwing: LocalEmbedderError(
                            code: .busy, message: "\(capacity) jobs wait for the embedding model already"))
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
            guard state.waiting.isEmpty else {
                let job = state.waiting.removeFirst()
                state.running[job.id] = false
                return .job(job)
            }
            return state.isClosed ? .closed : .nothing
        }
    }

    /// Whether nobody waits for a running job any more.
    func isCancelled(_ id: UInt64) -> Bool { state.withLock { $0.running[id] ?? false } }

    /// A job that ``next()`` gave is done.
    func finish(_ id: UInt64) { state.withLock { $0.running[id] = nil } }

    /// Takes no more jobs; those that wait are still done.
    func close(threads: Int) {
        state.withLock { $0.isClosed = true }
        for _ in 0..<threads { arrivals.signal() }
    }

    private func cancel(_ id: UInt64) {
        let job: Job? = state.withLock { state in
            if state.running[id] != nil { state.running[id] = true }
            return state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        job?.continuation.resume(throwing: CancellationError())
    }
}
