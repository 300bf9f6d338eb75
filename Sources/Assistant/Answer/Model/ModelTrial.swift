import Synchronization

/// Keeps the reports of answers until they are asked for: its `add` is what `ModelAnswerer` calls.
public final class AnswerReportLog: Sendable {
    private let reports = Mutex<[AnswerReport]>([])

    public init() {}

    public func add(_ report: AnswerReport) { reports.withLock { $0.append(report) } }

    /// What has come since the last call, oldest first.
    public func take() -> [AnswerReport] {
        reports.withLock { reports in
            defer { reports = [] }
            return reports
        }
    }
}

/// Asks an assistant one query after the other and counts what became of its model's sentences.
public struct ModelTrial: Sendable {
    /// One query's turn.
    public struct Turn: Sendable {
        public var query: String
        public var intent: Intent
        public var answer: String
        public var model: String
        public var degraded: [String]
        public var timings: TurnEnd.Timings
        /// nil where the turn did not go to the model.
        public var report: AnswerReport?
    }

    private let assistant: any ShoppingAssistant
    private let log: AnswerReportLog

    /// - Parameters:
    ///   - assistant: one whose answerer is a `ModelAnswerer` that reports to `log`, and that nobody else uses meanwhile.
    public init(assistant: any ShoppingAssistant, log: AnswerReportLog) {
        self.assistant = assistant
        self.log = log
    }

    /// Each query in a conversation of its own, in order. `each` gets every turn as it ends. Throws what a turn throws.
    @discardableResult
    public func run(_ queries: [String], each: (Turn) -> Void = { _ in }) async throws -> [Turn] {
        var turns: [Turn] = []
        for query in queries {
            _ = log.take()
            var intent = Intent.search
            for try await event in try await assistant.turn(TurnRequest(message: query)) {
                switch event {
                case .turn(let start): intent = start.intent
                case .done(let end):
                    let turn = Turn(
                        query: query, intent: intent, answer: end.answer, model: end.model, degraded: end.degraded,
                        timings: end.timings, report: log.take().last)
                    turns.append(turn)
                    each(turn)
                default: break
                }
            }
        }
        return turns
    }

    /// All turns that went to the model, added up.
    public static func sum(_ turns: [Turn]) -> AnswerReport {
        turns.compactMap(\.report).reduce(AnswerReport(), +)
    }
}
