import Assistant
import Synchronization

/// What a stream has to write next.
enum StreamItem: Sendable {
    case event(TurnEvent)
    /// Nothing was written for a while.
    case keepAlive
    case deadline
    case failed(any Error)
    case end
}

/// Moves a turn's events into `items`, with one timer beside it for keep-alives and for the deadline.
///
/// It never waits for the reader: a turn's events are few, and a slow client must not keep a turn at work.
struct TurnPump: Sendable {
    let events: AsyncThrowingStream<TurnEvent, any Error>
    let items: AsyncStream<StreamItem>.Continuation
    let permit: TurnGate.Permit
    let deadline: ContinuousClock.Instant
    let keepAlive: Duration

    /// Ends at the deadline or when its task is cancelled; the turn is cancelled then where it is still at work.
    func run() async {
        let quiet = QuietPeriod()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await forward(quiet) }
            await keepTime(quiet)
            group.cancelAll()
        }
    }

    private func forward(_ quiet: QuietPeriod) async {
        defer { permit.release() }
        do {
            for try await event in events {
                quiet.restart()
                items.yield(.event(event))
            }
            items.yield(.end)
        } catch {
            items.yield(.failed(error))
        }
    }

    private func keepTime(_ quiet: QuietPeriod) async {
        while true {
            let due = quiet.start + keepAlive
            do { try await ContinuousClock().sleep(until: min(due, deadline)) } catch { return }
            let now = ContinuousClock.now
            if now >= deadline {
                items.yield(.deadline)
                return
            }
            if now >= quiet.start + keepAlive {
                items.yield(.keepAlive)
                quiet.restart()
            }
        }
    }
}

/// Since when nothing has been written.
private final class QuietPeriod: Sendable {
    private let since = Mutex(ContinuousClock.now)

    var start: ContinuousClock.Instant { since.withLock { $0 } }
    func restart() { since.withLock { $0 = .now } }
}
