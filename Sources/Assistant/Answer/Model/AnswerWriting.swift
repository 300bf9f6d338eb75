import Foundation
import Shop

/// One answer while it is written: takes the model's pieces, checks each sentence, sends what stands.
///
/// The check's tables and the facts' own answer are made when they are first needed: see ``prepare()``.
actor AnswerWriting {
    private let context: AnswerContext
    private let currency: Currency
    private let language: AnswerLanguage
    private lazy var check = GroundingCheck(context, secrets: AnswerPrompt.secrets(language))
    private lazy var extractive = ExtractiveAnswer.pieces(context, currency: currency)
    private let send: @Sendable (AnswerPiece) async throws -> Void

    private var cutter = SentenceCutter()
    private(set) var report = AnswerReport()
    /// Sentences of the extractive answer, by place, that were sent or whose facts were.
    private var said: Set<Int> = []
    private var cited: Set<Citation> = []
    private var about: Set<String> = []
    private var sentences: Set<String> = []
    private var hasSent = false
    private(set) var lastSentenceAt: ContinuousClock.Instant?
    /// The shopper is gone: no fault of the model's.
    private(set) var receiverFailed = false

    init(
        context: AnswerContext, currency: Currency, language: AnswerLanguage,
        send: @escaping @Sendable (AnswerPiece) async throws -> Void
    ) {
        self.context = context
        self.currency = currency
        self.language = language
        self.send = send
    }

    /// Makes what sentences are checked against, so that it is there when the first one comes: work of tens of milliseconds that
    /// has its time while the model reads the prompt.
    func prepare() {
        _ = check
        _ = extractive
    }

    /// Enough has been said: what the model goes on to write is not needed.
    struct Enough: Error {}

    func take(_ piece: String) async throws {
        for sentence in cutter.take(piece) { try await judge(sentence) }
        if report.written >= Self.mostSentences { throw Enough() }
    }

    private static let mostSentences = 12

    /// The model has ended by itself: what is left is its last sentence, unless it was cut off at the limit of its tokens.
    func finish() async throws {
        guard report.written < Self.mostSentences, let rest = cutter.finish(), ModelText.isWhole(rest) else { return }
        try await judge(rest)
    }

    // MARK: Sentences

    private func judge(_ raw: String) async throws {
        let sentence = ModelText.cleaned(raw)
        guard sentence.contains(where: { $0.isLetter || $0.isNumber }) else { return }
        lastSentenceAt = .now
        // Said twice is a loop.
        guard sentences.insert(sentence).inserted else { return }
        switch check.check(sentence, after: about) {
        case .passed(let citations, let products):
            report.passed += 1
            try await pass(
                AnswerPiece(sentence, citations: citations), about: products, startsLine: ModelText.startsLine(raw))
            note(citations, products)
        case .failed(let reason, let products):
            report.reasons[reason, default: 0] += 1
            report.rejected.append(.init(sentence, reason))
            if let place = replacement(for: products) {
                report.replaced += 1
                try await sendExtractive(place)
            } else {
                report.dropped += 1
                about = []
            }
        }
    }

    private func pass(_ piece: AnswerPiece, about products: Set<String>, startsLine: Bool) async throws {
        var piece = piece
        if hasSent {
            let joint = startsLine ? "\n" : language.spacesSentences ? " " : ""
            piece.text = joint + piece.text
        }
        hasSent = true
        do { try await send(piece) } catch {
            receiverFailed = true
            throw error
        }
        if !products.isEmpty { about = products }
    }

    /// What the model said of its own accord need not be said again.
    private func note(_ citations: [Citation], _ products: Set<String>) {
        cited.formUnion(citations)
        if citations.isEmpty || products.isEmpty { markOpening() }
        for (place, piece) in extractive.enumerated() where !piece.citations.isEmpty {
            let facts = piece.citations.filter { $0.field != "name" }
            if facts.allSatisfy(cited.contains) || isIntroduction(piece, of: products) { said.insert(place) }
        }
    }

    private func markOpening() {
        for (place, piece) in extractive.enumerated() where piece.citations.isEmpty && place == 0 { said.insert(place) }
    }

    /// The sentence by which a search answer introduces a product.
    private func isIntroduction(_ piece: AnswerPiece, of products: Set<String>) -> Bool {
        context.intent.searches && piece.citations.contains { $0.field == "name" && products.contains($0.id) }
    }

    // MARK: Sentences of the facts

    /// A sentence of the extractive answer, not yet said, about what the failed one was about.
    private func replacement(for products: Set<String>) -> Int? {
        let open = extractive.indices.filter { !said.contains($0) }
        if products.isEmpty {
            return open.first {
                // Of a search only the opening stands anywhere.
                extractive[$0].citations.isEmpty && ($0 == 0 || !context.intent.searches)
                    || context.intent == .policy || context.intent == .detail
            }
        }
        return open.first { place in extractive[place].citations.contains { products.contains($0.id) } }
    }

    private func sendExtractive(_ place: Int) async throws {
        said.insert(place)
        let piece = extractive[place]
        let products = Set(piece.citations.filter { $0.kind == .product }.map(\.id))
        try await pass(
            AnswerPiece(piece.text.trimmingCharacters(in: .whitespacesAndNewlines), citations: piece.citations),
            about: products,
            startsLine: piece.text.first?.isNewline == true)
        cited.formUnion(piece.citations)
        if products.isEmpty { about = [] }
    }

    /// Completes the answer with what the facts say and was not said: where the model broke off, or nothing of its own stood.
    func complete(brokeOff: Bool) async throws {
        guard brokeOff || report.passed == 0 else { return }
        let wasSilent = !hasSent
        for place in extractive.indices where !said.contains(place) {
            // An opening behind sentences that stand already would be out of place.
            if !wasSilent, extractive[place].citations.isEmpty { continue }
            try await sendExtractive(place)
            report.added += 1
        }
    }

    func note(failure: String?, usage: ModelUsage?, estimatedPromptTokens: Int) {
        report.failure = failure
        report.usage = usage
        report.estimatedPromptTokens = estimatedPromptTokens
    }
}

/// What models add to a sentence that no shopper needs.
enum ModelText {
    /// Without emphasis, headings and white space around it.
    static func cleaned(_ raw: String) -> String {
        var text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
        for mark in ["**", "__"] { text = text.replacingOccurrences(of: mark, with: "") }
        while text.hasPrefix("#") { text.removeFirst() }
        if text.hasPrefix("* ") { text = "- " + text.dropFirst(2) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends like a sentence, or is a line of a list.
    static func isWhole(_ raw: String) -> Bool {
        let text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let last = text.last else { return false }
        return ".!?…。！？~)”\"'」』요다죠까네음".contains(last) || text.hasPrefix("- ") || text.hasPrefix("* ")
            || last.unicodeScalars.contains { $0.properties.isEmojiPresentation }
    }

    static func startsLine(_ raw: String) -> Bool {
        let start = raw.prefix { $0.isWhitespace }
        let text = raw.dropFirst(start.count)
        return start.contains(where: \.isNewline) || text.hasPrefix("- ") || text.hasPrefix("* ")
    }
}
