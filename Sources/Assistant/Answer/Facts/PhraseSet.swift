/// Phrases that are looked for in a text, all of them in one pass. Scalars are compared as they are: both sides have to be folded in
/// the same way before.
struct PhraseSet: Sendable {
    private var phrases: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]

    init(_ texts: some Sequence<String>) {
        for text in texts {
            let phrase = Array(text.unicodeScalars)
            if let first = phrase.first { phrases[first, default: []].append(phrase) }
        }
    }

    /// Whether a text holds one of the phrases. O(length), times the phrases that begin alike.
    func isFound(in text: [Unicode.Scalar]) -> Bool {
        text.indices.contains { place in
            phrases[text[place]]?.contains { text[place...].starts(with: $0) } == true
        }
    }
}
