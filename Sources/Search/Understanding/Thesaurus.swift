import Hangul

/// General knowledge of the words of shopping, in Korean and across languages: what is the same, what is narrower, what helps
/// in which situation. It knows nothing of any one shop. The file format is described in docs/thesaurus.md.
struct Thesaurus: Sendable {
    /// Keys are folded and without spaces.
    private var groupOf: [String: Int] = [:]
    private var groups: [[String]] = []
    private var narrower: [String: [String]] = [:]
    private var related: [String: [(term: String, weight: Float)]] = [:]
    private(set) var situations: [Situation] = []
    private(set) var purposes: [Situation] = []
    private(set) var colors = ColorFamilies()
    private var loans: [String: [String]] = [:]
    private var modifierOf: [String: Int] = [:]
    private var modifiers: [[String]] = []
    /// Words that say for whom, where or when, and never name a thing: 부모님, 허리, 거실, 여름.
    private var contexts: Set<String> = []
    /// What is done for people, not sold as goods: 예약, 항공권.
    private var services: Set<String> = []
    /// Every key that names something, for spelling repair and for cutting compounds.
    private(set) var keys: Set<String> = []

    /// Triggers, and the words that what helps would carry.
    struct Situation: Sendable {
        var triggers: [String]
        var helps: [String]
        /// Told by naming a person: 친구, 엄마. What helps is what one gives to them.
        var isPerson = false
        /// 선물, gift: what one gives, whoever gets it.
        var isAnyGift: Bool { triggers.contains("선물") || triggers.contains("gift") }
    }

    /// A word for `term`, in other words.
    struct Alternative: Sendable, Hashable {
        enum Relation: Sendable, Hashable { case same, narrower, property, related }
        var term: String
        var weight: Float
        var relation: Relation
    }

    static func key(_ term: some StringProtocol) -> String {
        String(TextFolding.folded(String(term)).filter { $0 != " " })
    }

