import Hangul
import Shop

/// The words of what shoppers may say of each product, in an index of their own, so that they never pass for the catalogue's.
struct ExpansionIndex: Sendable {
    private let index: LexicalIndex
    /// Most words of a sentence tell of the shopper.
    private static let unsaid: Float = 0.25

    /// nil where there is nothing to index. O(words).
    init?(_ products: [Product], _ expansions: Expansions) {
        guard products.contains(where: { expansions.phrases[$0.id] != nil }) else { return nil }
        index = LexicalIndex(
            products.map { product in
                var said = Product(id: product.id, name: "")
                said.details = expansions.phrases[product.id, default: []].joined(separator: " · ")
                return said
            })
    }

    /// 0…1 by product: which share of the need's words is said of it, rare words counting more and those that are said of nothing less.
    /// nil where none is said of any.
    /// O(words of the need × products that they are said of).
    func likelihoods(of need: String) -> [Float]? {
        let collector = EvidenceCollector(index: index)
        var likelihoods = [Float](repeating: 0, count: index.productCount)
        var whole: Float = 0
        for token in Tokenizer.tokens(need) where token.kind != .number && !StopWords.contains(token.text) {
            var evidence = Evidence(productCount: index.productCount)
            for (place, reading) in KoreanWords.readings(token.text).enumerated() where !StopWords.contains(reading) {
                collector.gather([reading], weight: place == 0 ? 1 : 0.9, into: &evidence)
            }
            let inverse = index.inverseFrequency(evidence.touched.count)
            whole += evidence.touched.isEmpty ? Self.unsaid * inverse : inverse
            for product in evidence.touched {
                likelihoods[Int(product)] += inverse * min(1, evidence.frequency[Int(product)])
            }
        }
        guard whole > 0, likelihoods.contains(where: { $0 > 0 }) else { return nil }
        return likelihoods.map { $0 / whole }
    }
}
