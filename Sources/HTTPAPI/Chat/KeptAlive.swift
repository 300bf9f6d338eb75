import Synchronization

/// What a stream has to write next: an item, or a sign of life.
enum KeptAlive<Item: Sendable>: Sendable {
    case item(Item)
    /// Nothing came for a while.
    case silence

    /// `items`, and a `.silence` after each time of `interval` without one. Ending the iteration ends that of `items`.
    static func stream(_ items: AsyncStream<Item>, after interval: Duration) -> AsyncStream<KeptAlive> {
        AsyncStream { continuation in
            let work = Task {
                let quiet = QuietPeriod()
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await quiet.keepTime(interval) { continuation.yield(.silence) } }
                    for await item in items {
                        quiet.restart()
                        continuation.yield(.item(item))
                    }
                    group.cancelAll()
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }
}

/// Since when nothing has been written.
private final class QuietPeriod: Sendable {
    private let since = Mutex(ContinuousClock.now)

    func restart() { since.withLock { $0 = .now } }

    /// Until its task is cancelled.
    func keepTime(_ interval: Duration, _ tell: @Sendable () -> Void) async {
        while true {
            let due = since.withLock { $0 } + interval
            do { try await ContinuousClock().sleep(until: due) } catch { return }
            if ContinuousClock.now >= since.withLock({ $0 }) + interval {
                tell()
                restart()
            }
        }
    }
}
