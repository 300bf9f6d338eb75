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

extension SearchQuery {
    /// What is embedded: the text without what only says how dear, how many or in which order. What is said of the thing,
    /// also that something is not in it, stays: products say so too.
    var meaningText: String {
        let whole = corrected ?? text
        let isOfThing = constraints.gender != nil || !constraints.exclude.isEmpty || !constraints.color.isEmpty
        return need.isEmpty || isOfThing ? whole : need
    }
}

extension SearchQuery.Language {
    /// By script: any Hangul makes Korean, kana Japanese, Han alone Chinese, Latin letters English; Korean where there is none.
    public init(of text: String) {
        var kana = false
        var han = false
        var latin = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xAC00...0xD7A3, 0x3131...0x318E, 0x1100...0x11FF:
                self = .ko
                return
            case 0x3040...0x30FF: kana = true
            case 0x4E00...0x9FFF, 0x3400...0x4DBF: han = true
            case 0x41...0x5A, 0x61...0x7A: latin = true
            default: break
            }
        }
        self = kana ? .ja : han ? .zh : latin ? .en : .ko
    }
}
