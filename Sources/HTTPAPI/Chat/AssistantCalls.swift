import Assistant
import Shop

/// The assistant, every call of which ends by the deadline.
struct AssistantCalls: Sendable {
    let assistant: any ShoppingAssistant
    private let limit: Duration

    init(assistant: any ShoppingAssistant, configuration: HTTPAPIConfiguration) {
        self.assistant = assistant
        limit = configuration.turnDeadline
    }

    func deadline() -> ContinuousClock.Instant { .now + limit }

    /// Throws a `turn-timeout` problem where `body` is not done by `deadline`; `body` is cancelled then and waited for.
    func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (any ShoppingAssistant) async throws -> Value
    ) async throws -> Value {
        let deadline = deadline ?? self.deadline()
        let assistant = assistant
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body(assistant) }
            group.addTask {
                try await ContinuousClock().sleep(until: deadline)
                throw Problem.turnTimeout
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}

extension Problem {
    static let turnTimeout = Problem(.turnTimeout, "Try again, or ask something simpler.")
}
