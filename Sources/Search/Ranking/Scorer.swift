import Hangul
import Shop

/// Scores the admitted products for one need: words, kind, situation, meaning, and what speaks for a product by itself.
struct Scorer {
    let facts: CatalogFacts
    let index: LexicalIndex
    let query: SearchQuery
    let analysis: NeedAnalysis
    let admitted: ProductSet
    /// nil where there is no query vector.
    let meaning: Meaning?
    /// 0…1 by product: how likely shoppers are to ask for it like this; nil where nothing is known of that.
    var expected: [Float]?
    var weights = RankingWeights()

    struct Scored {
        var ordinal: Int
        var score: Float
        /// 0…1: how much of what was asked for the product is.
        var fit: Float
        /// False for what is only a part of what was asked for, or alike.
        var isFitting = true
    }

    private struct ConceptEvidence {
        var concept: Concept
        var evidence: Evidence
        var inverse: Float
        /// Sum form for situations: how many of the helps a product brings.
        var sums: [Float] = []
    }

    /// Those that fit, best first.
    func ranked() -> [Scored] {
        if analysis.isBeyond { return [] }
        let evidence = gather()
        let core = evidence.filter { [.kind, .property].contains($0.concept.role) }
        let situations = evidence.filter { $0.concept.role == .situation }
        let purposes = evidence.filter { $0.concept.role == .purpose }
        let coreWeight = units(core).reduce(Float(0)) { $0 + weight(ofUnit: $1) }
        let sums = sums(evidence, core, situations, purposes)
        let isSituation =
            analysis.isSituation || analysis.isSentence && (expected?.max() ?? 0) >= weights.surelyExpected
        let isTold = isSituation || coreWeight == 0

        let serving = purposes.isEmpty ? [] : leaves(touchedBy: sums.purpose)

        var scored: [Scored] = []
        var bestFit: Float = 0
        admitted.forEach { ordinal in
            let isTouched = sums.everything || sums.touched.contains(ordinal)
            let similar = meaning.map { isTouched ? $0[ordinal] : $0.ofNear(ordinal) } ?? 0
            if !isTouched, similar <= (isTold ? 0.25 : 0.5) { return }
            let (score, fit) = combine(
                kind: coreWeight > 0 ? sums.covered[ordinal] / coreWeight : 0, lexical: sums.lexical[ordinal],
                helps: sums.helps[ordinal], purpose: sums.purpose[ordinal], similar: similar,
                isSituation: isTold,
                hasPurpose: !purposes.isEmpty, hasSituation: !situations.isEmpty)
            bestFit = max(bestFit, fit)
            // Of what to wear on rainy days an umbrella is no part, though it helps.
            let serves = purposes.isEmpty || sums.purpose[ordinal] > 0 || serving.contains(facts.leaves[ordinal])
            scored.append(Scored(ordinal: ordinal, score: score * prior(ordinal), fit: fit, isFitting: serves))
        }
        return ordered(scored, bestFit: bestFit, isTold: isTold)
    }

    /// The parts of the score that come from words, by product.
    private struct Sums {
        var covered: [Float]
        var lexical: [Float]
        var helps: [Float]
        var purpose: [Float]
        var touched: ProductSet
        /// Nothing but constraints was asked for.
        var everything: Bool
    }

