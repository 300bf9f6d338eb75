public import Assistant

/// A `LanguageModel` in the process that says what a test wants: for unit tests of what stands above models. Replies with the
/// script's pieces, or fails as a model server does.
public struct FakeLanguageModel: LanguageModel {
    public enum Behaviour: Sendable {
        case good
        case slow(first: Duration, between: Duration)
        /// Says nothing until it is cancelled.
        case silent
        /// Fails after so many pieces.
        case fails(after: Int, LanguageModelError)
    }

    public let name: String
    public var behaviour: Behaviour
    /// What it replies to a prompt.
    public var pieces: @Sendable (ModelPrompt) -> [String]

    public init(
        name: String = "fake", _ behaviour: Behaviour = .good,
        pieces: @escaping @Sendable (ModelPrompt) -> [String] = { _ in ModelScript.korean }
    ) {
        self.name = name
        self.behaviour = behaviour
        self.pieces = pieces
    }

    public func reply(
        to prompt: ModelPrompt, _ take: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ModelUsage {
        let pieces = pieces(prompt)
        for (number, piece) in pieces.enumerated() {
            try Task.checkCancellation()
            switch behaviour {
            case .good: break
            case .slow(let first, let between): try await Task.sleep(for: number == 0 ? first : between)
            case .silent: try await Task.sleep(for: .seconds(3_600))
            case .fails(let count, let error): if number >= count { throw error }
            }
            try await take(piece)
        }
        if case .fails(_, let error) = behaviour { throw error }
        if pieces.isEmpty { throw LanguageModelError(.empty, "\(name) gave an empty reply") }
        let words = prompt.messages.reduce(0) { $0 + $1.text.split(separator: " ").count }
        return ModelUsage(promptTokens: words, completionTokens: pieces.count)
    }

    public func warmUp() async throws {}

    public func check() async throws -> ModelState {
        if case .fails(_, let error) = behaviour { throw error }
        return ModelState(serverVersion: nil, isLoaded: true)
    }
}
