import Assistant
import BlankSpaceTesting
import Search
import Speech
import Synchronization
import VoiceTurns

extension FakeAssistant.Script {
    /// A turn that answers with `text`, cut into pieces of a few characters.
    static func saying(_ text: String, pause: Duration = .zero, locale: String = "ko") -> Self {
        var steps: [Step] = [
            .event(
                .turn(
                    TurnStart(
                        conversationId: "c-1", turnId: "t-1", intent: .search, query: "부츠", constraints: Constraints(),
                        locale: locale)))
        ]
        var rest = Array(text)[...]
        while !rest.isEmpty {
            steps.append(.event(.delta(String(rest.prefix(5)))))
            if pause > .zero { steps.append(.pause(pause)) }
            rest = rest.dropFirst(5)
        }
        steps.append(
            .event(.done(TurnEnd(answer: text, model: "extractive", degraded: [], timings: TurnEnd.Timings()))))
        return Self(steps)
    }
}

/// What came out of a voice turn.
struct Collected: Sendable {
    var text = ""
    var spoken: [String] = []
    var seqs: [Int] = []
    var muted: [SpeechError] = []
    var isDone = false

    mutating func add(_ event: VoiceTurn.Event) {
        switch event {
        case .turn(.delta(let delta)): text += delta
        case .turn(.done): isDone = true
        case .turn: break
        case .audio(let piece):
            seqs.append(piece.seq)
            if !piece.text.isEmpty { spoken.append(piece.text) }
        case .muted(let error): muted.append(error)
        }
    }
}

func eventually(within limit: Duration = .seconds(20), _ condition: () -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}
