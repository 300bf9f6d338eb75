/// One thing that a need is about, with all the words that may stand for it.
struct Concept: Sendable {
    enum Role: Sendable {
        /// A kind of thing, or an unknown word that may be one.
        case kind
        /// A property: something said of a thing.
        case property
        /// Names nothing by itself: 세트, 용품.
        case generic
        /// A class of things that a verb asks for: 신을, 덮을.
        case purpose
        /// What helps in a situation.
        case situation
    }

    /// Words that must all be met, with the weight of meeting them.
    struct Wording: Sendable, Hashable {
        var words: [String]
        var weight: Float
        var isRelated = false
    }

    var text: String
    var role: Role
    var wordings: [Wording]
    /// The shopper's own word, or the same in other words, is known here or to the thesaurus.
    var isKnown = true
    /// Part of what a situation is told by.
    var isCovered = false
    /// Concepts with one number are said to be as good as each other: 로퍼나 구두.
    var choice: Int?
    /// The concepts of the words of a phrase: a product that meets all of them meets the phrase.
    var parts: [Concept] = []
}

/// A need taken apart.
struct NeedAnalysis: Sendable {
    var concepts: [Concept] = []
    /// What is asked for is done for people and not sold as goods, and the shop has no such thing.
    var isBeyond = false
    /// The text tells of a situation rather than naming a thing.
    var isSituation = false
    /// The text is a sentence, or part of one, rather than the name of a thing.
    var isSentence = false
}
