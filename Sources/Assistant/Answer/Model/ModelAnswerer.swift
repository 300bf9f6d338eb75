import Foundation
public import Resilience
public import Shop

/// Answers with a language model whose every sentence is checked against the facts before it goes out; with the facts alone
/// where the model is late, fails, or leaves nothing standing. A turn never fails because of the model.
///
/// The model answers what takes words: search, refine, recommend, compare, detail, policy. Carts, orders, refusals, small talk and
/// our own questions are the extractive answerer's, and so is a search that found nothing: there is nothing to tell, and every
/// word of such an answer counts.
public struct ModelAnswerer: Answerer {
    /// What bounds an answer.
    public struct Limits: Sendable, Equatable {
        /// Until the model's first sentence is complete.
        public var firstSentence: Duration
        /// From one sentence to the next.
        public var betweenSentences: Duration
        /// The whole answer. Well below the time that a turn may take, so that what the model leaves unsaid is still told from the
        /// facts.
        public var whole: Duration
        /// Tokens of the reply.
        public var replyTokens: Int
        /// Tokens of the prompt, as estimated.
        public var promptTokens: Int

        public init(
            firstSentence: Duration = .seconds(8), betweenSentences: Duration = .seconds(10),
            whole: Duration = .seconds(50),
            replyTokens: Int = 320, promptTokens: Int = 3_000
        ) {
            self.firstSentence = firstSentence
            self.betweenSentences = betweenSentences
            self.whole = whole
            self.replyTokens = replyTokens
            self.promptTokens = promptTokens
        }
    }

    public static let intents: Set<Intent> = [.search, .refine, .recommend, .compare, .detail, .policy]

    private let languageModel: any LanguageModel
    private let guarded: Guarded
    private let currency: @Sendable () -> Currency
    private let limits: Limits
    private let report: @Sendable (AnswerReport) -> Void

    public var model: String { languageModel.name }

    /// - Parameters:
    ///   - guarded: the model's circuit breaker.
    ///   - currency: the catalogue's, asked anew for each answer.
    ///   - report: called once an answer, with what became of its sentences.
    public init(
        model: any LanguageModel, guarded: Guarded = Guarded("llm"), limits: Limits = Limits(),
        currency: @escaping @Sendable () -> Currency = { .krw },
        report: @escaping @Sendable (AnswerReport) -> Void = { _ in }
    ) {
        languageModel = model
        self.guarded = guarded
        self.limits = limits
        self.currency = currency
        self.report = report
    }

    public func answer(_ context: AnswerContext) -> AsyncThrowingStream<AnswerPiece, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    _ = try await answer(context) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    public func answer(
        _ context: AnswerContext, _ send: @escaping @Sendable (AnswerPiece) async throws -> Void
    ) async throws -> AnswerOutcome {
        var context = context
        context.products.removeAll { $0.product.isHidden }
        guard Self.intents.contains(context.intent), !context.products.isEmpty || !context.policies.isEmpty else {
            return try await ExtractiveAnswerer(currency: currency()).answer(context, send)
        }
        let language = AnswerLanguage(locale: context.locale)
        let writing = AnswerWriting(context: context, currency: currency(), language: language, send: send)
        let prompt = AnswerPrompt(tokenLimit: limits.promptTokens, maxTokens: limits.replyTokens).prompt(context)
        let estimate = prompt.messages.reduce(0) { $0 + PromptBudget.tokens($1.text) }

        var failure: String?
        var usage: ModelUsage?
        do {
            usage = try await write(prompt, writing)
            try await writing.finish()
        } catch {
            try Task.checkCancellation()
            if await writing.receiverFailed { throw (error as? ReceiverGone)?.underlying ?? error }
            failure = Self.code(of: error)
        }
        try await writing.complete(brokeOff: failure != nil)
        await writing.note(failure: failure, usage: usage, estimatedPromptTokens: estimate)
        let outcome = await writing.report
        report(outcome)
        return AnswerOutcome(
            model: outcome.passed > 0 ? model : ExtractiveAnswerer.name,
            degraded: failure != nil || outcome.passed == 0 ? ["llm"] : [], usage: usage)
    }

    // MARK: The model under its time limits

    private func write(_ prompt: ModelPrompt, _ writing: AnswerWriting) async throws -> ModelUsage? {
        let languageModel = languageModel
        let limits = limits
        // A small model has nothing to say now and then; that is no reason to leave it alone.
        let isItsFault: @Sendable (any Error) -> Bool = { error in
            !(error is ReceiverGone) && (error as? LanguageModelError)?.code != .empty
        }
        return try await guarded.run(blames: isItsFault) {
            do {
                return try await withThrowingTaskGroup(of: ModelUsage?.self) { group in
                    group.addTask { try await languageModel.reply(to: prompt) { try await writing.take($0) } }
                    async let _: Void = writing.prepare()
                    group.addTask {
                        try await Self.watch(writing, limits)
                        return nil
                    }
                    defer { group.cancelAll() }
                    return try await group.next() ?? nil
                }
            } catch is AnswerWriting.Enough {
                return nil
            } catch {
                if await writing.receiverFailed { throw ReceiverGone(underlying: error) }
                throw error
            }
        }
    }

    /// Throws when a limit is passed; returns never else.
    private static func watch(_ writing: AnswerWriting, _ limits: Limits) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        while true {
            let last = await writing.lastSentenceAt
            let deadline = min(
                last.map { $0 + limits.betweenSentences } ?? start + limits.firstSentence, start + limits.whole)
            if clock.now >= deadline { throw Late() }
            try await clock.sleep(until: deadline)
        }
    }

    struct Late: Error, CustomStringConvertible {
        var description: String { "the model's next sentence did not come in time" }
    }
    private struct ReceiverGone: Error { var underlying: any Error }

    private static func code(of error: any Error) -> String {
        switch error {
        case let error as LanguageModelError: error.code.rawValue
        case is Guarded.Open: "circuit_open"
        case is Late: "late"
        default: "failed"
        }
    }
}
