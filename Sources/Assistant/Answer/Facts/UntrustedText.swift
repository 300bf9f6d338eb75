import Foundation

/// Text of a product, as data: what of it may be shown to a shopper.
///
/// Whoever fills the catalogue writes this text, and some of it tries to give an assistant orders. Nothing here obeys it;
/// what looks like an order, an address to go to or markup is not repeated either.
enum UntrustedText {
    /// More of one text than this is not looked at.
    private static let longestText = 4_000
    /// A sentence longer than this is no quotation.
    private static let longestSentence = 110

    /// The sentences that may be quoted, in order, each without its full stop. Everything from the first sentence that
    /// speaks to an assistant on is dropped: what follows an order may belong to it. O(length).
    static func sentences(_ text: String) -> [String] {
        var out: [String] = []
        for sentence in SentenceSplitter.sentences(TextCleaner.plain(String(text.prefix(longestText)))) {
            if InstructionDetector.mentionsAssistant(sentence) { break }
            guard sentence.count >= 4, sentence.count <= longestSentence, sentence.contains(where: \.isLetter),
                !ContactDetector.holdsContact(sentence), !holdsMarkup(sentence)
            else { continue }
            out.append(requoted(trimmedEnd(sentence)))
        }
        return out
    }

    /// A short value (a colour, a material, an attribute) on one line; nil where it is empty or not fit to be shown.
    static func label(_ text: String, limit: Int = 40) -> String? {
        labels.value(LabelKey(text: text, limit: limit)) { makeLabel(text, limit) }
    }

    private struct LabelKey: Hashable {
        var text: String
        var limit: Int
    }

    /// Catalogues repeat their values, and cleaning one takes a tenth of a millisecond.
    private static let labels = Memo<LabelKey, String?>(limit: 8_192) { $0.text.utf8.count <= 200 }

    private static func makeLabel(_ text: String, _ limit: Int) -> String? {
        let plain = TextCleaner.plain(String(text.prefix(longestText))).replacingOccurrences(of: "\n", with: " ")
        guard !plain.isEmpty, !InstructionDetector.givesOrders(plain), !ContactDetector.holdsContact(plain),
            !holdsMarkup(plain)
        else { return nil }
        return requoted(clipped(plain, to: limit))
    }

    /// A review for quoting, clipped at `limit` characters; nil where nothing of it may be shown.
    static func review(_ text: String, limit: Int = 40) -> String? {
        guard !InstructionDetector.mentionsAssistant(TextCleaner.plain(String(text.prefix(longestText)))) else {
            return nil
        }
        let kept = sentences(text).joined(separator: ". ")
        return kept.isEmpty ? nil : clipped(kept, to: limit)
    }

    /// At most `limit` characters; what is cut off is marked by an ellipsis, which counts.
    static func clipped(_ text: String, to limit: Int) -> String {
        guard text.count > limit else { return text }
        return text.prefix(max(limit - 1, 0)).trimmingCharacters(in: .whitespaces) + "…"
    }

    private static func holdsMarkup(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return scalars.contains { markup.contains($0) } || markupPairs.isFound(in: scalars)
    }

    private static let markup = Set("<>{}`|\\".unicodeScalars)
    private static let markupPairs = PhraseSet(["](", "**"])

    /// The answers quote with “ ” and 「 」; inside they become plain.
    private static func requoted(_ text: String) -> String {
        String(text.map { "“”\"".contains($0) ? "'" : $0 }).filter { !"「」『』".contains($0) }
    }

    private static func trimmedEnd(_ sentence: String) -> String {
        sentence.trimmingCharacters(in: CharacterSet(charactersIn: ".。 ").union(.whitespaces))
    }
}

/// Cuts text into sentences at full stops, question and exclamation marks, line breaks and bullets. A stop inside a number
/// or a word does not cut.
enum SentenceSplitter {
    static func sentences(_ text: String) -> [String] {
        var out: [String] = []
        var current = ""
        let characters = Array(text)
        func isEnd(_ index: Int) -> Bool { index >= characters.count || characters[index].isWhitespace }
        func close() {
            let sentence = current.trimmingCharacters(in: .whitespacesAndNewlines)
            if !sentence.isEmpty { out.append(sentence) }
            current = ""
        }
        for (index, character) in characters.enumerated() {
            if character.isNewline || "※•▶■●".contains(character) {
                close()
                continue
            }
            current.append(character)
            if "。！？".contains(character) || (".!?".contains(character) && isEnd(index + 1)) { close() }
        }
        close()
        return out
    }
}
