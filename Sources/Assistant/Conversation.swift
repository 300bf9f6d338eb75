public import Foundation
public import Search

/// A conversation as far as later turns need it.
public struct Conversation: Sendable, Equatable {
    public struct Turn: Sendable, Equatable {
        public var id: String
        public var at: Date
        public var message: String
        public var intent: Intent
        /// The standalone query, resolved.
        public var query: SearchQuery
        /// Ids of the products shown, in order.
        public var shown: [String]
        public var answer: String

        public init(
            id: String, at: Date, message: String, intent: Intent, query: SearchQuery, shown: [String], answer: String
        ) {
            self.id = id
            self.at = at
            self.message = message
            self.intent = intent
            self.query = query
            self.shown = shown
            self.answer = answer
        }
    }

    public var id: String
    public var userId: String?
    /// Oldest first.
    public var turns: [Turn]

    public init(id: String, userId: String? = nil, turns: [Turn] = []) {
        self.id = id
        self.userId = userId
        self.turns = turns
    }
}

/// Where conversations are kept.
public protocol ConversationStore: Sendable {
    /// The conversation with its newest `limit` turns; nil where it is unknown.
    func conversation(id: String, limit: Int) async throws -> Conversation?
    /// Adds a turn, and the conversation where it is new.
    func append(_ turn: Conversation.Turn, to conversationId: String, userId: String?) async throws
    /// False where there was none.
    func deleteConversation(id: String) async throws -> Bool
    /// Deletes all that is kept under this user. Returns how many conversations went.
    func deleteUser(id: String) async throws -> Int
}
