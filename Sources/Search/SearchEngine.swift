import Hangul
public import Shop
import Synchronization

/// Finds the products of a catalogue that meet a need: understands the query, filters by its constraints, scores by words and by
/// meaning. In process, over a snapshot in memory; searches run beside each other and beside the loading of a new catalogue.
public final class SearchEngine: Sendable {
    private let snapshot = Mutex<SearchSnapshot?>(nil)
    let thesaurus: Thesaurus
    private let spelling: ThesaurusSpelling
    let embedder: (any Embedder)?
    let vectors: ExactVectorIndex
    let remote: RemoteVectors?
    private let queryVectors = RecentlyUsed<String, [Float]>(capacity: 2_048)
    let knownRows = Mutex<KnownRows?>(nil)
    let changes = ChangeSignal()

    /// - Parameters:
    ///   - embedder: nil searches by words alone.
    ///   - remote: a vector database that is asked for what is near in meaning, and kept up to date by `keepRemoteUpToDate`. The
    ///     vectors in memory stand in for it.
    public init(embedder: (any Embedder)?, remote: RemoteVectors? = nil) {
        self.embedder = embedder
        self.remote = embedder == nil ? nil : remote
        thesaurus = Thesaurus.general
        spelling = ThesaurusSpelling(thesaurus)
        vectors = ExactVectorIndex(dimension: embedder?.dimension ?? 0)
    }

    /// Builds the index of a catalogue and puts it in the place of the one before. Searches see the old one until then. Blocks
    /// and keeps all cores busy: about 0.1 ms a product, a tenth of that where the one before had the product as it is.
    ///
    /// - Parameter expansions: what is known of them; nil keeps what was known before.
    public func load(_ catalog: Catalog, expansions: Expansions? = nil) {
        let before = loaded
        let next = SearchSnapshot(
            catalog, expansions: expansions ?? before?.expansions ?? Expansions(), thesaurus: thesaurus,
            spelling: spelling, after: before)
        snapshot.withLock { $0 = next }
        knownRows.withLock { $0 = nil }
        changes.signal()
    }

    /// Whether searches go by meaning too.
    public var embeds: Bool { embedder != nil }

    var loaded: SearchSnapshot? { snapshot.withLock { $0 } }

    /// A catalogue is loaded. O(1), unlike `status`.
    public var isLoaded: Bool { snapshot.withLock { $0 != nil } }

    /// The state of what is loaded; nil before the first catalogue. O(products) after a change, O(1) otherwise but for a scan.
    public var status: SearchStatus? {
        guard let current = loaded else { return nil }
        let embedded = embedder == nil ? 0 : rows(current).present
        return SearchStatus(
            catalogVersion: current.version, products: current.facts.products.count, policies: current.policies.count,
            embedded: embedded)
    }

    /// A visible product of the loaded catalogue.
    public func product(id: String) -> Product? {
        guard let current = loaded, let ordinal = current.facts.ordinalOf[id] else { return nil }
        return current.facts.products[ordinal]
    }

    /// Reads a query against the loaded catalogue. Before the first catalogue all of it is need.
    public func understand(_ text: String) -> SearchQuery {
        guard let current = loaded else {
            return SearchQuery(
                text: text, need: TextFolding.folded(text), constraints: Constraints(),
                language: SearchQuery.Language(of: text))
        }
        return current.parser.parse(text)
    }

