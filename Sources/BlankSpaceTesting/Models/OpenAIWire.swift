import Foundation

/// OpenAI's side of the scripted model server.
struct OpenAIWire {
    private let model: String
    private let script: ModelScript

    init(model: String, _ script: ModelScript) {
        self.model = model
        self.script = script
    }

    private var has: Bool { script.behaviour != .missing }

    func answer(
        _ request: ScriptedModelServer.Request, _ path: String, _ asked: [String: Any]
    ) -> ScriptedAnswer {
        switch (request.method, path) {
        case ("GET", "/v1/models"):
            let listed: [String: Any] = ["id": model, "object": "model", "created": 1, "owned_by": "tests"]
            return .json(["object": "list", "data": has ? [listed] : []])
        case ("POST", "/v1/chat/completions"): return refusal(asked) ?? failure ?? chat(asked)
        case ("POST", "/v1/embeddings"): return refusal(asked) ?? failure ?? embed(asked)
        case ("POST", "/v1/audio/transcriptions"): return failure ?? transcribe(request)
        case ("POST", "/v1/audio/speech"):
            // As much sound as there is text.
            let sound = (0..<3).map { piece in
                ScriptedAnswer.Step.send(
                    Array(repeating: UInt8(piece), count: (asked["input"] as? String ?? "").utf8.count))
            }
            return failure ?? ScriptedAnswer(contentType: "audio/wav", steps: sound)
        default: return Self.error("no such route", "invalid_request_error", status: 404)
        }
    }

    private static func error(_ message: String, _ type: String, status: Int) -> ScriptedAnswer {
        .json(["error": ["message": message, "type": type, "param": NSNull(), "code": NSNull()]], status: status)
    }

    private func refusal(_ asked: [String: Any]) -> ScriptedAnswer? {
        let name = asked["model"] as? String ?? ""
        guard has, name == model else {
            return Self.error("The model `\(name)` does not exist", "invalid_request_error", status: 404)
        }
        return nil
    }

    private var failure: ScriptedAnswer? {
        guard case .fails(let status, let message) = script.behaviour else { return nil }
        return Self.error(message, "server_error", status: status)
    }

    private func event(_ value: Any) -> [UInt8] {
        Array("data: ".utf8) + ScriptedAnswer.encoded(value) + Array("\n\n".utf8)
    }

    private func chat(_ asked: [String: Any]) -> ScriptedAnswer {
        let usage = [
            "prompt_tokens": 42, "completion_tokens": script.pieces.count, "total_tokens": 42 + script.pieces.count,
        ]
        func reply(_ object: String, _ choices: [[String: Any]], _ usage: Any) -> [String: Any] {
            [
                "id": "chatcmpl-1", "object": object, "created": 1, "model": model, "choices": choices, "usage": usage,
            ]
        }
        if asked["stream"] as? Bool != true {
            let message = ["role": "assistant", "content": script.pieces.joined()]
            return .json(reply("chat.completion", [["index": 0, "message": message, "finish_reason": "stop"]], usage))
        }
        func chunk(_ delta: [String: Any], _ reason: Any = NSNull()) -> [UInt8] {
            let choice: [String: Any] = ["index": 0, "delta": delta, "finish_reason": reason]
            return event(reply("chat.completion.chunk", [choice], NSNull()))
        }
        var end = chunk([:], "stop")
        if (asked["stream_options"] as? [String: Any])?["include_usage"] as? Bool == true {
            end += event(reply("chat.completion.chunk", [], usage))
        }
        var answer = ScriptedAnswer.stream(
            script, contentType: "text/event-stream",
            frame: { text, isThought in chunk([isThought ? "reasoning_content" : "content": text]) },
            end: end + Array("data: [DONE]\n\n".utf8),
            failure: { event(["error": ["message": $0, "type": "server_error"]]) },
            keepAlive: Array(": waiting\n\n".utf8),
            garbage: Array("data: <<<no json>>>\n\n".utf8))
        // Real servers send the role before they have a token.
        if script.behaviour != .silent {
            answer.steps.insert(.send(chunk(["role": "assistant", "content": ""])), at: 0)
        }
        return answer
    }

    private func embed(_ asked: [String: Any]) -> ScriptedAnswer {
        let texts = asked["input"] as? [String] ?? (asked["input"] as? String).map { [$0] } ?? []
        switch script.behaviour {
        case .silent, .stalls, .keepsAlive: return ScriptedAnswer(steps: [.hang])
        case .garbage: return ScriptedAnswer(steps: [.send(Array("<<<no json>>>".utf8))])
        case .breaksOff, .truncates:
            return ScriptedAnswer(steps: [.send(Array(#"{"data":[{"embedding":[0.1,"#.utf8)), .breakOff])
        default: break
        }
        let items = texts.enumerated().map { index, text -> [String: Any] in
            let vector = ScriptedAnswer.vector(text, script.dimension)
            guard asked["encoding_format"] as? String == "base64" else {
                return ["object": "embedding", "index": index, "embedding": vector]
            }
            let bytes = vector.flatMap { value in
                withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
            }
            return ["object": "embedding", "index": index, "embedding": Data(bytes).base64EncodedString()]
        }
        let sent = script.behaviour == .empty ? [] : Array(items.reversed())
        return .json([
            "object": "list", "model": model, "data": sent, "usage": ["prompt_tokens": 7, "total_tokens": 7],
        ])
    }

    /// Writes down what the form's parts are, so that a test sees what arrived.
    private func transcribe(_ request: ScriptedModelServer.Request) -> ScriptedAnswer {
        let text = request.text
        guard request.headers["content-type"]?.hasPrefix("multipart/form-data; boundary=") == true,
            text.contains(#"name="file"; filename=""#), text.contains(#"name="model""#)
        else { return Self.error("no form with a file and a model", "invalid_request_error", status: 400) }
        return .json([
            "text": script.pieces.joined(), "language": "korean", "duration": 1.5,
            "segments": [["id": 0, "start": 0, "end": 1.5, "text": script.pieces.joined()]],
        ])
    }
}
