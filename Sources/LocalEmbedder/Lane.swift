import Foundation
import Search

/// Threads that embed texts of one kind, away from the cooperative pool. They end when the lane goes.
final class Lane: Sendable {
    let threads: Int
    private let queue: TextQueue

    /// - Parameters:
    ///   - capacity: jobs that may wait.
    ///   - niceness: added to the threads' nice value, so that work nobody waits for gives way.
    init(name: String, engine: Engine, threads: Int, capacity: Int, niceness: Int32 = 0) {
        self.threads = threads
        let queue = TextQueue(capacity: capacity)
        self.queue = queue
        for number in 1...threads {
            let thread = Thread {
                #if os(Linux)
                // On Linux this is the calling thread's value alone.
                if niceness != 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
                #endif
                Self.work(through: queue, encoder: Encoder(engine.model))
            }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    deinit { queue.close(threads: threads) }

    func vectors(of texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        try await queue.result(of: texts, as: kind)
    }

    private static func work(through queue: TextQueue, encoder: Encoder) {
        while true {
            switch queue.next() {
            case .nothing: continue
            case .closed: return
            case .job(let job):
                let result = Result {
                    try Engine.vectors(of: job.texts, as: job.kind, by: encoder) { queue.isCancelled(job.id) }
                }
                queue.finish(job.id)
                job.continuation.resume(with: result)
            }
        }
    }
}
