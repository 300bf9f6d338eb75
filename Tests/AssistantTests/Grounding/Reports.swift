import Assistant
import Synchronization

/// Reports of answers, as they come.
final class Reports: Sendable {
    private let all = Mutex<[AnswerReport]>([])
    func add(_ report: AnswerReport) { all.withLock { $0.append(report) } }
    var last: AnswerReport? { all.withLock { $0.last } }
}
