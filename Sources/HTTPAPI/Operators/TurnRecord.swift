import Assistant
import Synchronization

/// Who accounts for turns, however they came in: by chat, as a recording, in a conversation by voice.
struct TurnAccounts: Sendable {
    let metrics: ServerMetrics
    let ledger: TurnLedger

    func begin() -> TurnRecord { TurnRecord(accounts: self) }
}

/// Accounts for one turn when it has ended, or has been dropped on the way.
final class TurnRecord: Sendable {
    private struct State {
        var turn = TurnLedger.Turn()
        var isOver = false
    }

    private let accounts: TurnAccounts
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    fileprivate init(accounts: TurnAccounts) { self.accounts = accounts }

    deinit { stop() }

    func note(_ event: TurnEvent) {
        switch event {
        case .turn(let start):
            state.withLock { $0.turn.start = start }
            accounts.metrics.turn(intent: start.intent.rawValue)
            accounts.metrics.firstEvent(after: started.duration(to: .now))
        case .products(let list):
            state.withLock { state in
                state.turn.shown = list.items.map(\.product.id)
                state.turn.foundNothing = list.total == 0 && state.turn.start?.intent.searches == true
            }
        case .done(let end): finish(.done(end))
        case .delta, .citations, .action, .suggestions: break
        }
    }

    /// The shopper left, or stopped it.
    func stop() {
        if finish(.stopped) { accounts.metrics.turnCancelled() }
    }

    /// Ended by `error`. What a client asks wrongly is no turn.
    func fail(_ error: any Error) {
        if error is CancellationError { return stop() }
        let code = Problem(describing: error).code
        switch code {
        case .turnCancelled: stop()
        case .turnTimeout: if finish(.failed) { accounts.metrics.turnCancelled() }
        default:
            let hasBegun = state.withLock { $0.turn.start != nil }
            if hasBegun || code.status >= 500 { finish(.failed) } else { forget() }
        }
    }

    private func forget() { state.withLock { $0.isOver = true } }

    /// False where it was over.
    @discardableResult
    private func finish(_ ending: TurnLedger.Ending) -> Bool {
        let turn = state.withLock { state -> TurnLedger.Turn? in
            if state.isOver { return nil }
            state.isOver = true
            state.turn.elapsed = started.duration(to: .now)
            return state.turn
        }
        guard let turn else { return false }
        accounts.ledger.note(turn, ending)
        return true
    }
}
