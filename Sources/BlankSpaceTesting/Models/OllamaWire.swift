/// Ollama's side of the scripted model server.
struct OllamaWire {
    private let model: String
    private let script: ModelScript

    init(model: String, _ script: ModelScript) {
        self.model = model
        self.script = script
    }

    private var has: Bool { script.behaviour != .missing }
    private var listed: [String: Any] {
        [
            "name": model, "model": model, "size": 1_000, "digest": String(repeating: "5c", count: 32),
            "modified_at": "2026-01-01T00:00:00Z",
            "details": ["format": "gguf", "family": "scripted", "parameter_size": "1", "quantization_level": "F32"],
        ]
    }

    func answer(_ method: String, _ path: String, _ asked: [String: Any]) -> ScriptedAnswer {
        switch (method, path) {
        case ("GET", "/api/version"): return .json(["version": "0.12.6"])
        case ("GET", "/api/tags"), ("GET", "/api/ps"): return .json(["models": has ? [listed] : []])
        case ("POST", "/api/show"):
            return refusal(asked)
                ?? .json([
                    "capabilities": script.capabilities, "model_info": [String: String](),
                    "details": ["family": "scripted"],
                ])
        case ("POST", "/api/chat"): return refusal(asked) ?? failure ?? chat(asked)
        case ("POST", "/api/embed"): return refusal(asked) ?? failure ?? embed(asked)
        default: return .json(["error": "not found"], status: 404)
        }
    }

    /// Fetches any model there is: its own.
    func pull(_ asked: [String: Any]) -> ScriptedAnswer {
        guard asked["model"] as? String == model else {
            return lines([["error": "pull model manifest: file does not exist"]])
        }
        return lines([
            ["status": "pulling manifest"],
            ["status": "pulling 5c5c5c5c5c5c", "digest": "sha256:5c", "total": 1_000, "completed": 400],
            ["status": "pulling 5c5c5c5c5c5c", "digest": "sha256:5c", "total": 1_000, "completed": 1_000],
            ["status": "success"],
        ])
    }

    private func lines(_ values: [[String: Any]]) -> ScriptedAnswer {
        ScriptedAnswer(contentType: "application/x-ndjson", steps: values.map { .send(line($0)) })
    }

    private func line(_ value: [String: Any]) -> [UInt8] { ScriptedAnswer.encoded(value) + Array("\n".utf8) }

    private func refusal(_ asked: [String: Any]) -> ScriptedAnswer? {
        let name = asked["model"] as? String ?? ""
        guard has, name == model || name + ":latest" == model else {
            return .json(["error": "model '\(name)' not found"], status: 404)
        }
        // The official client sends an empty list.
        if let tools = asked["tools"] as? [Any], !tools.isEmpty, !script.capabilities.contains("tools") {
            return .json(["error": "\(name) does not support tools"], status: 400)
        }
        return nil
    }

    private var failure: ScriptedAnswer? {
        guard case .fails(let status, let message) = script.behaviour else { return nil }
        return .json(["error": message], status: status)
    }

    private func chat(_ asked: [String: Any]) -> ScriptedAnswer {
        let head: [String: Any] = ["model": model, "created_at": "2026-01-01T00:00:00Z"]
        func message(_ content: String, thinking: String? = nil) -> [String: Any] {
            var message: [String: Any] = ["role": "assistant", "content": content]
            message["thinking"] = thinking
            return message
        }
        func ended(_ content: String) -> [String: Any] {
            head.merging([
                "message": message(content), "done": true, "done_reason": "stop", "total_duration": 9_000_000,
                "load_duration": 1_000, "prompt_eval_count": 42, "prompt_eval_duration": 1_000,
                "eval_count": script.pieces.count, "eval_duration": 1_000,
            ]) { $1 }
        }
        if asked["stream"] as? Bool == false { return .json(ended(script.pieces.joined())) }
        return .stream(
            script, contentType: "application/x-ndjson",
            frame: { text, isThought in
                let message = isThought ? message("", thinking: text) : message(text)
                return line(head.merging(["message": message, "done": false]) { $1 })
            },
            end: line(ended("")), failure: { line(["error": $0]) }, keepAlive: nil,
            garbage: Array("<<<no json>>>\n".utf8))
    }

    private func embed(_ asked: [String: Any]) -> ScriptedAnswer {
        let texts = asked["input"] as? [String] ?? (asked["input"] as? String).map { [$0] } ?? []
        var vectors = texts.map { ScriptedAnswer.vector($0, script.dimension) }
        switch script.behaviour {
        case .silent, .stalls, .keepsAlive: return ScriptedAnswer(steps: [.hang])
        case .garbage: return ScriptedAnswer(steps: [.send(Array("<<<no json>>>".utf8))])
        case .breaksOff, .truncates:
            return ScriptedAnswer(steps: [.send(Array(#"{"embeddings":[[0.1,"#.utf8)), .breakOff])
        case .empty: vectors = []
        default: break
        }
        return .json(["model": model, "embeddings": vectors, "total_duration": 9_000, "prompt_eval_count": 7])
    }
}
