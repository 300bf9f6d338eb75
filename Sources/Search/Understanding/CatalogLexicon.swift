import Hangul
import Shop

/// What the words of a query can mean in the catalogue at hand: its brands, colours, sizes, categories and attributes.
struct CatalogLexicon: Sendable {
    let facts: CatalogFacts
    let thesaurus: Thesaurus
    let index: LexicalIndex
    /// The thesaurus' words, for misspelt ones.
    let spelling: ThesaurusSpelling
    /// Brands by any of their names, folded and without spaces.
    private let brandByKey: [String: String]
    private let brandKeys: [(key: String, sound: String, brand: String)]
    private let sizeByKey: [String: String]
    private let categoryParts: [String: String]
    private let attributeByKey: [String: String]
    private let materialWords: Set<String>

    init(facts: CatalogFacts, thesaurus: Thesaurus, spelling: ThesaurusSpelling, index: LexicalIndex) {
        self.spelling = spelling
        self.facts = facts
        self.thesaurus = thesaurus
        self.index = index
        var brands: [String: String] = [:]
        var keys: [(key: String, sound: String, brand: String)] = []
        for (number, name) in facts.brands.values.enumerated() {
            let key = Thesaurus.key(name)
            guard Self.isDistinctive(brand: name, facts: facts, index: index) else { continue }
            brands[key] = facts.brands.spellings[number]
            keys.append((key, PhoneticKey.key(key), facts.brands.spellings[number]))
        }
        brandByKey = brands
        brandKeys = keys
        sizeByKey = Dictionary(
            facts.sizes.spellings.map { (SizeName.key($0), $0) }, uniquingKeysWith: { first, _ in first })
        var parts: [String: String] = [:]
        for (number, name) in facts.categories.values.enumerated() {
            for part in CategoryName.parts(of: name) + [name] {
                parts[Thesaurus.key(part)] = facts.categories.spellings[number]
            }
        }
        categoryParts = parts
        attributeByKey = Dictionary(
            zip(facts.attributeNames.values, facts.attributeNames.spellings).map { (Thesaurus.key($0), $1) },
            uniquingKeysWith: { first, _ in first })
        var materials = Set<String>()
        for value in facts.materials.values { Tokenizer.tokens(value).forEach { materials.insert($0.text) } }
        materialWords = materials
    }

    /// A brand whose name is an ordinary word of the catalogue (Lamp, Switch) is not taken for the brand where it is asked for.
    private static func isDistinctive(brand: String, facts: CatalogFacts, index: LexicalIndex) -> Bool {
        let tokens = Tokenizer.tokens(brand)
        guard tokens.count == 1, let token = tokens.first else { return brand.count > 1 }
        let word = token.kind == .latin ? Tokenizer.englishStem(token.text) : token.text
        guard word.count > 1, let id = index.vocabulary.id(of: word), let number = facts.brands.id(of: brand) else {
            return word.count > 1
        }
        var named = 0
        var other = 0
        for posting in index.postings(of: id) where posting.fields.contains(.name) || posting.fields.contains(.brand) {
            if facts.brands.values(ofProduct: Int(posting.product)).contains(number) { named += 1 } else { other += 1 }
        }
        return named >= other
    }

    func brand(_ key: String) -> String? { brandByKey[key] }

    /// A brand that sounds like `word`, where exactly one is near enough; nil for words shorter than two syllables or four letters.
    func brandSounding(like word: String) -> String? {
        let count = word.unicodeScalars.count
        guard count >= (word.unicodeScalars.allSatisfy(\.isHangulSyllable) ? 3 : 5) else { return nil }
        let sound = PhoneticKey.key(word)
        var best: (similarity: Double, brand: String)?
        for candidate in brandKeys where candidate.sound.first == sound.first {
            let similarity = PhoneticKey.similarity(word, candidate.key)
            if similarity > best?.similarity ?? 0 { best = (similarity, candidate.brand) }
        }
        guard let best, best.similarity >= 0.8 else { return nil }
        return best.brand
    }

    /// The catalogue's spelling of a size.
    func size(_ key: String) -> String? { sizeByKey[key] }

    /// A category of the catalogue by its name or a part of it.
    func category(_ key: String) -> String? { categoryParts[key] }

    /// Those of `keys` that are whole names of categories, less those that lie under another of them.
    func widestCategories(named keys: [String]) -> [String] {
        let wanted = Set(keys)
        var found = Set<String>()
        for product in facts.products {
            if let first = product.category.first(where: { wanted.contains(Thesaurus.key($0)) }) { found.insert(first) }
        }
        return found.sorted()
    }

    /// The catalogue's spelling of an attribute's name.
    func attribute(_ key: String) -> String? { attributeByKey[key] }
    var attributeNames: [String: String] { attributeByKey }

    /// Attributes that measure a thing: 굽높이 of 굽.
    func measures(of key: String) -> [String] {
        ["높이", "길이", "너비", "두께", "함량", "감", "료"].compactMap { attributeByKey[key + $0] }
    }

    /// Exactly one product of the brand bears all these words in its name: the text names that product, and the brand is a
    /// part of the name.
    func namesOneProduct(_ words: [String], of brand: String) -> Bool {
        let words = words.filter { !GenericWords.contains($0) && !StopWords.contains($0) }
        // One word beside the brand is as likely a kind of thing.
        guard words.count >= 2, let number = facts.brands.id(of: TextFolding.folded(brand)) else { return false }
        var evidence = Evidence(productCount: index.productCount)
        EvidenceCollector(index: index).gather(words, weight: 1, into: &evidence)
        let named = evidence.touched.filter { product in
            evidence.kind[Int(product)] >= 0.7 && facts.brands.values(ofProduct: Int(product)).contains(number)
        }
        return named.count == 1
    }

    func isMaterial(_ key: String) -> Bool {
        materialWords.contains(key)
            || materialWords.contains { $0.count > key.count && key.count >= 2 && $0.hasSuffix(key) }
    }

    var hasColors: Bool { !facts.colors.isEmpty }

    /// The catalogue holds a product in a colour that `key` asks for.
    func offersColor(_ key: String) -> Bool {
        facts.colors.values.contains { thesaurus.colors.matches(Thesaurus.key($0), wanted: key) }
    }

    /// A word of the catalogue, by itself or with a particle.
    func knows(_ word: String) -> Bool { index.vocabulary.id(of: word) != nil }

    /// The word names a kind of thing here: it stands in a category, a tag or at the head of names.
    func isKind(_ word: String) -> Bool {
        if thesaurus.isContext(word) { return false }
        if categoryParts[word] != nil { return true }
        guard let id = index.vocabulary.id(of: word) else { return false }
        return index.kindShare(of: id) >= 0.3 && !isScattered(id)
    }

    /// The word stands as a tag on things of many kinds and names none of them: 선물, 원룸, 여름.
    private func isScattered(_ word: Int32) -> Bool {
        var leaves = Set<Int32>()
        for posting in index.postings(of: word).prefix(64) {
            if !posting.fields.isDisjoint(with: [.nameHead, .leaf]) { return false }
            if posting.fields.contains(.tags) { leaves.insert(facts.leaves[Int(posting.product)]) }
        }
        return leaves.count >= 3
    }

    /// Some product is called by all these words at once.
    func namesTogether(_ words: [String]) -> Bool {
        var evidence = Evidence(productCount: index.productCount)
        EvidenceCollector(index: index).gather(words, weight: 1, into: &evidence)
        return evidence.touched.contains { evidence.kind[Int($0)] >= 0.5 }
    }
}