    /// Reads the file. Lines that do not fit the format are passed over.
    init(parsing text: some StringProtocol) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 2 else { continue }
            let terms = columns.dropFirst().map { column in
                column.split(separator: ",").map { TextFolding.folded(String($0)) }.filter { !$0.isEmpty }
            }
            switch (columns[0], terms.count) {
            case ("same", 1): addGroup(terms[0])
            case ("narrower", 2): for head in terms[0] { narrower[Self.key(head), default: []] += terms[1] }
            case ("related", 3):
                let weight = terms[1].first.flatMap { Float($0) } ?? 0.5
                for head in terms[0] { related[Self.key(head), default: []] += terms[2].map { ($0, weight) } }
            case ("related", 2):
                for head in terms[0] { related[Self.key(head), default: []] += terms[1].map { ($0, 0.5) } }
            case ("situation", 2):
                situations.append(Situation(triggers: terms[0].map { Self.key($0) }, helps: terms[1]))
            case ("person", 2):
                situations.append(
                    Situation(triggers: terms[0].map { Self.key($0) }, helps: terms[1], isPerson: true))
                contexts.formUnion(terms[0].map { Self.key($0) })
            case ("purpose", 2): purposes.append(Situation(triggers: terms[0].map { Self.key($0) }, helps: terms[1]))
            case ("context", 1): contexts.formUnion(terms[0].map { Self.key($0) })
            case ("service", 1): services.formUnion(terms[0].map { Self.key($0) })
            case ("color", 2): colors.add(family: columns[1], words: columns[2])
            case ("loan", 2): for head in terms[0] { loans[Self.key(head), default: []] += terms[1] }
            case ("modifier", 2): addModifier(terms[0] + terms[1])
            default: continue
            }
        }
        for (english, korean) in loans {
            for word in korean where loans[Self.key(word)] == nil { loans[Self.key(word)] = [english] }
        }
        keys.formUnion(groupOf.keys)
        keys.formUnion(narrower.keys)
        keys.formUnion(modifierOf.keys)
        keys.formUnion(loans.keys)
    }

    private mutating func addGroup(_ terms: [String]) {
        for term in terms where groupOf[Self.key(term)] == nil { groupOf[Self.key(term)] = groups.count }
        // curtains is met by the stem curtain.
        for term in terms where term.last == "s" && term.unicodeScalars.allSatisfy({ $0.isASCII }) {
            let stem = Self.key(term.split(separator: " ").map { Tokenizer.englishStem($0) }.joined())
            if groupOf[stem] == nil { groupOf[stem] = groups.count }
        }
        groups.append(terms)
    }

    private mutating func addModifier(_ words: [String]) {
        for word in words where modifierOf[Self.key(word)] == nil { modifierOf[Self.key(word)] = modifiers.count }
        modifiers.append(words)
    }

    func knows(_ key: String) -> Bool { keys.contains(key) }

    /// A word that tells of a person, a place, a time or a part of the body.
    func isContext(_ key: String) -> Bool { contexts.contains(key) }

    /// A word for a whole class of things (옷, 가전), which says little of what is wanted where a situation says more.
    func isWide(_ key: String) -> Bool { (narrower[key]?.count ?? 0) >= 8 }

    /// A word for what is done for people, not sold as goods.
    func isService(_ key: String) -> Bool { services.contains(key) }

    /// A word that stands for a property rather than for a thing.
    func isModifier(_ key: String) -> Bool { modifierOf[key] != nil && groupOf[key] == nil }

    /// The spellings of `key` itself that have spaces in them.
    func spaced(_ key: String) -> [String] {
        groupOf[key].map { groups[$0].filter { $0.contains(" ") && Self.key($0) == key } } ?? []
    }

    /// All other words for `key`, each once with its best weight: 0.95 the same, 0.9 a property, 0.85 narrower, less for what
    /// is merely related.
    func alternatives(_ key: String) -> [Alternative] {
        var best: [String: Alternative] = [:]
        func put(_ term: String, _ weight: Float, _ relation: Alternative.Relation) {
            guard Self.key(term) != key else { return }
            if let known = best[term], known.weight >= weight { return }
            best[term] = Alternative(term: term, weight: weight, relation: relation)
        }
        let same = groupOf[key].map { groups[$0] } ?? []
        same.forEach { put($0, 0.95, .same) }
        loans[key]?.forEach { put($0, 0.95, .same) }
        if let property = modifierOf[key] { modifiers[property].forEach { put($0, 0.9, .property) } }
        for head in [key] + same.map({ Self.key($0) }) {
            loans[head]?.forEach { put($0, 0.9, .same) }
            for term in narrower[head] ?? [] {
                put(term, 0.85, .narrower)
                if let group = groupOf[Self.key(term)] { groups[group].forEach { put($0, 0.8, .narrower) } }
                // Two steps down: 신발 → 운동화 → 러닝화.
                for below in narrower[Self.key(term)] ?? [] { put(below, 0.75, .narrower) }
            }
            related[head]?.forEach { put($0.term, min(0.6, $0.weight), .related) }
        }
        return best.values.sorted { ($0.weight, $1.term) > ($1.weight, $0.term) }
    }

    /// What a material word takes in besides itself: 가죽 → 소가죽, 스웨이드 …
    func kindsOf(_ key: String) -> [String] {
        alternatives(key).filter { $0.relation == .same || $0.relation == .narrower }.map(\.term)
    }
}

/// Colour words by family: a family is found by its shades too, a shade only by itself.
struct ColorFamilies: Sendable {
    /// What a word for a colour means.
    struct Meaning: Sendable, Hashable {
        var family: String
        var isShade: Bool
    }

    private var meanings: [String: Meaning] = [:]
    private var shades: [String: Set<String>] = [:]
    private var plain: [String: Set<String>] = [:]

    mutating func add(family: some StringProtocol, words: some StringProtocol) {
        let family = Thesaurus.key(family)
        meanings[family] = Meaning(family: family, isShade: false)
        plain[family, default: []].insert(family)
        for word in words.split(separator: ",") {
            let trimmed = word.drop { $0 == " " }
            let isShade = trimmed.hasPrefix("~")
            let key = Thesaurus.key(isShade ? trimmed.dropFirst() : trimmed)
            if key.isEmpty { continue }
            if meanings[key] == nil { meanings[key] = Meaning(family: family, isShade: isShade) }
            if isShade { shades[family, default: []].insert(key) } else { plain[family, default: []].insert(key) }
        }
    }

    func meaning(of key: String) -> Meaning? { meanings[key] }

    /// Whether a product's colour (folded) is what `wanted` asks for: the same word, a word of the same family for a family
    /// word, a spelling of the same shade.
    func matches(_ color: String, wanted: String) -> Bool {
        if color == wanted { return true }
        guard let want = meanings[wanted] else { return color.contains(wanted) }
        if want.isShade { return false }
        return plain[want.family]?.contains(color) == true || shades[want.family]?.contains(color) == true
    }
}
