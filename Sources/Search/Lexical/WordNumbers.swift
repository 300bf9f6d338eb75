/// Folded words, numbered from 0 in the order in which they were met.
struct WordNumbers: Sendable {
    private(set) var words: [String] = []
    private var numbers: [FoldedWord: Int32] = [:]

    func number(of word: String) -> Int32? { numbers[FoldedWord(word)] }

    mutating func number(adding word: String) -> Int32 {
        let key = FoldedWord(word)
        if let known = numbers[key] { return known }
        let number = Int32(words.count)
        numbers[key] = number
        words.append(key.text)
        return number
    }
}

/// A folded word as a key: equal where its bytes are, which spares the normalization that comparing texts takes.
private struct FoldedWord: Hashable, Sendable {
    private(set) var text: String

    init(_ text: String) {
        self.text = text
        self.text.makeContiguousUTF8()
    }

    static func == (a: FoldedWord, b: FoldedWord) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
        text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
