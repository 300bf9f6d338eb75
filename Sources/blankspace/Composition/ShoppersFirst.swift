import Assistant
import Synchronization

/// One model server writes for shoppers and for the search: work for the search waits while a shopper's answer is being written,
/// and is broken off when one comes.
final class ShoppersFirst: Sendable {
    private struct State {
        var underWay = 0
        var lastEnd: ContinuousClock.Instant?
        /// Of the work for the search that waits, or is to be broken off.
        var listener: AsyncStream<Void>.Continuation?
    }

    private let state = Mutex(State())
    private let clock = ContinuousClock()
    /// Behind a shopper's answer often comes the next question.
    private static let calm = Duration.seconds(3)

    private struct ShopperCame: Error {}

    /// The model as shoppers have it.
    func model(_ model: any LanguageModel) -> any LanguageModel { CountedModel(base: model, queue: self) }

    /// Runs the body when no shopper waits for the model; anew where one came meanwhile. One call at a time.
    func behindShoppers<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        while true {
            try await waitUntilCalm()
            do { return try await unlessShopperComes(body) } catch is ShopperCame {}
        }
    }

    private func waitUntilCalm() async throws {
        while true {
            // Listened to before it is looked, so that nothing comes in between.
            let changes = changes()
            let (underWay, lastEnd) = state.withLock { ($0.underWay, $0.lastEnd) }
            if underWay > 0 {
                for await _ in changes { break }
                try Task.checkCancellation()
            } else if let lastEnd, clock.now < lastEnd + Self.calm {
                // Calm is time that passes: nothing else tells that it has. Who came meanwhile is seen by looking again.
                try await clock.sleep(until: lastEnd + Self.calm)
            } else {
                return
            }
        }
    }

    private func unlessShopperComes<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let changes = changes()
        return try await withThrowingTaskGroup(of: Value.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body() }
            group.addTask {
                repeat {
                    if self.state.withLock({ $0.underWay > 0 }) { throw ShopperCame() }
                } while await changes.first { _ in true } != nil
                throw CancellationError()
            }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    private func changes() -> AsyncStream<Void> {
        let (changes, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.listener = listener }
        return changes
    }

    fileprivate func began() {
        state.withLock { state in
            state.underWay += 1
            state.listener?.yield()
        }
    }

    fileprivate func ended() {
        state.withLock { state in
            state.underWay -= 1
            state.lastEnd = clock.now
            state.listener?.yield()
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
