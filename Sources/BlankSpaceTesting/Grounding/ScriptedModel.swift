public import Assistant
import Synchronization

/// A `LanguageModel` that writes what it is told to, in pieces of any size, and fails where it is told to: for unit tests of what
/// stands behind a model. It reads no prompt; the prompts that it got are kept.
public final class ScriptedModel: LanguageModel {
    public enum Step: Sendable {
        case text(String)
        /// Silence; the reply goes on afterwards.
        case pause(Duration)
        case fail(LanguageModelError)
        /// Silence until the reply is cancelled.
        case hang
    }

    /// How the text is cut.
    public enum Pieces: Sendable {
        case scalars
        /// Of 1…12 scalars, the same for the same seed.
        case random(seed: UInt64)
        case whole
    }

    public let name: String
    private let steps: [Step]
    private let pieces: Pieces
    private let usage: ModelUsage
    private let record = Mutex<(prompts: [ModelPrompt], cancelled: Int)>(([], 0))

    public init(
        _ steps: [Step], name: String = "scripted", pieces: Pieces = .whole,
        usage: ModelUsage = ModelUsage(promptTokens: 100, completionTokens: 20)
    ) {
        self.steps = steps
        self.name = name
        self.pieces = pieces
        self.usage = usage
    }

    public convenience init(_ text: String, pieces: Pieces = .whole) { self.init([.text(text)], pieces: pieces) }

    public var prompts: [ModelPrompt] { record.withLock { $0.prompts } }
    /// Replies that were cancelled while silent.
    public var cancelled: Int { record.withLock { $0.cancelled } }

    public func reply(
        to prompt: ModelPrompt, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ModelUsage {
        record.withLock { $0.prompts.append(prompt) }
        for step in steps {
            switch step {
            case .text(let text): for piece in cut(text) { try await take(piece) }
            case .pause(let duration): try await sleeping { try await Task.sleep(for: duration) }
            case .fail(let error): throw error
            case .hang: try await sleeping { while true { try await Task.sleep(for: .seconds(3_600)) } }
            }
        }
        return usage
    }

    private func sleeping(_ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            record.withLock { $0.cancelled += 1 }
            throw error
        }
    }

    private func cut(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        switch pieces {
        case .whole: return [text]
        case .scalars: return scalars.map { String($0) }
        case .random(let seed):
            var generator = SplitMix64(seed: seed)
            var out: [String] = []
            var index = 0
            while index < scalars.count {
                let end = min(scalars.count, index + Int.random(in: 1...12, using: &generator))
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[index..<end])
                out.append(String(view))
                index = end
            }
            return out
        }
    }

    public func warmUp() async throws {}
    public func check() async throws -> ModelState { ModelState(serverVersion: nil, isLoaded: true) }
}
