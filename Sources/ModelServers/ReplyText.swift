import Assistant
import Synchronization

/// Hands a reply's text on without thoughts and remembers whether there was any.
final class ReplyText: Sendable {
    private struct State {
        var filter = ThoughtFilter()
        var hasText = false
    }
    private let state = Mutex(State())
    private let take: @Sendable (String) async throws -> Void

    private init(_ take: @escaping @Sendable (String) async throws -> Void) { self.take = take }

    /// Hands on what `ask` gives, and returns what it returns. Throws `LanguageModelError.empty` where there was no text.
    static func handed<End: Sendable>(
        to take: @escaping @Sendable (String) async throws -> Void, by model: String,
        _ ask: (@escaping @Sendable (String) async throws -> Void) async throws -> End
    ) async throws -> End {
        let reply = ReplyText(take)
        let end = try await ask { piece in try await reply.pass { $0.add(piece) } }
        try await reply.pass { $0.finish() }
        guard reply.state.withLock({ $0.hasText }) else {
            throw LanguageModelError(.empty, "\(model) gave an empty reply")
        }
        return end
    }

    private func pass(_ next: (inout ThoughtFilter) -> String) async throws {
        let text = state.withLock { state in
            let text = next(&state.filter)
            if !state.hasText { state.hasText = text.contains { !$0.isWhitespace } }
            return text
        }
        if !text.isEmpty { try await take(text) }
    }
}
