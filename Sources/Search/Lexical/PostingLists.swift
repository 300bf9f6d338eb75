/// The postings of an index before, with what has become of its products.
struct CarriedPostings {
    let index: LexicalIndex
    /// By former ordinal: the ordinal now, -1 where the product is gone or has changed.
    private let ordinalNow: [Int32]

    /// - Parameter ordinals: by ordinal now, the former one, -1 for none; those that are kept rise.
    init(_ index: LexicalIndex, products: Int, ordinals: [Int32]) {
        self.index = index
        var now = [Int32](repeating: -1, count: index.productCount)
        for (ordinal, former) in ordinals.enumerated() where former >= 0 { now[Int(former)] = Int32(ordinal) }
        ordinalNow = now
    }

    func forEach(of word: Int32, _ body: (Posting) -> Void) {
        guard Int(word) < index.vocabulary.count else { return }
        for posting in index.postings(of: word) {
            let now = ordinalNow[Int(posting.product)]
            if now < 0 { continue }
            var posting = posting
            posting.product = UInt32(now)
            body(posting)
        }
    }
}

/// All postings of an index, by word, and within a word by product.
struct PostingLists {
    private(set) var postings: [Posting] = []
    /// Where the postings of word n begin; one more entry than words.
    private(set) var offsets: [Int] = [0]
    /// By word: all fields that it stands in.
    private(set) var fields: [FieldMask] = []
    /// By word: the share of its products whose kind it names.
    private(set) var kindShares: [Float] = []

    /// - Parameter read: runs of postings, products rising from run to run and within each.
    init(words: Int, read: [[(word: Int32, posting: Posting)]], carried: CarriedPostings?) {
        let fresh = Self.byWord(words, read)
        fields.reserveCapacity(words)
        kindShares.reserveCapacity(words)
        offsets.reserveCapacity(words + 1)
        postings.reserveCapacity(fresh.postings.count + (carried.map { $0.index.postingCount } ?? 0))
        for word in 0..<words {
            var next = fresh.offsets[word]
            let end = fresh.offsets[word + 1]
            carried?.forEach(of: Int32(word)) { posting in
                while next < end, fresh.postings[next].product < posting.product {
                    postings.append(fresh.postings[next])
                    next += 1
                }
                postings.append(posting)
            }
            postings.append(contentsOf: fresh.postings[next..<end])
            finishWord()
        }
    }

    private mutating func finishWord() {
        var all: FieldMask = []
        var kinds = 0
        let start = offsets[offsets.count - 1]
        for posting in postings[start...] {
            all.formUnion(posting.fields)
            if !posting.fields.isDisjoint(with: [.nameHead, .leaf, .tags]) { kinds += 1 }
        }
        let count = postings.count - start
        fields.append(all)
        kindShares.append(count == 0 ? 0 : Float(kinds) / Float(count))
        offsets.append(postings.count)
    }

    /// A counting sort, which keeps the order within a word.
    private static func byWord(
        _ words: Int, _ runs: [[(word: Int32, posting: Posting)]]
    ) -> (postings: [Posting], offsets: [Int]) {
        var offsets = [Int](repeating: 0, count: words + 1)
        for run in runs { for entry in run { offsets[Int(entry.word) + 1] += 1 } }
        for word in 0..<words { offsets[word + 1] += offsets[word] }
        var places = offsets
        var postings = [Posting](
            repeating: Posting(product: 0, fields: [], scaledFrequency: 0), count: offsets[words])
        for run in runs {
            for entry in run {
                postings[places[Int(entry.word)]] = entry.posting
                places[Int(entry.word)] += 1
            }
        }
        return (postings, offsets)
    }
}
