public import Foundation

/// One of the shop's rules, in question and answer form: shipping, returns, points, opening hours.
public struct Policy: Sendable, Equatable, Identifiable {
    public var id: String
    public var topic: String
    public var question: String
    public var answer: String
    public var updatedAt: Date?

    public init(id: String, topic: String, question: String, answer: String, updatedAt: Date? = nil) {
        self.id = id
        self.topic = topic
        self.question = question
        self.answer = answer
        self.updatedAt = updatedAt
    }
}
