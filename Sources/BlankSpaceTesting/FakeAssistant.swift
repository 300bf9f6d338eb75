public import Assistant
public import Search
public import Shop
import Synchronization

/// A `ShoppingAssistant` that follows a script: for unit tests of the layers above the assistant, such as HTTP. It understands
/// and finds nothing by itself, and it records what it is asked and which of its turns were cancelled.
public final class FakeAssistant: ShoppingAssistant {
    /// What every turn does.
    public struct Script: Sendable {
        public enum Step: Sendable {
            case event(TurnEvent)
            /// Silence; the turn goes on afterwards.
            case pause(Duration)
            case fail(any Error)
            /// Silence until the turn is cancelled.
            case hang
        }

        /// How long it takes until there is a stream, or an error in its place.
        public var delay: Duration
        /// Thrown in place of a stream.
        public var refusal: (any Error)?
        public var steps: [Step]

        public init(_ steps: [Step] = [], delay: Duration = .zero, refusal: (any Error)? = nil) {
            self.steps = steps
            self.delay = delay
            self.refusal = refusal
        }
    }

    public struct Search: Sendable, Equatable {
        public var text: String
        public var overrides: Constraints
        public var limit: Int
    }

    /// What has been asked so far.
    public struct Record: Sendable {
        public var turns: [TurnRequest] = []
        /// When turns were cancelled, before or after their stream was there.
        public var cancellations: [ContinuousClock.Instant] = []
        /// Turns whose script ran to its end.
        public var finished = 0
        public var searches: [Search] = []
        public var events: [ShopEvent] = []
    }

    private struct State {
        var record = Record()
        var conversations: [String: Conversation]
        var dependencies: [DependencyStatus]
    }

    private let script: Script
    private let hits: [SearchResult.Hit]
    private let products: [String: Product]
    /// Thrown by every call but `turn`.
    private let failure: (any Error)?
    private let state: Mutex<State>

    public init(
        _ script: Script = Script(), products: [Product] = [], conversations: [Conversation] = [],
        dependencies: [DependencyStatus] = [], failure: (any Error)? = nil
    ) {
        self.script = script
        self.failure = failure
        hits = products.map {
            SearchResult.Hit(product: $0, score: 1, reasons: $0.category.suffix(1).map { .kind($0) })
        }
        self.products = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
        let kept = Dictionary(conversations.map { ($0.id, $0) }) { first, _ in first }
        state = Mutex(State(conversations: kept, dependencies: dependencies))
    }

    public var record: Record { state.withLock { $0.record } }

    public func setDependencies(_ dependencies: [DependencyStatus]) {
        state.withLock { $0.dependencies = dependencies }
    }

    public func turn(_ request: TurnRequest) async throws -> AsyncThrowingStream<TurnEvent, any Error> {
        state.withLock { $0.record.turns.append(request) }
        do {
            try await Task.sleep(for: script.delay)
        } catch {
            cancelled()
            throw error
        }
        if let refusal = script.refusal { throw refusal }
        let (events, continuation) = AsyncThrowingStream<TurnEvent, any Error>.makeStream()
        let work = Task { await perform(continuation) }
        continuation.onTermination = { _ in work.cancel() }
        return events
    }

    private func perform(_ events: AsyncThrowingStream<TurnEvent, any Error>.Continuation) async {
        do {
            for step in script.steps {
                try Task.checkCancellation()
                switch step {
                case .event(let event): events.yield(event)
                case .pause(let duration): try await Task.sleep(for: duration)
                case .fail(let error): return events.finish(throwing: error)
                case .hang: try await Task.sleep(for: .seconds(86_400))
                }
            }
            state.withLock { $0.record.finished += 1 }
            events.finish()
        } catch {
            cancelled()
            events.finish(throwing: error)
        }
    }

    private func cancelled() { state.withLock { $0.record.cancellations.append(.now) } }

    public func search(_ text: String, overrides: Constraints, limit: Int) async throws -> SearchResult {
        if let failure { throw failure }
        state.withLock { $0.record.searches.append(Search(text: text, overrides: overrides, limit: limit)) }
        return SearchResult(
            query: SearchQuery(text: text, need: text, constraints: overrides), hits: Array(hits.prefix(limit)),
            total: hits.count)
    }

    public func product(id: String) async throws -> Product? {
        if let failure { throw failure }
        return products[id]
    }

    public func conversation(id: String) async throws -> Conversation? {
        if let failure { throw failure }
        return state.withLock { $0.conversations[id] }
    }

    public func deleteConversation(id: String) async throws -> Bool {
        if let failure { throw failure }
        return state.withLock { $0.conversations.removeValue(forKey: id) != nil }
    }

    public func deleteUser(id: String) async throws -> Int {
        if let failure { throw failure }
        return state.withLock { state in
            let before = state.conversations.count
            state.conversations = state.conversations.filter { $0.value.userId != id }
            return before - state.conversations.count
        }
    }

    public func record(_ events: [ShopEvent]) async throws {
        if let failure { throw failure }
        state.withLock { $0.record.events += events }
    }

    public func dependencies() async -> [DependencyStatus] { state.withLock { $0.dependencies } }
}
