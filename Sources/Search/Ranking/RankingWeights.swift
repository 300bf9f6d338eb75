/// The constants of ranking. Tuned by hand on two judged catalogues, a Korean lifestyle shop and an English electronics
/// catalogue, for what holds in both; see docs/search.md.
struct RankingWeights: Sendable {
    var kind: Float = 0.55
    var lexical: Float = 0.6
    var meaning: Float = 0.25
    var helps: Float = 0.15
    /// What helps at most, where a language model expects a product to be asked for like this, and from which share of the words on.
    var expected: Float = 0.9
    var leastExpected: Float = 0.4
    /// From which share on a sentence of which the catalogue knows nothing is taken for a situation.
    var surelyExpected: Float = 0.6
    var situationHelps: Float = 0.25
    var situationMeaning: Float = 0.45
    var situationLexical: Float = 0.4
    var situationKind: Float = 0.4
    /// How much a product is of a kind that only its description names.
    var kindInText: Float = 0.33
    /// How much a product has a property that only its description names.
    var propertyInText: Float = 0.8
    /// How much another word for a thing counts where the catalogue uses the shopper's own.
    var otherWords: Float = 0.8
    /// The least share of a need that a product must meet.
    var leastFit: Float = 0.34
    /// The least fit, as a share of the best.
    var relativeFit: Float = 0.3
    /// The fit from which something is what was asked for: where few are, what fits less than the least share comes behind them.
    var sureFit: Float = 0.6
    /// What is added to the score of what only mentions the thing, where it is of the best one's narrowest category.
    var sameLeaf: Float = 0.5
    /// The fit, as a share of the best, from which something is all that was asked for: what is counted, and put into an order.
    var exactFit: Float = 0.85
    /// The share that a word has in a sentence of which nothing here speaks.
    var unknownInSentence: Float = 0.2
    /// The share that words have by which a situation is told.
    var covered: Float = 0.5
    /// The least score of what is shown for a situation, as a share of the best.
    var situationDepth: Float = 0.3
    var unavailable: Float = 0.82
    var rating: Float = 0.03
    var leaning: Float = 0.3
}
