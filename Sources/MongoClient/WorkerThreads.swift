internal import Dispatch
internal import Foundation
internal import Synchronization

/// Threads for calls that block: the driver's. None of them is of the cooperative pool, so that waiting for a server holds up
/// nothing else, and what else the program computes does not hold up an answer.
final class WorkerThreads: Sendable {
    private let backlog: Int
    private let threads: Int
    private let queue: Queue

    /// What the threads hold on to, so that they do not keep their owner alive.
    private final class Queue: Sendable {
        let waiting = Mutex<[@Sendable () -> Void]>([])
        /// One signal for each job, and one for each thread when the queue closes.
        let arrivals = DispatchSemaphore(value: 0)
    }

    /// - Parameter backlog: calls that may wait for a thread.
    init(name: String, threads: Int, backlog: Int) {
        self.backlog = backlog
        self.threads = threads
        let queue = Queue()
        self.queue = queue
        for number in 1...max(1, threads) {
            let thread = Thread {
                while let job = Self.next(queue) { job() }
            }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    deinit {
        // A thread that is woken and finds no job ends.
        for _ in 0..<max(1, threads) { queue.arrivals.signal() }
    }

    /// Runs the body on one of the threads. A cancelled task gets its `CancellationError` at once; a body that has begun is
    /// then finished without it, one that has not is never begun.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let call = PendingCall<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard call.await(with: continuation) else { return }
                let accepted = add(limit: backlog) {
                    guard call.isAwaited else { return }
                    call.finish(Result(catching: body))
                }
                if !accepted {
                    call.finish(.failure(MongoError(.busy, "\(backlog) calls wait for the database already")))
                }
            }
        } onCancel: {
            call.finish(.failure(CancellationError()))
        }
    }

    /// For what has to be tidied up, whether the queue is full or not. Nobody waits for it.
    func tidy(_ body: @escaping @Sendable () -> Void) { _ = add(limit: .max, body) }

    private func add(limit: Int, _ job: @escaping @Sendable () -> Void) -> Bool {
        let accepted = queue.waiting.withLock { waiting in
            guard waiting.count < limit else { return false }
            waiting.append(job)
            return true
        }
        if accepted { queue.arrivals.signal() }
        return accepted
    }

    /// Blocks. nil once the queue is closed and empty.
    private static func next(_ queue: Queue) -> (@Sendable () -> Void)? {
        queue.arrivals.wait()
        return queue.waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}

/// A continuation that the first of two, the end of the work or a cancellation, resumes.
private final class PendingCall<Value: Sendable>: Sendable {
    private enum State {
        case new
        case awaited(CheckedContinuation<Value, any Error>)
        case finished
        /// Cancelled before anybody waited.
        case early(any Error)
    }

    private let state = Mutex(State.new)

    var isAwaited: Bool { state.withLock { if case .awaited = $0 { true } else { false } } }

    /// False where it was cancelled already; then the continuation is resumed.
    func await(with continuation: CheckedContinuation<Value, any Error>) -> Bool {
        let early: (any Error)? = state.withLock { state in
            if case .early(let error) = state {
                state = .finished
                return error
            }
            state = .awaited(continuation)
            return nil
        }
        if let early { continuation.resume(throwing: early) }
        return early == nil
    }

    func finish(_ result: Result<Value, any Error>) {
        let continuation: CheckedContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .awaited(let continuation):
                state = .finished
                return continuation
            case .new:
                if case .failure(let error) = result { state = .early(error) }
                return nil
            case .finished, .early: return nil
            }
        }
        continuation?.resume(with: result)
    }
}
