import Hangul
import Shop

/// An inverted index over the words of a catalogue, scored by BM25F.
///
/// Immutable once built. Building is O(words of all products); memory is 8 bytes a posting and the vocabulary.
struct LexicalIndex: Sendable {
    let productCount: Int
    let vocabulary: WordVocabulary
    private let postings: [Posting]
    /// Where the postings of word n begin; one more entry than words.
    private let offsets: [Int]
    /// How often a word stands where the kind of a product is named, among its products: 0…1.
    private let kindShares: [Float]

    init(_ products: [Product]) {
        var builder = LexicalIndexBuilder()
        for (ordinal, product) in products.enumerated() { builder.add(product, ordinal: UInt32(ordinal)) }
        self = builder.build(productCount: products.count)
    }

    init(productCount: Int, vocabulary: WordVocabulary, lists: [[Posting]]) {
        self.productCount = productCount
        self.vocabulary = vocabulary
        var offsets: [Int] = [0]
        offsets.reserveCapacity(lists.count + 1)
        var postings: [Posting] = []
        postings.reserveCapacity(lists.reduce(0) { $0 + $1.count })
        var shares: [Float] = []
        for list in lists {
            postings.append(contentsOf: list)
            offsets.append(postings.count)
            let kinds = list.count { !$0.fields.isDisjoint(with: [.nameHead, .leaf, .tags]) }
            shares.append(list.isEmpty ? 0 : Float(kinds) / Float(list.count))
        }
        self.postings = postings
        self.offsets = offsets
        kindShares = shares
    }

    func postings(of word: Int32) -> ArraySlice<Posting> { postings[offsets[Int(word)]..<offsets[Int(word) + 1]] }

    func productFrequency(of word: Int32) -> Int { offsets[Int(word) + 1] - offsets[Int(word)] }

    func kindShare(of word: Int32) -> Float { kindShares[Int(word)] }

    /// Robertson–Spärck Jones weight of something that stands in `frequency` products, never below 0.1.
    func inverseFrequency(_ frequency: Int) -> Float {
        let n = Float(productCount)
        let f = Float(frequency)
        return max(0.1, logarithm(1 + (n - f + 0.5) / (f + 0.5)))
    }
}

struct LexicalIndexBuilder {
    private var vocabulary = WordVocabulary()
    private var lists: [[Posting]] = []
    private var kindWords = Set<Int32>()
    private var brandWords = Set<Int32>()
    private var lengths = FieldLengths()

    /// Words up to which a description is a title in other words.
    private static let briefLength = 16

    private struct Occurrence {
        var frequency: Float = 0
        var fields: FieldMask = []
    }

    mutating func add(_ product: Product, ordinal: UInt32) {
        let text = ProductText(product)
        let isSentence = product.details.last { !$0.isWhitespace }.map { ".!?。…요다".contains($0) } ?? false
        var occurrences: [Int32: Occurrence] = [:]
        var fieldWords: [(field: IndexedField, words: [Int32])] = []
        for (field, value) in text.fields {
            let words = Tokenizer.tokens(value).map { token in
                vocabulary.id(adding: token.kind == .latin ? Tokenizer.englishStem(token.text) : token.text)
            }
            fieldWords.append((field, words))
            lengths.observe(field, words.count)
        }
        while lists.count < vocabulary.count { lists.append([]) }
        for (field, words) in fieldWords {
            let isBrief = field == .details && words.count <= Self.briefLength && !isSentence
            let weight = field.weight / lengths.normalization(field, words.count)
            for word in words {
                occurrences[word, default: Occurrence()].frequency += weight
                occurrences[word, default: Occurrence()].fields.formUnion(isBrief ? [field.mask, .brief] : field.mask)
                if !field.mask.isDisjoint(with: .kind) { kindWords.insert(word) }
                if field == .brand { brandWords.insert(word) }
            }
        }
        for word in Self.headWords(of: product.name).compactMap(vocabulary.id(of:)) {
            occurrences[word]?.fields.insert(.nameHead)
        }
        for token in Tokenizer.tokens(text.leaf) {
            if let word = vocabulary.id(of: token.kind == .latin ? Tokenizer.englishStem(token.text) : token.text) {
                occurrences[word]?.fields.insert(.leaf)
            }
        }
        for (word, occurrence) in occurrences {
            lists[Int(word)].append(
                Posting(
                    product: ordinal, fields: occurrence.fields,
                    scaledFrequency: UInt16(min(65_535, occurrence.frequency * 64))))
        }
    }

    mutating func build(productCount: Int) -> LexicalIndex {
        vocabulary.finish(kindWords: kindWords, brandWords: brandWords)
        return LexicalIndex(productCount: productCount, vocabulary: vocabulary, lists: lists)
    }

    /// The last word of a name before brackets, sizes and counts.
    static func headWords(of name: String) -> [String] {
        var plain = ""
        var depth = 0
        for character in name {
            switch character {
            case "(", "[", "{", "（", "［", "【": depth += 1
            case ")", "]", "}", "）", "］", "】":
                depth = max(0, depth - 1)
                plain.append(" ")
            default: if depth == 0 { plain.append(character) }
            }
        }
        let cut = plain.prefix { !"/,+|·".contains($0) }
        let folded = TextFolding.folded(cut.isEmpty ? plain : String(cut))
        let words = folded.split(separator: " ").filter { word in
            !word.unicodeScalars.contains(where: \.isASCIIDigit) && !GenericWords.contains(String(word))
        }
        guard let last = words.last else { return [] }
        return Tokenizer.tokens(last).map { $0.kind == .latin ? Tokenizer.englishStem($0.text) : $0.text }
    }
}

/// Running means of the lengths of the fields.
struct FieldLengths {
    private var sums = [Int](repeating: 0, count: IndexedField.allCases.count)
    private var counts = [Int](repeating: 0, count: IndexedField.allCases.count)

    mutating func observe(_ field: IndexedField, _ length: Int) {
        // The mean of the first thousands serves for the rest, so that one pass is enough.
        guard counts[field.rawValue] < 5_000 else { return }
        sums[field.rawValue] += length
        counts[field.rawValue] += 1
    }

    func normalization(_ field: IndexedField, _ length: Int) -> Float {
        let count = counts[field.rawValue]
        guard count > 0, sums[field.rawValue] > 0 else { return 1 }
        let mean = Float(sums[field.rawValue]) / Float(count)
        let b = field.lengthNormalization
        return max(0.25, 1 - b + b * Float(length) / mean)
    }
}
