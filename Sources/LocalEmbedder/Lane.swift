import Foundation
import Search

/// Threads that embed texts of one kind, away from the cooperative pool. They end when the lane goes.
final class Lane: Sendable {
    let threads: Int
    private let queue: TextQueue

    /// - Parameters:
    ///   - capacity: texts that may wait.
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
                Self.work(through: queue, engine: engine)
            }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    deinit { queue.close(threads: threads) }

    func vector(of text: String, as kind: EmbeddingKind) async throws -> [Float] {
        try await queue.result(of: text, as: kind)
    }

    private static func work(through queue: TextQueue, engine: Engine) {
        while true {
            switch queue.next() {
            case .nothing: continue
            case .closed: return
            case .job(let job):
                job.continuation.resume(
                    with: Result { try engine.vector(of: EmbeddableText(job.text), as: job.kind) })
            }
        }
    }
}
