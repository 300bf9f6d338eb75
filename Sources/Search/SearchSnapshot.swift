import Hangul
import Shop

/// Everything a search needs of one version of the catalogue. Immutable; a new version is a new snapshot.
struct SearchSnapshot: Sendable {
    let version: Int
    let facts: CatalogFacts
    let policies: [Policy]
    let policyIndex: PolicyIndex
    let index: LexicalIndex
    let lexicon: CatalogLexicon
    let parser: QueryParser
    /// By product: the hash of the text that it is embedded by.
    let passages: [ContentHash]
    let expansions: Expansions
    /// nil where no expansions are known.
    let expansionIndex: ExpansionIndex?
    private let analyses = RecentlyUsed<NeedAnalyzer.Question, NeedAnalysis>(capacity: 256)

    /// O(words of the products that are read), on all cores: about 0.05 ms a product of 1 KB.
    ///
    /// - Parameter previous: what it can take over for products that have not changed, so that a few changes are quick.
    init(
        _ catalog: Catalog, expansions: Expansions = Expansions(), thesaurus: Thesaurus, spelling: ThesaurusSpelling,
        after previous: SearchSnapshot? = nil
    ) {
        version = catalog.version
        let visible = catalog.products.filter { !$0.isHidden }
        facts = CatalogFacts(visible)
        policies = catalog.policies
        policyIndex = PolicyIndex(catalog.policies)
        let carried = previous.flatMap { CarriedProducts(visible, from: $0) }
        index = LexicalIndex(visible, carrying: carried.map { ($0.snapshot.index, $0.ordinals) })
        lexicon = CatalogLexicon(facts: facts, thesaurus: thesaurus, spelling: spelling, index: index)
        parser = QueryParser(lexicon: lexicon)
        self.expansions = expansions
        expansionIndex = ExpansionIndex(visible, expansions)
        passages = concurrentMap(visible.indices.chunks(of: 512)) { ordinals in
            ordinals.map { ordinal in
                if let carried, carried.ordinals[ordinal] >= 0 {
                    return carried.snapshot.passages[Int(carried.ordinals[ordinal])]
                }
                return ContentHash(of: PassageText.of(visible[ordinal]))
            }
        }.flatMap(\.self)
    }

    /// What a query's need is about. A turn asks more than once: to choose what to do, to search, and to see which constraint stands
    /// in the way.
    func analysis(of query: SearchQuery) -> NeedAnalysis {
        let question = NeedAnalyzer.Question(query)
        if let known = analyses[question] { return known }
        let analysis = NeedAnalyzer(lexicon: lexicon).analyze(question)
        analyses[question] = analysis
        return analysis
    }
}

/// Which products of a catalogue an older snapshot knows as they are.
private struct CarriedProducts: Sendable {
    let snapshot: SearchSnapshot
    /// By ordinal now: the former one, -1 where the product is new or has changed. Those that are kept rise.
    let ordinals: [Int32]

    /// nil where so much has changed that a new start is better: what is carried over keeps words that nothing bears any more.
    /// O(products). Both are sorted by id.
    init?(_ products: [Product], from snapshot: SearchSnapshot) {
        let former = snapshot.facts.products
        var ordinals = [Int32](repeating: -1, count: products.count)
        var kept = 0
        var place = 0
        for (ordinal, product) in products.enumerated() {
            while place < former.count, former[place].id < product.id { place += 1 }
            guard place < former.count, former[place] == product else { continue }
            ordinals[ordinal] = Int32(place)
            kept += 1
        }
        guard kept * 4 >= 3 * max(products.count, former.count) else { return nil }
        self.snapshot = snapshot
        self.ordinals = ordinals
    }
}
