import Hangul
import Shop

/// What a need is about, for deciding what to do with it.
public struct NeedSummary: Sendable, Equatable {
    /// Words that name a kind of thing known here or in general.
    public var kinds: [String] = []
    /// Properties named.
    public var properties: [String] = []
    /// A situation, a person or an occasion is told of.
    public var isSituation = false
    /// Of the things named, the narrowest categories (up to four, by products), where no one of them holds half: the word is open.
    public var openChoices: [String] = []
    /// The open choices are animals: things for one are of no use to another.
    public var isOpenByAnimal = false
    /// Words that are neither known nor words of asking.
    public var unknown: [String] = []

    public var isEmpty: Bool { kinds.isEmpty && properties.isEmpty && !isSituation && unknown.isEmpty }
}

extension SearchSnapshot {
    func summary(of query: SearchQuery) -> NeedSummary {
        let analysis = analysis(of: query)
        var summary = NeedSummary()
        summary.isSituation = analysis.concepts.contains { $0.role == .situation || $0.role == .purpose }
        for concept in analysis.concepts {
            switch concept.role {
            case .kind where concept.isKnown && isNamed(concept): summary.kinds.append(concept.text)
            case .kind: summary.unknown.append(concept.text)
            // 매트 is a finish of cosmetics and a kind of thing.
            case .property where lexicon.category(concept.text) != nil || lexicon.isKind(concept.text):
                summary.kinds.append(concept.text)
            case .property: summary.properties.append(concept.text)
            case .generic, .purpose, .situation: break
            }
        }
        if summary.kinds.count == 1, let concept = analysis.concepts.first(where: { $0.text == summary.kinds[0] }) {
            (summary.openChoices, summary.isOpenByAnimal) = openChoices(for: concept)
        }
        return summary
    }

    private func isNamed(_ concept: Concept) -> Bool {
        lexicon.thesaurus.knows(Thesaurus.key(concept.text)) || lexicon.isKind(concept.text)
            || concept.wordings.contains { $0.weight >= 0.8 && $0.words.allSatisfy { lexicon.isKind($0) } }
    }

    /// The second steps of the category path that things of this name stand under, where no one holds half of them.
    private func openChoices(for concept: Concept) -> ([String], Bool) {
        let collector = EvidenceCollector(index: index)
        var evidence = Evidence(productCount: index.productCount)
        guard let own = concept.wordings.first else { return ([], false) }
        collector.gather(own.words, weight: 1, into: &evidence)
        var counts: [String: Int] = [:]
        var leaves: [String: [String: Int]] = [:]
        var whole = 0
        for product in evidence.touched where evidence.kind[Int(product)] >= 0.85 {
            let path = facts.products[Int(product)].category
            guard path.count >= 2 else { continue }
            whole += 1
            let branch = path.prefix(2).joined(separator: " > ")
            counts[branch, default: 0] += 1
            leaves[branch, default: [:]][path[path.count - 1], default: 0] += 1
        }
        let animals = Set(counts.keys.flatMap { Self.animals(in: $0) })
        let named = counts.filter { !Self.animals(in: $0.key).isEmpty }.values.reduce(0, +)
        if animals.count >= 2, named * 5 >= whole * 4 { return (animals.sorted(), true) }
        guard whole >= 4, counts.count >= 3, let most = counts.values.max(), Double(most) < 0.5 * Double(whole) else {
            return ([], false)
        }
        let choices = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(4).compactMap { branch, _ in
            leaves[branch]?.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
        return (choices, false)
    }

    private static func animals(in path: String) -> [String] {
        ["강아지", "고양이", "토끼", "햄스터", "물고기", "새"].filter { animal in
            path.split(whereSeparator: { " >/".contains($0) }).contains { $0 == animal }
        }
    }
}

extension SearchEngine {
    /// What the need of a query is about, by the loaded catalogue.
    public func summary(of query: SearchQuery) -> NeedSummary { loaded?.summary(of: query) ?? NeedSummary() }

    /// The policies that answer a question, best first; empty where none does.
    public func policies(answering question: String, limit: Int = 3) -> [PolicyHit] {
        loaded?.policyIndex.search(question, limit: limit) ?? []
    }

    /// Whether a text is about shipping, returns, payment or another matter of policy.
    public func mentionsPolicy(_ text: String) -> Bool { PolicyWords.mentionsPolicy(text) }

    /// Whether a text holds a word that policies are about, whatever else it may be about.
    public func touchesPolicy(_ text: String) -> Bool { PolicyWords.touches(text) }

    /// Other words for a term, the term first, as the thesaurus knows them.
    public func otherWords(for term: String) -> [String] {
        let key = Thesaurus.key(term)
        return [key]
            + thesaurus.alternatives(key).filter { $0.relation == .same || $0.relation == .property }.map(\.term)
    }

    /// The colour of the catalogue that a word names, nil where it names none.
    public func color(named word: String) -> String? {
        loaded.flatMap { ColorExpressions.key(of: TextFolding.folded(word), in: $0.lexicon) }
    }

    /// Whether a colour of a product is what `wanted` asks for.
    public func colorMatches(_ color: String, wanted: String) -> Bool {
        thesaurus.colors.matches(Thesaurus.key(color), wanted: Thesaurus.key(wanted))
    }

    /// Whether a size of a product serves the size asked for.
    public func sizeServes(_ offered: String, wanted: String) -> Bool { SizeName.offers(offered, SizeName.key(wanted)) }
}

extension SearchEngine {
    /// The widest categories of the loaded catalogue, by products.
    public func mainCategories(limit: Int) -> [String] {
        guard let loaded else { return [] }
        var counts: [String: Int] = [:]
        for product in loaded.facts.products {
            if let first = product.category.first { counts[first, default: 0] += 1 }
        }
        return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(limit).map(\.key)
    }
}
