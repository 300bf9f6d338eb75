import Synchronization

/// The turns that can be listened to or stopped by their id: those at work, and for a minute those that are over.
final class TurnRegistry: Sendable {
    private struct Entry {
        var turn: RunningTurn
        var added: ContinuousClock.Instant
    }

    private static let longest = Duration.seconds(60)
    private let limit: Int
    private let entries = Mutex<(byId: [String: Entry], order: [String])>(([:], []))

    /// - Parameter limit: turns that are kept; beyond it the oldest go.
    init(limit: Int) { self.limit = limit }

    subscript(_ id: String) -> RunningTurn? { entries.withLock { $0.byId[id]?.turn } }

    /// - Parameter turnLimit: how long a turn may be at work.
    func add(_ turn: RunningTurn, id: String, turnLimit: Duration) {
        let now = ContinuousClock.now
        entries.withLock { entries in
            let old = entries.order.prefix { id in
                entries.byId[id].map { now - $0.added > turnLimit + Self.longest } ?? true
            }
            let dropped = max(old.count, entries.order.count + 1 - limit)
            for id in entries.order.prefix(dropped) { entries.byId[id] = nil }
            entries.order.removeFirst(dropped)
            entries.byId[id] = Entry(turn: turn, added: now)
            entries.order.append(id)
        }
    }
}
