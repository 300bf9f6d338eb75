import Dispatch
import Foundation
import Synchronization

/// Threads that make blocking calls of a native library, away from the cooperative pool, and a bounded queue before them. Each
/// thread has a worker of its own, such as a decoder's state. The threads end when the lane goes.
public final class NativeLane<Worker>: Sendable {
    private let name: String
    private let queue: LaneQueue<Worker>
    private let threads: Int

    /// - Parameters:
    ///   - threads: calls that run at the same time, at least 1.
    ///   - capacity: calls that may wait for a thread; more are refused with `busy`.
    ///   - makeWorker: called on the thread when its first call comes, and again after it threw.
    public init(
        name: String, threads: Int, capacity: Int, makeWorker: @escaping @Sendable () throws -> Worker
    ) {
        let queue = LaneQueue<Worker>(capacity: capacity)
        self.name = name
        self.queue = queue
        self.threads = max(1, threads)
        for number in 1...self.threads {
            let thread = Thread { Self.work(through: queue, makeWorker) }
            thread.name = "\(name)-\(number)"
            // Generous for numeric code that keeps arrays on the stack.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { queue.close(threads: threads) }

    /// Runs the call on one of the threads and waits for it, without blocking a thread of the caller.
    ///
    /// The call is handed a flag that is raised when the calling task is cancelled; it has to look at it and end soon. A call
    /// that still waits is not made then. Throws what the call throws, `CancellationError`, and ``SpeechError`` with `busy`.
    public func run<Value: Sendable>(
        _ call: @escaping @Sendable (Worker, CancellationFlag) throws -> Value
    ) async throws -> Value {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
                let job = LaneQueue<Worker>.Job(
                    flag: flag,
                    run: { worker in
                        continuation.resume(
                            with: Result { () throws -> Value in
                                let value = try call(worker.get(), flag)
                                if flag.isRaised { throw CancellationError() }
                                return value
                            })
                    },
                    refuse: { continuation.resume(throwing: $0) })
                if let wait = queue.put(job) {
                    job.refuse(
                        SpeechError(
                            .busy, "\(name): as many calls wait already as may; try again in a while",
                            retryAfter: wait))
                    return
                }
                // The handler below may have run before the job was in the queue.
                if flag.isRaised { queue.cancel(flag) }
            }
        } onCancel: {
            flag.raise()
            queue.cancel(flag)
        }
    }

    private static func work(through queue: LaneQueue<Worker>, _ makeWorker: () throws -> Worker) {
        let clock = ContinuousClock()
        var worker: Worker?
        while let next = queue.next() {
            guard let job = next else { continue }
            let start = clock.now
            job.run(
                Result {
                    if let worker { return worker }
                    let made = try makeWorker()
                    worker = made
                    return made
                })
            queue.note(clock.now - start)
        }
    }
}

/// Tells a native call that its caller has gone.
public final class CancellationFlag: Sendable {
    private let raised = Atomic(false)

    init() {}

    public var isRaised: Bool { raised.load(ordering: .relaxed) }

    func raise() { raised.store(true, ordering: .relaxed) }
}

/// Calls that wait for a thread, first come, first served.
final class LaneQueue<Worker>: Sendable {
    struct Job: Sendable {
        let flag: CancellationFlag
        let run: @Sendable (Result<Worker, any Error>) -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var isClosed = false
        /// How long a call has taken of late; a moving average.
        var usual: Duration?
    }

    private let capacity: Int
    private let state = Mutex(State())
    /// One signal for each job, and one for each thread when the queue closes.
    private let arrivals = DispatchSemaphore(value: 0)

    init(capacity: Int) { self.capacity = capacity }

    /// nil when the job was taken; else how long it is until there is room.
    func put(_ job: Job) -> Duration? {
        let wait: Duration? = state.withLock { state in
            guard !state.isClosed, state.waiting.count < capacity else {
                return max(.seconds(1), state.usual ?? .seconds(1))
            }
            state.waiting.append(job)
            return nil
        }
        if wait == nil { arrivals.signal() }
        return wait
    }

    /// Blocks until there is something to do. nil when the queue is closed; nil inside when whoever waited has left.
    func next() -> Job?? {
        arrivals.wait()
        return state.withLock { state in
            guard state.waiting.isEmpty else { return .some(state.waiting.removeFirst()) }
            return state.isClosed ? nil : .some(nil)
        }
    }

    func note(_ duration: Duration) {
        state.withLock { state in
            state.usual = state.usual.map { ($0 * 3 + duration) / 4 } ?? duration
        }
    }

    func cancel(_ flag: CancellationFlag) {
        let job = state.withLock { state in
            state.waiting.firstIndex { $0.flag === flag }.map { state.waiting.remove(at: $0) }
        }
        job?.refuse(CancellationError())
    }

    /// Takes no more jobs; those that wait are still done.
    func close(threads: Int) {
        state.withLock { $0.isClosed = true }
        for _ in 0..<threads { arrivals.signal() }
    }
}
