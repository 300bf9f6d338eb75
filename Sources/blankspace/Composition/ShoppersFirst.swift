import Assistant
import Synchronization

/// One model server writes for shoppers and for the search: work for the search waits while a shopper's answer is being written,
/// and is broken off when one comes.
final class ShoppersFirst: Sendable {
    private struct State {
        var underWay = 0
        var lastEnd: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let clock = ContinuousClock()
    /// Behind a shopper's answer often comes the next question.
    private static let calm = Duration.seconds(3)

    private struct ShopperCame: Error {}

    /// The model as shoppers have it.
    func model(_ model: any LanguageModel) -> any LanguageModel { CountedModel(base: model, queue: self) }

    /// Runs the body when no shopper waits for the model; anew where one came meanwhile.
    func behindShoppers<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        while true {
            while !isCalm { try await Task.sleep(for: .milliseconds(250)) }
            do {
                return try await withThrowingTaskGroup(of: Value.self) { group in
                    defer { group.cancelAll() }
                    group.addTask { try await body() }
                    group.addTask {
                        while self.state.withLock({ $0.underWay == 0 }) { try await Task.sleep(for: .milliseconds(50)) }
                        throw ShopperCame()
                    }
                    guard let value = try await group.next() else { throw CancellationError() }
                    return value
                }
            } catch is ShopperCame {}
        }
    }

    private var isCalm: Bool {
        state.withLock { state in
            state.underWay == 0 && state.lastEnd.map { clock.now - $0 >= Self.calm } ?? true
        }
    }

    fileprivate func began() { state.withLock { $0.underWay += 1 } }

    fileprivate func ended() {
        state.withLock { state in
            state.underWay -= 1
            state.lastEnd = clock.now
        }
    }
}

private struct CountedModel: LanguageModel {
    let base: any LanguageModel
    let queue: ShoppersFirst

    var name: String { base.name }

    func reply(
        to prompt: ModelPrompt, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ModelUsage {
        queue.began()
        defer { queue.ended() }
        return try await base.reply(to: prompt, take)
    }

    func warmUp() async throws { try await base.warmUp() }

    func check() async throws -> ModelState { try await base.check() }
}
