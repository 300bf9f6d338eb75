import Foundation

/// What is sent in reply to a request, step by step. Made by pure translators, one for each protocol.
struct ScriptedAnswer {
    enum Step {
        case send([UInt8])
        case wait(Duration)
        /// Silence until the client has had enough.
        case hang
        /// The same over and over, with pauses.
        case repeats([UInt8])
        /// The connection is closed in the midst of the reply.
        case breakOff
    }

    var status = 200
    var contentType = "application/json"
    var steps: [Step]

    /// The answer, and whether the model is as good as new afterwards, because it was fetched.
    static func to(
        _ request: ScriptedModelServer.Request, model: String, _ script: ModelScript
    ) -> (ScriptedAnswer, repairs: Bool) {
        let asked = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any] ?? [:]
        let path = request.path.prefix { $0 != "?" }
        if path == "/api/pull" { return (OllamaWire(model: model, script).pull(asked), true) }
        if path.hasPrefix("/api/") {
            return (OllamaWire(model: model, script).answer(request.method, String(path), asked), false)
        }
        return (OpenAIWire(model: model, script).answer(request, String(path), asked), false)
    }

    static func json(_ value: Any, status: Int = 200) -> ScriptedAnswer {
        ScriptedAnswer(status: status, steps: [.send(encoded(value))])
    }

    static func encoded(_ value: Any) -> [UInt8] {
        [UInt8]((try? JSONSerialization.data(withJSONObject: value, options: .withoutEscapingSlashes)) ?? Data())
    }

    /// The steps of a streamed reply.
    ///
    /// - Parameters:
    ///   - frame: a piece of text, or a thought, as the protocol sends it.
    ///   - end: the mark of the reply's end.
    ///   - failure: an error in the midst of a reply.
    static func stream(
        _ script: ModelScript, contentType: String, frame: (_ text: String, _ isThought: Bool) -> [UInt8], end: [UInt8],
        failure: (String) -> [UInt8], keepAlive: [UInt8]?, garbage: [UInt8]
    ) -> ScriptedAnswer {
        let frames = script.pieces.map { Step.send(frame($0, false)) }
        let whole = frames + [.send(end)]
        let steps: [Step]
        switch script.behaviour {
        // The others of these never get here.
        case .good, .fails, .missing: steps = whole
        case .slow(let first, let between):
            steps = [.wait(first)] + whole.flatMap { [$0, .wait(between)] }
        case .silent: steps = [.hang]
        case .stalls(let count): steps = frames.prefix(count) + [.hang]
        case .keepsAlive: steps = keepAlive.map { [.repeats($0)] } ?? [.hang]
        case .breaksOff(let count): steps = frames.prefix(count) + [.breakOff]
        case .truncates(let count):
            let next = frame(script.pieces.dropFirst(count).first ?? "", false)
            steps = frames.prefix(count) + [.send(Array(next.prefix(next.count / 2)))]
        case .leavesOutTheEnd: steps = frames
        case .failsMidway(let count, let message): steps = frames.prefix(count) + [.send(failure(message))]
        case .garbage: steps = [.send(garbage), .send(garbage)]
        case .empty: steps = [.send(end)]
        case .thinks(let thought, inText: true):
            // In pieces of three characters, so that the marks are cut.
            let text = Array("<think>\(thought)</think>\n\n")
            let cut = stride(from: 0, to: text.count, by: 3).map { String(text[$0..<min($0 + 3, text.count)]) }
            steps = cut.map { .send(frame($0, false)) } + whole
        case .thinks(let thought, inText: false): steps = [.send(frame(thought, true))] + whole
        }
        return ScriptedAnswer(contentType: contentType, steps: steps)
    }

    /// A vector of a text: how often which two neighbouring characters stand in it, by a hash of theirs.
    static func vector(_ text: String, _ dimension: Int) -> [Float] {
        var vector = Array(repeating: Float(0), count: dimension)
        let scalars = Array(" \(text) ".unicodeScalars)
        for (first, second) in zip(scalars, scalars.dropFirst()) {
            let hash = (first.value &* 2_654_435_761) ^ (second.value &* 40_503)
            vector[Int(hash >> 7) % dimension] += 1
        }
        return vector
    }
}