    /// The products that fit, best first, at most `limit` of them. Empty before the first catalogue. Where the query cannot be
    /// embedded, words alone decide and `degraded` says so.
    ///
    /// - Parameter within: ids to choose among; nil chooses among all.
    public func search(_ query: SearchQuery, limit: Int, within: [String]? = nil) async throws -> SearchResult {
        guard let current = loaded else { return SearchResult(query: query, hits: [], total: 0) }
        var timings = SearchTimings()
        let clock = ContinuousClock()
        // The embedder has its own threads; meanwhile the words are looked up.
        async let embedded = embedded(query, current)
        var start = clock.now
        let analysis = current.analysis(of: query)
        let admitted = admitted(by: query.constraints, within, current)
        timings.lexicalMs = (clock.now - start).milliseconds
        let (vector, missing, embedding) = await embedded
        var degraded = missing
        timings.embedMs = embedding.milliseconds
        try Task.checkCancellation()
        start = clock.now
        let meaning = try await meaning(of: vector, admitted, current, &degraded)
        timings.vectorMs = (clock.now - start).milliseconds
        start = clock.now
        let ranked = ranked(query, analysis, admitted, meaning, current)
        let explanation = Explanation(constraints: query.constraints, analysis: analysis, thesaurus: thesaurus)
        let hits = ranked.prefix(limit).map { scored in
            let product = current.facts.products[scored.ordinal]
            return SearchResult.Hit(
                product: product, score: Double(scored.score), reasons: explanation.reasons(for: product),
                fits: scored.isFitting)
        }
        let relaxable = ranked.isEmpty ? relaxations(of: query, within, vector, current) : []
        timings.rankMs = (clock.now - start).milliseconds
        return SearchResult(
            query: query, hits: hits, total: ranked.count(where: \.isFitting), relaxable: relaxable, timings: timings,
            degraded: degraded)
    }

    /// The query's vector, what was missing for it, and how long it took.
    private func embedded(_ query: SearchQuery, _ current: SearchSnapshot) async -> ([Float]?, [String], Duration) {
        // A few vectors would cost every query its embedding and help hardly any.
        guard let embedder, rows(current).present * 2 >= current.passages.count, !current.passages.isEmpty else {
            return (nil, embedder != nil && !current.passages.isEmpty ? ["vectors"] : [], .zero)
        }
        let text = query.meaningText
        if let known = queryVectors[text] { return (known, [], .zero) }
        let start = ContinuousClock.now
        guard let vector = try? await embedder.embed([text], as: .query).first else {
            return (nil, ["embedder"], .now - start)
        }
        queryVectors[text] = vector
        return (vector, [], .now - start)
    }

    private func admitted(by constraints: Constraints, _ within: [String]?, _ current: SearchSnapshot) -> ProductSet {
        let filter = ConstraintFilter(facts: current.facts, thesaurus: thesaurus) { phrase in
            EvidenceCollector(index: current.index).mentions(phrase)
        }
        var admitted = filter.admitted(by: constraints)
        if let within { admitted.formIntersection(current.facts.set(of: within)) }
        return admitted
    }

    private func ranked(
        _ query: SearchQuery, _ analysis: NeedAnalysis, _ admitted: ProductSet, _ meaning: Meaning?,
        _ current: SearchSnapshot
    ) -> [Scorer.Scored] {
        Scorer(
            facts: current.facts, index: current.index, query: query, analysis: analysis, admitted: admitted,
            meaning: meaning, expected: current.expansionIndex?.likelihoods(of: query.need)
        ).ranked()
    }

    /// Which one constraint stands in the way.
    private func relaxations(
        of query: SearchQuery, _ within: [String]?, _ vector: [Float]?, _ current: SearchSnapshot
    ) -> [String] {
        let meaning = vector.flatMap { scanned($0, ProductSet(capacity: current.passages.count, full: true), current) }
        var found: [(name: String, count: Int)] = []
        for name in query.constraints.names where name != "sort" {
            var relaxed = query
            relaxed.constraints.drop(name)
            let analysis = current.analysis(of: relaxed)
            let admitted = admitted(by: relaxed.constraints, within, current)
            let count = ranked(relaxed, analysis, admitted, meaning, current).count(where: \.isFitting)
            if count > 0 { found.append((name, count)) }
        }
        return found.sorted { ($0.count, $1.name) > ($1.count, $0.name) }.map(\.name)
    }
}

extension Duration {
    /// In milliseconds, with fractions.
    public var milliseconds: Double { Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15 }
}

/// What is loaded and how far the vectors are.
public struct SearchStatus: Sendable, Equatable {
    public var catalogVersion: Int
    public var products: Int
    public var policies: Int
    /// Products whose text has a vector.
    public var embedded: Int
}
