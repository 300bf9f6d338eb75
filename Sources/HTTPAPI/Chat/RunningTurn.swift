import Assistant
import Synchronization

/// A turn at work, apart from the connections that listen to it: what it has sent is kept, so that a client that comes back gets
/// what it missed. It is cancelled when the last listener has left and none came back in time.
///
/// Its events are few and it never waits for a reader: a slow client must not keep a turn at work.
final class RunningTurn: Sendable {
    /// One thing to send.
    enum Item: Sendable {
        case event(TurnEvent)
        case problem(Problem)
    }

    private struct State {
        var items: [Item] = []
        var isOver = false
        /// Why it was cancelled.
        var reason: Problem?
        var listeners: [Int: AsyncStream<Item>.Continuation] = [:]
        var lastListener = 0
        var work: Task<Void, Never>?
    }

    private let state = Mutex(State())
    private let grace: Duration

    /// - Parameter grace: how long a turn goes on without a listener.
    init(grace: Duration) { self.grace = grace }

    /// Starts to take the turn's events. Once.
    ///
    /// - Parameters:
    ///   - observe: told of each event before any listener gets it.
    ///   - failed: told of the error that ended the turn, or of the reason why it was cancelled.
    func start(
        _ events: AsyncThrowingStream<TurnEvent, any Error>, permit: TurnGate.Permit,
        deadline: ContinuousClock.Instant, observe: @escaping @Sendable (TurnEvent) -> Void,
        failed: @escaping @Sendable (any Error) -> Void
    ) {
        let work = Task { [self] in
            let ending = await withTaskGroup(of: Void.self) { group in
                group.addTask { [self] in
                    guard (try? await ContinuousClock().sleep(until: deadline)) != nil else { return }
                    cancel(.turnTimeout)
                }
                defer { group.cancelAll() }
                return await take(events, observe)
            }
            permit.release()
            // Whoever gets the last item finds it accounted for.
            if let error = ending.error { failed(error) }
            add(ending.last, isLast: true)
        }
        state.withLock { state in
            state.work = work
            if state.reason != nil { work.cancel() }
        }
    }

    private func take(
        _ events: AsyncThrowingStream<TurnEvent, any Error>, _ observe: @Sendable (TurnEvent) -> Void
    ) async -> (error: (any Error)?, last: Item) {
        do {
            for try await event in events {
                observe(event)
                if case .done = event { return (nil, .event(event)) }
                add(.event(event))
            }
            // A stream that is cancelled ends without an error.
            try Task.checkCancellation()
            throw UnfinishedTurn()
        } catch {
            if let reason = state.withLock({ $0.reason }) { return (reason, .problem(reason)) }
            return (error, .problem(Problem(describing: error)))
        }
    }

    /// Stops the turn. Listeners get `reason` as the last item. Nothing happens where it is over.
    func cancel(_ reason: Problem) {
        state.withLock { state in
            if state.isOver || state.reason != nil { return }
            state.reason = reason
            state.work?.cancel()
        }
    }

    /// What the turn sends from item `position` on, what it has sent already included.
    func listen(from position: Int) -> AsyncStream<Item> {
        let (items, continuation) = AsyncStream<Item>.makeStream()
        let number = state.withLock { state in
            for item in state.items.dropFirst(position) { continuation.yield(item) }
            if state.isOver { return 0 }
            state.lastListener += 1
            state.listeners[state.lastListener] = continuation
            return state.lastListener
        }
        if number == 0 {
            continuation.finish()
        } else {
            continuation.onTermination = { [weak self] _ in self?.left(number) }
        }
        return items
    }

    private func add(_ item: Item, isLast: Bool = false) {
        let listeners = state.withLock { state in
            state.items.append(item)
            if isLast { state.isOver = true }
            return Array(state.listeners.values)
        }
        for listener in listeners {
            listener.yield(item)
            if isLast { listener.finish() }
        }
    }

    private func left(_ number: Int) {
        let isAlone = state.withLock { state in
            state.listeners[number] = nil
            return state.listeners.isEmpty && !state.isOver
        }
        guard isAlone else { return }
        if grace == .zero { return cancel(.turnCancelled) }
        Task { [weak self, grace] in
            try? await Task.sleep(for: grace)
            guard let self, state.withLock({ $0.listeners.isEmpty }) else { return }
            cancel(.turnCancelled)
        }
    }
}

/// The turn ended without its last event.
private struct UnfinishedTurn: Error {}

extension Problem {
    static let turnCancelled = Problem(.turnCancelled, "Ask again where that was not meant.")
}
