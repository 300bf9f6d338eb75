import Shop

/// Answers what is asked about one product, or about each of a few.
enum DetailAnswer {
    /// Products of one answer; more would be a list to read, not an answer.
    private static let mostProducts = 5

    static func pieces(_ context: AnswerContext, language: AnswerLanguage) -> [AnswerPiece] {
        let wording: any DetailWording = language.isKorean ? KoreanDetail() : EnglishDetail()
        guard !context.products.isEmpty else { return [AnswerPiece(wording.whichProduct)] }
        let asked = context.asked.isEmpty ? [AskedFact.overview] : context.asked
        var pieces: [AnswerPiece] = []
        for hit in context.products.prefix(mostProducts) {
            let facts = ProductFacts(hit.product)
            var said: Set<String> = []
            for finding in asked.flatMap({ FactFinder.findings($0, facts) }) {
                // The product is named once; its further sentences follow on.
                let subject = said.isEmpty ? facts.name : nil
                // Two questions may have one answer, as price and discount do.
                guard said.insert(wording.sentence(finding, subject: nil)).inserted else { continue }
                pieces.append(
                    AnswerPiece(
                        wording.sentence(finding, subject: subject),
                        citations: (subject == nil ? [] : facts.cite("name")) + finding.citations(facts)))
            }
        }
        return pieces
    }
}

/// The sentences about one product in one language.
protocol DetailWording {
    var whichProduct: String { get }
    /// `subject` is the product's name where the sentence has to name it.
    func sentence(_ finding: Finding, subject: String?) -> String
}
