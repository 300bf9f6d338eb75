import Synchronization

/// Hands a reply's text on without thoughts and remembers whether there was any.
final class ReplyText: Sendable {
    private struct State {
        var filter = ThoughtFilter()
        var hasText = false
    }
    private let state = Mutex(State())
    private let take: @Sendable (String) async throws -> Void

    init(_ take: @escaping @Sendable (String) async throws -> Void) { self.take = take }

    var isEmpty: Bool { !state.withLock { $0.hasText } }

    func add(_ piece: String) async throws { try await pass { $0.add(piece) } }
    func finish() async throws { try await pass { $0.finish() } }

    private func pass(_ next: (inout ThoughtFilter) -> String) async throws {
        let text = state.withLock { state in
            let text = next(&state.filter)
            if !state.hasText { state.hasText = text.contains { !$0.isWhitespace } }
            return text
        }
        if !text.isEmpty { try await take(text) }
    }
}
