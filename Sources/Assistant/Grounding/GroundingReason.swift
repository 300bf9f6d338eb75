/// Why a sentence of a language model was not let through.
public enum GroundingReason: String, Sendable, CaseIterable, Hashable {
    /// Characters that no reader sees, or that pass for others.
    case hiddenText = "hidden_text"
    /// HTML, code, tables, links in Markdown.
    case markup
    /// A web or e-mail address, a telephone number, an account.
    case contact
    /// The prompt, its fences or its row numbers.
    case promptLeak = "prompt_leak"
    /// Speaks like an instruction to an assistant.
    case instruction
    /// Says that something was ordered, put into the cart, paid or refunded.
    case actionClaim = "action_claim"
    /// An amount of money that is not that of what it is said of.
    case price
    case discount
    case rating
    case reviewCount = "review_count"
    case stock
    case size
    case color
    /// Any other number, date or measure.
    case number
    /// "The cheapest", "lighter than", where the facts say otherwise or do not say.
    case comparison
    /// Denies what is so, or what nothing is said of; or affirms what is denied.
    case negation
    /// Words that no fact of what they are said of holds.
    case unverified
    /// It is not clear what it is said of.
    case subject
    /// A yes or no with nothing that shows it.
    case bareAffirmation = "bare_affirmation"
    /// Longer than a sentence is.
    case tooLong = "too_long"
}

/// What became of one sentence.
public enum GroundingVerdict: Sendable, Equatable {
    /// All that it states is a fact: the facts, and the products that it speaks of.
    case passed(citations: [Citation], about: Set<String>)
    /// What it speaks of as far as that can be told.
    case failed(GroundingReason, about: Set<String>)
}