    private func sums(
        _ evidence: [ConceptEvidence], _ core: [ConceptEvidence], _ situations: [ConceptEvidence],
        _ purposes: [ConceptEvidence]
    ) -> Sums {
        let zeros = [Float](repeating: 0, count: index.productCount)
        var sums = Sums(
            covered: zeros, lexical: zeros, helps: zeros, purpose: zeros,
            touched: ProductSet(capacity: index.productCount),
            everything: analysis.concepts.allSatisfy { $0.role == .generic })
        for unit in units(core) {
            let weight = weight(ofUnit: unit)
            addBest(of: unit, to: &sums.covered) { weight * coverage(of: $0, $1) }
        }
        let worded = units(evidence.filter { $0.concept.role != .situation && $0.concept.role != .purpose })
        let whole = worded.reduce(Float(0)) { $0 + ($1.map(\.inverse).max() ?? 0) }
        for unit in worded where whole > 0 {
            let share = (unit.map(\.inverse).max() ?? 0) / whole
            addBest(of: unit, to: &sums.lexical) { share * $0.evidence.saturation($1) }
            for entry in unit { for product in entry.evidence.touched { sums.touched.insert(Int(product)) } }
        }
        for entry in situations {
            guard let peak = entry.sums.max(), peak > 0 else { continue }
            let share = 1 / (peak * Float(situations.count))
            for product in entry.evidence.touched {
                sums.helps[Int(product)] += entry.sums[Int(product)] * share
                sums.touched.insert(Int(product))
            }
        }
        if let expected, analysis.isSituation || analysis.isSentence || core.isEmpty {
            for (product, likelihood) in expected.enumerated() where likelihood >= weights.leastExpected {
                sums.helps[product] = max(sums.helps[product], weights.expected * likelihood)
                sums.touched.insert(product)
            }
        }
        for entry in purposes {
            for product in entry.evidence.touched {
                sums.purpose[Int(product)] = max(sums.purpose[Int(product)], entry.evidence.kind[Int(product)])
                sums.touched.insert(Int(product))
            }
        }
        return sums
    }

    /// The narrowest categories of which something serves the purpose: what else is there serves it as well.
    private func leaves(touchedBy purpose: [Float]) -> Set<Int32> {
        Set(purpose.indices.lazy.filter { purpose[$0] > 0 && facts.leaves[$0] >= 0 }.map { facts.leaves[$0] })
    }

    /// Choices (로퍼나 구두) together, everything else alone.
    private func units(_ entries: [ConceptEvidence]) -> [[ConceptEvidence]] {
        var units: [[ConceptEvidence]] = []
        for entry in entries {
            if let choice = entry.concept.choice,
                let index = units.firstIndex(where: { $0[0].concept.choice == choice })
            {
                units[index].append(entry)
            } else {
                units.append([entry])
            }
        }
        return units
    }

    /// Of choices one is enough; the rarer one says what that is worth.
    private func weight(ofUnit unit: [ConceptEvidence]) -> Float {
        let found = unit.filter { !$0.evidence.touched.isEmpty }
        return (found.isEmpty ? unit : found).map(weight(of:)).max() ?? 0
    }

    /// Adds to each product the most that one entry of the unit gives it.
    private func addBest(
        of unit: [ConceptEvidence], to sums: inout [Float], _ value: (ConceptEvidence, Int) -> Float
    ) {
        if unit.count == 1 {
            for product in unit[0].evidence.touched { sums[Int(product)] += value(unit[0], Int(product)) }
            return
        }
        var best: [UInt32: Float] = [:]
        for entry in unit {
            for product in entry.evidence.touched {
                best[product] = max(best[product] ?? 0, value(entry, Int(product)))
            }
        }
        for (product, most) in best { sums[Int(product)] += most }
    }

    // MARK: Evidence

    private func gather() -> [ConceptEvidence] {
        let collector = EvidenceCollector(index: index)
        return analysis.concepts.map { concept in
            if concept.role == .situation { return situation(concept, collector) }
            var evidence = gather(concept, collector)
            if concept.role == .kind { evidence.spread(over: facts.leaves, sizes: facts.leafSizes) }
            let frequency = max(1, evidence.strong > 0 ? evidence.strong : evidence.touched.count)
            var inverse = index.inverseFrequency(evidence.touched.isEmpty ? 0 : frequency)
            if concept.role == .generic { inverse *= 0.25 }
            return ConceptEvidence(concept: concept, evidence: evidence, inverse: inverse)
        }
    }

    /// A concept's own words first, then other words for it. Where its own words are common here, others count for less: a shop
    /// that sells lamps means something else by lights.
    private func gather(_ concept: Concept, _ collector: EvidenceCollector) -> Evidence {
        var evidence = Evidence(productCount: index.productCount)
        guard let own = concept.wordings.first else { return evidence }
        collector.gather(own.words, weight: own.weight, into: &evidence)
        if !concept.parts.isEmpty { evidence.meetAll(concept.parts.map { gather($0, collector) }) }
        let scale = evidence.strong >= 3 ? weights.otherWords : 1
        for wording in concept.wordings.dropFirst() {
            collector.gather(
                wording.words, weight: wording.isRelated ? wording.weight * 0.5 : wording.weight * scale,
                into: &evidence)
        }
        return evidence
    }

