public import Foundation
public import Search
public import Shop

/// What the outside sees of the assistant: turns, searches and conversations. HTTP, the terminal and the tests use only this.
public protocol ShoppingAssistant: Sendable {
    /// Starts a turn. Throws `AssistantError` where the turn cannot be answered at all; once the stream is there, its first
    /// event is `.turn` and its last `.done`. Ending the iteration, or cancelling its task, cancels the turn and all that it
    /// started. A turn that is cancelled is not added to its conversation.
    func turn(_ request: TurnRequest) async throws -> AsyncThrowingStream<TurnEvent, any Error>

    /// One search, without a conversation. `overrides` are constraints set by hand; they replace what the text says of the
    /// same member.
    func search(_ text: String, overrides: Constraints, limit: Int) async throws -> SearchResult

    /// nil where the product is unknown or hidden.
    func product(id: String) async throws -> Product?

    func conversation(id: String) async throws -> Conversation?
    /// False where there was none.
    func deleteConversation(id: String) async throws -> Bool
    /// Forgets all that is kept under this user. Returns how many conversations went.
    func deleteUser(id: String) async throws -> Int

    /// Records what a shopper did.
    func record(_ events: [ShopEvent]) async throws

    /// What the assistant leans on, each with its state now.
    func dependencies() async -> [DependencyStatus]
}

/// The state of one thing that the assistant leans on: `catalog`, `embedder`, `vectors`.
public struct DependencyStatus: Sendable, Equatable {
    public enum State: String, Sendable { case up, starting, down }
    public var name: String
    public var state: State
    /// Without it no turn can be answered.
    public var required: Bool
    /// For people: `1,200 products`, `12% embedded`. Names no path, host or key.
    public var detail: String
    /// When it got into this state; nil where that is not known.
    public var since: Date?

    public init(name: String, state: State, required: Bool, detail: String, since: Date? = nil) {
        self.name = name
        self.state = state
        self.required = required
        self.detail = detail
        self.since = since
    }
}

/// Why a request cannot be answered. `message` says what to do about it and is fit to be shown.
public struct AssistantError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case emptyMessage
        case messageTooLong
        case invalidArgument
        case unknownConversation
        /// The catalogue is not loaded yet; try again in a moment.
        case catalogNotReady
        case internalError
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.rawValue): \(message)" }
}
