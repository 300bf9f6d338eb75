import Hangul
import Shop

/// The words of one product by field, as numbers of some vocabulary.
struct ProductWords: Sendable {
    var fields: [(field: IndexedField, words: [Int32])] = []
    /// The end of the name: in Korean and in English the place of the head noun.
    var head: [Int32] = []
    /// The narrowest category.
    var leaf: [Int32] = []
    /// The description is a title in other words: few of them, and no sentence.
    private let isBrief: Bool

    init(_ product: Product, numbering numbers: inout WordNumbers) {
        let text = ProductText(product)
        for (field, value) in text.fields {
            fields.append((field, Self.words(of: value).map { numbers.number(adding: $0) }))
        }
        head = Self.headWords(of: product.name).compactMap { numbers.number(of: $0) }
        leaf = Self.words(of: text.leaf).compactMap { numbers.number(of: $0) }
        let isSentence = product.details.last { !$0.isWhitespace }.map { ".!?。…요다".contains($0) } ?? false
        isBrief = !isSentence && fields.contains { $0.field == .details && $0.words.count <= 16 }
    }

    private static func words(of folded: String) -> [String] {
        Tokenizer.tokens(folded).map { $0.kind == .latin ? Tokenizer.englishStem($0.text) : $0.text }
    }

    /// The last word of a name before brackets, sizes and counts.
    private static func headWords(of name: String) -> [String] {
        var plain = String.UnicodeScalarView()
        var depth = 0
        for scalar in name.unicodeScalars {
            switch scalar {
            case "(", "[", "{", "（", "［", "【": depth += 1
            case ")", "]", "}", "）", "］", "】":
                depth = max(0, depth - 1)
                plain.append(" ")
            default: if depth == 0 { plain.append(scalar) }
            }
        }
        let cut = plain.prefix { !"/,+|·".unicodeScalars.contains($0) }
        let folded = TextFolding.folded(String(cut.isEmpty ? plain[...] : cut))
        let words = folded.split(separator: " ").filter { word in
            !word.unicodeScalars.contains(where: \.isASCIIDigit) && !GenericWords.contains(String(word))
        }
        guard let last = words.last else { return [] }
        return Self.words(of: String(last))
    }

    /// What each word of the product weighs, in no order.
    func postings(of product: UInt32, _ lengths: FieldLengths) -> [(word: Int32, posting: Posting)] {
        var found: [Int32: (frequency: Float, fields: FieldMask)] = [:]
        for (field, words) in fields {
            let mask = field == .details && isBrief ? [field.mask, .brief] : field.mask
            let weight = field.weight / lengths.normalization(field, words.count)
            for word in words {
                found[word, default: (0, [])].frequency += weight
                found[word, default: (0, [])].fields.formUnion(mask)
            }
        }
        for word in head { found[word]?.fields.insert(.nameHead) }
        for word in leaf { found[word]?.fields.insert(.leaf) }
        return found.map { word, occurrence in
            let scaled = UInt16(min(65_535, occurrence.frequency * 64))
            return (word, Posting(product: product, fields: occurrence.fields, scaledFrequency: scaled))
        }
    }
}

/// A run of products, read by one thread: its words are numbered within the run.
struct WordRun: Sendable {
    private(set) var numbers = WordNumbers()
    let products: [ProductWords]

    init(_ products: some Sequence<Product>) {
        var numbers = WordNumbers()
        self.products = products.map { ProductWords($0, numbering: &numbers) }
        self.numbers = numbers
    }
}

/// The mean lengths of the fields.
struct FieldLengths: Sendable {
    private var sums = [Int](repeating: 0, count: IndexedField.allCases.count)
    private var counts = [Int](repeating: 0, count: IndexedField.allCases.count)

    mutating func observe(_ product: ProductWords) {
        for (field, words) in product.fields {
            sums[field.rawValue] += words.count
            counts[field.rawValue] += 1
        }
    }

    func normalization(_ field: IndexedField, _ length: Int) -> Float {
        let count = counts[field.rawValue]
        guard count > 0, sums[field.rawValue] > 0 else { return 1 }
        let mean = Float(sums[field.rawValue]) / Float(count)
        let b = field.lengthNormalization
        return max(0.25, 1 - b + b * Float(length) / mean)
    }
}
