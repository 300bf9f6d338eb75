public import Assistant
public import Foundation
import Shop
import Synchronization

/// What operators are told of turns: bounded, in memory, and without a word that says who a shopper is.
public final class TurnLedger: Sendable {
    private struct State {
        var minutes: TurnMinutes
        var intents: [Intent: Int] = [:]
        var conversations = SeenConversations()
        var emptyQueries = SeenTexts(capacity: 500, order: .frequent)
        var sentences = SeenTexts(capacity: TurnLedger.listed, order: .recent)
    }

    /// Entries of a list.
    private static let listed = 50
    private static let textLimit = 300

    private let state: Mutex<State>
    private let now: @Sendable () -> Date

    /// - Parameter now: the clock.
    public init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
        state = Mutex(State(minutes: TurnMinutes(from: now())))
    }

    /// Takes down the sentences of a language model that the grounding check did not let out.
    public func note(_ report: AnswerReport) {
        guard !report.rejected.isEmpty else { return }
        let now = now()
        let sentences = report.rejected.map { rejected in
            (PersonalData.masked(rejected.sentence, limit: Self.textLimit), rejected.reason.rawValue)
        }
        state.withLock { state in
            for (sentence, reason) in sentences { state.sentences.note(sentence, note: reason, at: now) }
        }
    }

    /// What a turn had come to when it was over.
    struct Turn {
        /// nil where it failed before it began.
        var start: TurnStart?
        /// Ids of products shown.
        var shown: [String] = []
        /// It searched, and nothing fits.
        var foundNothing = false
        var elapsed = Duration.zero
    }

    enum Ending {
        case done(TurnEnd)
        case failed
        /// By the shopper.
        case stopped
    }

    func note(_ turn: Turn, _ ending: Ending) {
        let now = now()
        let begun = now.addingTimeInterval(-(turn.elapsed / .seconds(1)))
        let empty = turn.foundNothing ? turn.start.map { PersonalData.masked($0.query, limit: Self.textLimit) } : nil
        state.withLock { state in
            let outcome: SeenConversations.Outcome
            switch ending {
            case .done(let end): outcome = end.degraded.isEmpty ? .answered : .degraded
            case .failed: outcome = .failed
            case .stopped: outcome = .stopped
            }
            state.minutes.change(at: now) { minute in
                minute.turns += 1
                if outcome == .degraded { minute.degraded += 1 }
                if outcome == .failed { minute.failed += 1 }
                guard case .done(let end) = ending else { return }
                minute.took(turn.elapsed)
                minute.promptTokens += end.usage?.promptTokens ?? 0
                minute.completionTokens += end.usage?.completionTokens ?? 0
            }
            guard let start = turn.start else { return }
            state.intents[start.intent, default: 0] += 1
            state.conversations.note(start, shown: turn.shown, outcome: outcome, begun: begun, at: now)
            if let empty { state.emptyQueries.note(empty, at: now) }
        }
    }

    /// The members of the overview that are about turns.
    var json: [String: JSONValue] {
        let now = now()
        let state = state.withLock { $0 }
        return [
            "minutes": .array(state.minutes.all(at: now).map { $0.minute.json(at: $0.at) }),
            "intents": .object(
                Dictionary(uniqueKeysWithValues: state.intents.map { ($0.key.rawValue, JSONValue($0.value)) })),
            "conversations": .array(state.conversations.all.map(\.json)),
            "emptyQueries": .array(
                state.emptyQueries.top(Self.listed).map { entry in
                    .object(["query": .string(entry.text)].merging(entry.json) { $1 })
                }),
            "replacedSentences": .array(
                state.sentences.top(Self.listed).map { entry in
                    .object(
                        ["sentence": .string(entry.text), "reason": .string(entry.note)].merging(entry.json) { $1 })
                }),
        ]
    }
}

extension TurnMinutes.Minute {
    fileprivate func json(at date: Date) -> JSONValue {
        var members: [String: JSONValue] = [
            "at": .moment(date), "turns": JSONValue(turns), "degraded": JSONValue(degraded),
            "failed": JSONValue(failed), "promptTokens": JSONValue(promptTokens),
            "completionTokens": JSONValue(completionTokens),
        ]
        members["p50Ms"] = percentile(0.5).map(JSONValue.number)
        members["p95Ms"] = percentile(0.95).map(JSONValue.number)
        return .object(members)
    }
}

extension SeenConversations.Entry {
    fileprivate var json: JSONValue {
        .object([
            "name": .string(name), "startedAt": .moment(startedAt), "lastAt": .moment(lastAt),
            "turns": JSONValue(turns), "locale": .string(locale), "intents": .array(intents.map(JSONValue.string)),
            "products": JSONValue(shown.count), "outcome": .string(outcome.rawValue),
        ])
    }
}

extension SeenTexts.Entry {
    fileprivate var json: [String: JSONValue] { ["count": JSONValue(count), "lastAt": .moment(lastAt)] }
}

extension JSONValue {
    static func moment(_ date: Date) -> JSONValue { .string(date.formatted(.iso8601)) }
}