    private func situation(_ concept: Concept, _ collector: EvidenceCollector) -> ConceptEvidence {
        var sums = [Float](repeating: 0, count: index.productCount)
        var all = Evidence(productCount: index.productCount)
        for wording in concept.wordings {
            var evidence = Evidence(productCount: index.productCount)
            collector.gather(wording.words, weight: 1, into: &evidence)
            let inverse = index.inverseFrequency(max(1, evidence.touched.count))
            for product in evidence.touched {
                let ordinal = Int(product)
                // What a product is counts more than what its description mentions.
                let strength = 0.4 * evidence.saturation(ordinal) + 0.6 * evidence.kind[ordinal]
                sums[ordinal] += wording.weight * min(inverse, 5) * strength
                all.meet(product, frequency: 1, kind: 0)
            }
        }
        return ConceptEvidence(concept: concept, evidence: all, inverse: 1, sums: sums)
    }

    private func weight(of entry: ConceptEvidence) -> Float {
        if entry.evidence.touched.isEmpty {
            // In a sentence most words tell of the shopper; what no product speaks of is no lack.
            if entry.concept.role == .property && (analysis.isSentence || entry.concept.isCovered) { return 0 }
            if analysis.isSentence { return weights.unknownInSentence * entry.inverse }
        }
        // What the situation is told by counts there.
        let share: Float = entry.concept.isCovered ? weights.covered : 1
        return entry.inverse * share * (entry.concept.role == .property ? (entry.concept.isKnown ? 0.6 : 0.25) : 1)
    }

    private func coverage(of entry: ConceptEvidence, _ ordinal: Int) -> Float {
        let kind = entry.evidence.kind[ordinal]
        guard entry.evidence.frequency[ordinal] > 0 else { return 0 }
        // A property may stand anywhere; a kind of thing named in the description only is a hint.
        return max(kind, entry.concept.role == .property ? weights.propertyInText : weights.kindInText)
    }

    // MARK: Score

    private func combine(
        kind: Float, lexical: Float, helps: Float, purpose: Float, similar: Float, isSituation: Bool, hasPurpose: Bool,
        hasSituation: Bool
    ) -> (score: Float, fit: Float) {
        if analysis.concepts.allSatisfy({ $0.role == .generic }) {
            // Only constraints were given: everything admitted fits.
            return (0.5 + weights.meaning * similar + 0.2 * lexical, 1)
        }
        if isSituation {
            var score =
                weights.situationHelps * helps + weights.situationMeaning * similar + weights.situationLexical * lexical
                + weights.situationKind * kind
            if hasPurpose { score = score * (0.35 + 0.65 * purpose) + 0.1 * purpose }
            // 신을 거 is first of all footwear, whatever else would help.
            let fit = hasPurpose ? max(purpose, 0.25 * max(helps, kind)) : max(helps, kind, similar > 0.5 ? 0.5 : 0)
            return (score, fit)
        }
        var score = weights.kind * kind + weights.lexical * lexical + weights.meaning * similar
        if hasSituation { score += weights.helps * helps }
        if hasPurpose { score *= 0.6 + 0.4 * purpose }
        return (score, kind)
    }

    // MARK: Order

    /// What speaks for a product by itself: it can be bought, it is well rated.
    private func prior(_ ordinal: Int) -> Float {
        let figures = facts.figures[ordinal]
        return (figures.isPurchasable ? 1 : weights.unavailable) * (1 + weights.rating * figures.ratingAboveMean)
    }

    private static let fewFitting = 10

    private func ordered(_ scored: [Scored], bestFit: Float, isTold: Bool) -> [Scored] {
        guard bestFit >= weights.leastFit else { return [] }
        let relative = weights.relativeFit * bestFit
        let least = max(weights.leastFit, relative)
        // A situation has no things that are it and others that are not: what helps least is cut by its score.
        let lowest = weights.situationDepth * (scored.map(\.score).max() ?? 0)
        let isOpen = isTold && query.constraints.sort == nil
        var fitting = scored.filter { isOpen ? $0.score >= lowest : $0.fit >= least }
        if let leaning = query.leaning { lean(&fitting, leaning) }
        fitting.sort(by: isBefore)
        if let sort = query.constraints.sort { return sorted(fitting, by: sort, bestFit: bestFit) }
        if isOpen { return Self.servingFirst(fitting) }
        // Of 방수 러닝화 those are the thing that are both.
        for index in fitting.indices { fitting[index].isFitting = fitting[index].fit >= weights.exactFit * bestFit }
        if bestFit < weights.sureFit || fitting.count >= Self.fewFitting { return fitting }
        return fitting + alike(fitting, mentions: scored.filter { $0.fit < least && $0.fit >= relative })
    }

