
/// A query as understood: the words that say what is wanted, and the constraints that must hold.
public struct SearchQuery: Sendable, Equatable {
    /// What the shopper wrote, NFC, trimmed.
    public var text: String
    /// What is left to be matched once constraints are taken out, best reading first. Empty where only constraints were given.
    public var need: String
    public var constraints: Constraints
    /// Whether low prices, or dear things, are liked better, where that was said without a limit.
    public var leaning: PriceLeaning?
    /// The language of the text: ko, en, ja or zh.
    public var language: Language
    /// `text` read anew: repaired keyboard layout, typos, spacing. nil where nothing had to be repaired.
    public var corrected: String?

    public enum PriceLeaning: String, Sendable { case cheap, premium }

    public enum Language: String, Sendable, CaseIterable { case ko, en, ja, zh }

    public init(
        text: String, need: String, constraints: Constraints, leaning: PriceLeaning? = nil, language: Language = .ko,
        corrected: String? = nil
    ) {
        self.text = text
        self.need = need
        self.constraints = constraints
        self.leaning = leaning
        self.language = language
        self.corrected = corrected
    }
}
