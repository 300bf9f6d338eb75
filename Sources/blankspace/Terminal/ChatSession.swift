import Assistant
import Foundation
import Synchronization

/// A conversation over standard input and output.
final class ChatSession: Sendable {
    private let assistant: any ShoppingAssistant
    let isInteractive: Bool
    /// The turn at work; nil while the shopper types.
    private let turn = Mutex<Task<Void, any Error>?>(nil)
    private let conversationId = Mutex<String?>(nil)
    /// The conversation of the turn at work.
    private let pending = Mutex<String?>(nil)

    init(assistant: any ShoppingAssistant) {
        self.assistant = assistant
        isInteractive = isatty(STDIN_FILENO) == 1
    }

    /// Until the end of the input.
    func run() async throws {
        prompt()
        for await line in StandardInput.lines() {
            if !line.allSatisfy(\.isWhitespace) { await answer(line) }
            prompt()
        }
        if isInteractive { StandardOutput.line("") }
    }

    /// Stops the turn at work.
    func interrupt() {
        let running = turn.withLock { $0 }
        guard let running else {
            return StandardOutput.write("\n(Ctrl-D leaves)\n> ")
        }
        running.cancel()
    }

    private func prompt() { if isInteractive { StandardOutput.write("> ") } }

    private func answer(_ line: String) async {
        // A task of its own, so that Ctrl-C can end it and nothing else.
        let work = Task { try await self.take(line) }
        turn.withLock { $0 = work }
        defer { turn.withLock { $0 = nil } }
        do {
            try await work.value
        } catch is CancellationError {
            StandardOutput.line("\n(stopped)")
        } catch let error as AssistantError {
            StandardError.line(error.message)
        } catch {
            StandardError.line("\(error)")
        }
    }

    private func take(_ line: String) async throws {
        let request = TurnRequest(message: line, conversationId: conversationId.withLock { $0 })
        for try await event in try await assistant.turn(request) {
            switch event {
            case .turn, .citations: break
            case .products(let list): StandardOutput.write(list.cards)
            case .delta(let text): StandardOutput.write(text.printableLines)
            case .action(let action): StandardOutput.write("\n[\(action.line)]")
            case .suggestions(let suggestions):
                StandardOutput.write("\n" + suggestions.map { "  → \($0.printable)" }.joined(separator: "\n"))
            case .done: StandardOutput.line("")
            }
            // A turn joins its conversation when it is done; one that was stopped is not in it.
            if case .turn(let start) = event {
                pending.withLock { $0 = start.conversationId }
            } else if case .done = event {
                let id = pending.withLock { $0 }
                conversationId.withLock { $0 = id }
            }
        }
        try Task.checkCancellation()
    }
}

extension ProductList {
    fileprivate var cards: String {
        items.enumerated().map { index, item in
            let product = item.product
            var parts = [product.name.printable, product.shownPrice]
            if let rating = product.rating { parts.append("★ \(rating) (\(product.reviewCount))") }
            if !product.isPurchasable { parts.append("품절") }
            if !item.why.isEmpty { parts.append(item.why.printable) }
            return "\(index + 1). " + parts.filter { !$0.isEmpty }.joined(separator: " · ") + "\n"
        }.joined()
    }
}

extension CartAction {
    fileprivate var line: String {
        let what = items.map { "\($0.productId.printable) × \($0.quantity)" }.joined(separator: ", ")
        return [kind.rawValue, what, blocked?.rawValue ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension String {
    /// As `printable`, line breaks kept.
    fileprivate var printableLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\n")
    }
}

/// The lines of standard input, read on a thread of its own: reading blocks.
enum StandardInput {
    static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
        }
    }
}