    /// What does not serve the purpose comes behind what does; where nothing does, the purpose says nothing here.
    private static func servingFirst(_ fitting: [Scored]) -> [Scored] {
        let serving = fitting.filter(\.isFitting)
        if serving.isEmpty {
            return fitting.map { scored in
                var scored = scored
                scored.isFitting = true
                return scored
            }
        }
        return serving + fitting.filter { !$0.isFitting }
    }

    private func isBefore(_ one: Scored, _ other: Scored) -> Bool {
        one.score != other.score
            ? one.score > other.score : facts.products[one.ordinal].id < facts.products[other.ordinal].id
    }

    /// What comes behind few things that are what was asked for: others of the best one's narrowest category, and what mentions it.
    private func alike(_ fitting: [Scored], mentions: [Scored]) -> [Scored] {
        guard let best = fitting.first else { return [] }
        let leaf = facts.leaves[best.ordinal]
        let shown = Set(fitting.map(\.ordinal))
        var alike: [Int: Scored] = [:]
        for var mention in mentions {
            mention.isFitting = false
            alike[mention.ordinal] = mention
        }
        if leaf >= 0 {
            for (ordinal, own) in facts.leaves.enumerated()
            where own == leaf && admitted.contains(ordinal) && !shown.contains(ordinal) {
                let score =
                    alike[ordinal].map { $0.score + weights.sameLeaf }
                    ?? (0.1 + (meaning?[ordinal] ?? 0)) * prior(ordinal)
                alike[ordinal] = Scored(ordinal: ordinal, score: score, fit: 0, isFitting: false)
            }
        }
        return alike.values.sorted(by: isBefore)
    }

    /// Cheap or dear where it is liked: by rank of the price among those that fit.
    private func lean(_ fitting: inout [Scored], _ leaning: SearchQuery.PriceLeaning) {
        let least = 0.8 * (fitting.map(\.fit).max() ?? 0)
        let top = fitting.sorted { $0.score > $1.score }.prefix(60).filter { $0.fit >= least }
        let prices = top.compactMap { facts.products[$0.ordinal].price }.sorted()
        guard prices.count > 2 else { return }
        for index in fitting.indices {
            guard let price = facts.products[fitting[index].ordinal].price else { continue }
            let below = prices.count { $0 < price }
            let rank = Float(below) / Float(prices.count)
            fitting[index].score *= 1 + weights.leaning * (leaning == .cheap ? 0.5 - rank : rank - 0.5)
        }
    }

    private func sorted(_ fitting: [Scored], by sort: SortOrder, bestFit: Float) -> [Scored] {
        // An order runs over the things that were asked for, not over all that is near.
        let exact = fitting.filter { $0.fit >= weights.exactFit * bestFit }
        func key(_ scored: Scored) -> Double {
            let product = facts.products[scored.ordinal]
            return switch sort {
            case .priceAscending: -Double(product.price ?? .max)
            case .priceDescending: Double(product.price ?? -1)
            case .rating: product.rating ?? -1
            case .reviews: Double(product.reviewCount)
            case .newest: product.createdAt?.timeIntervalSince1970 ?? -.infinity
            case .discount:
                Double(
                    product.listPrice ?? 0 > 0
                        ? Double((product.listPrice ?? 0) - (product.price ?? 0)) / Double(product.listPrice ?? 1) : 0)
            }
        }
        let keyed = exact.map { (scored: $0, key: key($0), available: facts.products[$0.ordinal].isPurchasable) }
        return keyed.sorted { a, b in
            if a.available != b.available { return a.available }
            if a.key != b.key { return a.key > b.key }
            let first = facts.products[a.scored.ordinal].reviewCount
            let second = facts.products[b.scored.ordinal].reviewCount
            return (first, a.scored.score) > (second, b.scored.score)
        }.map(\.scored)
    }
}
