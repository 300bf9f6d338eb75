import Hangul
import Shop

/// An inverted index over the words of a catalogue, scored by BM25F.
///
/// Immutable once built. Building is O(words of the products that are read); memory is 8 bytes a posting and the vocabulary.
struct LexicalIndex: Sendable {
    let productCount: Int
    let vocabulary: WordVocabulary
    private let postings: [Posting]
    /// Where the postings of word n begin; one more entry than words.
    private let offsets: [Int]
    /// How often a word stands where the kind of a product is named, among its products: 0…1.
    private let kindShares: [Float]
    private let lengths: FieldLengths

    /// - Parameter previous: the index before, and for each product its ordinal there, -1 where it is new or has changed. What
    ///   is carried over is not read again, and the mean lengths of the fields stay as they were.
    init(_ products: [Product], carrying previous: (index: LexicalIndex, ordinals: [Int32])? = nil) {
        let fresh = products.indices.filter { previous?.ordinals[$0] ?? -1 < 0 }
        let runs = concurrentMap(fresh.chunks(of: 512)) { ordinals in WordRun(ordinals.lazy.map { products[$0] }) }
        var lengths = FieldLengths()
        if let previous {
            lengths = previous.index.lengths
        } else {
            for run in runs { run.products.forEach { lengths.observe($0) } }
        }
        var vocabulary = previous?.index.vocabulary ?? WordVocabulary()
        let numbers = runs.map { run in run.numbers.words.map { vocabulary.id(adding: $0) } }
        let read = concurrentMap(Array(zip(fresh.chunks(of: 512), zip(runs, numbers)))) { [lengths] ordinals, run in
            zip(ordinals, run.0.products).flatMap { ordinal, words in
                words.postings(of: UInt32(ordinal), lengths).map { (run.1[Int($0.word)], $0.posting) }
            }
        }
        let lists = PostingLists(
            words: vocabulary.count, read: read,
            carried: previous.map { CarriedPostings($0.index, products: products.count, ordinals: $0.ordinals) })
        self.init(productCount: products.count, vocabulary: vocabulary, lists: lists, lengths: lengths)
    }

    init(productCount: Int, vocabulary: WordVocabulary, lists: PostingLists, lengths: FieldLengths = FieldLengths()) {
        var vocabulary = vocabulary
        for (word, fields) in lists.fields.enumerated() { vocabulary.note(Int32(word), standsIn: fields) }
        self.productCount = productCount
        self.vocabulary = vocabulary
        self.lengths = lengths
        postings = lists.postings
        offsets = lists.offsets
        kindShares = lists.kindShares
    }

    func postings(of word: Int32) -> ArraySlice<Posting> { postings[offsets[Int(word)]..<offsets[Int(word) + 1]] }

    var postingCount: Int { postings.count }

    func productFrequency(of word: Int32) -> Int { offsets[Int(word) + 1] - offsets[Int(word)] }

    func kindShare(of word: Int32) -> Float { kindShares[Int(word)] }

    /// Robertson–Spärck Jones weight of something that stands in `frequency` products, never below 0.1.
    func inverseFrequency(_ frequency: Int) -> Float {
        let n = Float(productCount)
        let f = Float(frequency)
        return max(0.1, logarithm(1 + (n - f + 0.5) / (f + 0.5)))
    }
}
