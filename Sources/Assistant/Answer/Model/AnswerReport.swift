/// What became of the sentences of one answer: for metrics, and for counting what a model is worth.
public struct AnswerReport: Sendable, Equatable {
    /// Sentences that went out as the model wrote them.
    public var passed = 0
    /// Sentences in whose place one of the facts went out.
    public var replaced = 0
    /// Sentences in whose place nothing went out.
    public var dropped = 0
    public var reasons: [GroundingReason: Int] = [:]
    /// The sentences that did not go out, in their order. Text of a model: it may hold anything.
    public var rejected: [RejectedSentence] = []
    /// Sentences of the extractive answer that went out because the model failed, broke off, or left nothing standing.
    public var added = 0
    /// Why the model wrote nothing or broke off: a code of `LanguageModelError`, `circuit_open`, `late` or `failed`; nil where it did
    /// neither.
    public var failure: String?
    /// Tokens of the prompt as estimated before it was sent.
    public var estimatedPromptTokens = 0
    public var usage: ModelUsage?

    public struct RejectedSentence: Sendable, Equatable {
        public var sentence: String
        public var reason: GroundingReason

        public init(_ sentence: String, _ reason: GroundingReason) {
            self.sentence = sentence
            self.reason = reason
        }
    }

    public init() {}

    /// Sentences that the model wrote.
    public var written: Int { passed + replaced + dropped }
    /// The share of them that did not go out, 0…1; 0 where there were none.
    public var rejectedShare: Double { written == 0 ? 0 : Double(replaced + dropped) / Double(written) }

    /// Adds up two answers; the failure is the later one's.
    public static func + (a: AnswerReport, b: AnswerReport) -> AnswerReport {
        var sum = a
        sum.passed += b.passed
        sum.replaced += b.replaced
        sum.dropped += b.dropped
        sum.reasons.merge(b.reasons, uniquingKeysWith: +)
        sum.rejected += b.rejected
        sum.added += b.added
        sum.failure = b.failure ?? a.failure
        sum.estimatedPromptTokens += b.estimatedPromptTokens
        func added(_ x: Int?, _ y: Int?) -> Int? { x == nil && y == nil ? nil : (x ?? 0) + (y ?? 0) }
        if a.usage != nil || b.usage != nil {
            sum.usage = ModelUsage(
                promptTokens: added(a.usage?.promptTokens, b.usage?.promptTokens),
                completionTokens: added(a.usage?.completionTokens, b.usage?.completionTokens))
        }
        return sum
    }
}
