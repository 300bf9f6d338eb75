import Hangul

/// How well each product meets one concept of a query.
struct Evidence {
    /// Weighted term frequency by product.
    private(set) var frequency: [Float]
    /// 0…1 by product: how surely a field that says what the product is names the concept.
    private(set) var kind: [Float]
    private(set) var touched: [UInt32] = []
    /// Products that meet the concept well, for its weight.
    private(set) var strong = 0

    init(productCount: Int) {
        frequency = [Float](repeating: 0, count: productCount)
        kind = [Float](repeating: 0, count: productCount)
    }

    mutating func meet(_ product: UInt32, frequency value: Float, kind weight: Float) {
        let index = Int(product)
        if frequency[index] == 0 { touched.append(product) }
        if value > frequency[index] { frequency[index] = value }
        if weight > kind[index] {
            if weight >= 0.6, kind[index] < 0.6 { strong += 1 }
            kind[index] = weight
        }
    }

    /// Takes in products that meet all of `parts`, as well as they meet the one they meet least.
    mutating func meetAll(_ parts: [Evidence]) {
        guard let first = parts.min(by: { $0.touched.count < $1.touched.count }) else { return }
        for product in first.touched {
            let index = Int(product)
            let frequency = parts.reduce(Float.infinity) { min($0, $1.frequency[index]) }
            let kind = parts.reduce(Float.infinity) { min($0, $1.kind[index]) }
            if frequency > 0 { meet(product, frequency: frequency, kind: kind) }
        }
    }

    /// Gives the products of a narrowest category a share in what names others of it: where four of eight things under
    /// 캠핑가구 are called 의자, the other four are likely chairs by another name. `leaves[i]` is the category of product i, -1 for
    /// none.
    mutating func spread(over leaves: [Int32], sizes: [Int32]) {
        var named: [Int32: Float] = [:]
        for product in touched where leaves[Int(product)] >= 0 && kind[Int(product)] >= 0.7 {
            named[leaves[Int(product)], default: 0] += kind[Int(product)]
        }
        let shares = named.compactMapValues { count -> Float? in count >= 2 ? count : nil }.map { leaf, count in
            (leaf, count / Float(sizes[Int(leaf)]))
        }.filter { $0.1 >= 0.25 }
        if shares.isEmpty { return }
        let share = Dictionary(uniqueKeysWithValues: shares)
        for (index, leaf) in leaves.enumerated() {
            guard leaf >= 0, let part = share[leaf] else { continue }
            let credit = min(0.85, 0.25 + 0.75 * part)
            if kind[index] < credit { meet(UInt32(index), frequency: max(frequency[index], 0.01), kind: credit) }
        }
    }

    /// BM25's saturation of the frequency: 0…1.
    func saturation(_ product: Int) -> Float {
        let value = frequency[product]
        return value / (value + 1.6)
    }
}

/// Looks words up and gathers their evidence.
struct EvidenceCollector {
    let index: LexicalIndex

    /// How surely a word in these fields says what the product is.
    static func kindWeight(_ fields: FieldMask) -> Float {
        if !fields.isDisjoint(with: [.nameHead, .leaf]) { return 1 }
        if !fields.isDisjoint(with: [.name, .brief, .tags, .brand, .sku]) { return 0.95 }
        if fields.contains(.category) { return 0.9 }
        if fields.contains(.wideCategory) { return 0.6 }
        return 0
    }

    /// Adds what meets all `words` at once, at `weight`.
    func gather(_ words: [String], weight: Float, into evidence: inout Evidence) {
        if words.count == 1 {
            for (postings, strength) in occurrences(of: words[0]).lists {
                for posting in postings {
                    evidence.meet(
                        posting.product, frequency: posting.frequency * strength * weight,
                        kind: Self.kindWeight(posting.fields) * strength * weight)
                }
            }
            return
        }
        // The rarest first: only what meets it is held against the others.
        let rarestFirst = words.map(occurrences).sorted { $0.count < $1.count }
        guard var met = rarestFirst.first?.strengths() else { return }
        for word in rarestFirst.dropFirst() {
            let here = word.strengths(among: met)
            met = met.reduce(into: [:]) { both, entry in
                guard let other = here[entry.key] else { return }
                both[entry.key] = (min(other.frequency, entry.value.frequency), min(other.kind, entry.value.kind))
            }
        }
        for (product, value) in met {
            evidence.meet(product, frequency: value.frequency * weight, kind: value.kind * weight)
        }
    }

    private func occurrences(of word: String) -> Occurrences {
        Occurrences(lists: matches(word).map { (index.postings(of: $0.word), $0.weight) })
    }

    /// The words of the catalogue that meet `word`; one syllable only as a word of its own.
    func matches(_ word: String) -> [WordMatch] { index.vocabulary.matches(word) }

    /// Products in which the phrase stands.
    func mentions(_ phrase: String) -> ProductSet {
        var set = ProductSet(capacity: index.productCount)
        var evidence = Evidence(productCount: index.productCount)
        gather(Tokenizer.tokens(phrase).map(\.text), weight: 1, into: &evidence)
        for product in evidence.touched where evidence.frequency[Int(product)] > 0 { set.insert(Int(product)) }
        return set
    }
}

/// Where a word of the query stands: the postings of each word of the catalogue that meets it, and how well that does.
private struct Occurrences {
    typealias Strengths = [UInt32: (frequency: Float, kind: Float)]

    let lists: [(postings: ArraySlice<Posting>, weight: Float)]

    /// Never less than the number of products.
    var count: Int { lists.reduce(0) { $0 + $1.postings.count } }

    /// The best of each product, or of those of `others`.
    func strengths(among others: Strengths? = nil) -> Strengths {
        var best = Strengths(minimumCapacity: min(count, others?.count ?? count))
        for (postings, weight) in lists {
            for posting in postings where others == nil || others?[posting.product] != nil {
                let kind = EvidenceCollector.kindWeight(posting.fields) * weight
                let known = best[posting.product] ?? (0, 0)
                best[posting.product] = (max(known.frequency, posting.frequency * weight), max(known.kind, kind))
            }
        }
        return best
    }
}
