/// What others wrote, as it stands in a prompt: between signs that it cannot close, for they are taken out of it.
enum PromptFence {
    static let open = "⟦"
    static let close = "⟧"

    /// - Parameter limit: tokens of the text, at most.
    static func fenced(_ name: String, _ text: String, limit: Int) -> String {
        "\(open)\(name)\(close) \(data(PromptBudget.clipped(text, to: limit))) \(open)/\(name)\(close)"
    }

    /// On one line, without the signs of fences and columns, and without what no reader sees.
    static func data(_ text: String) -> String {
        String(
            TextCleaner.plain(text).map { character in
                if character.isNewline || character == "|" { return " " }
                return "⟦⟧⟨⟩【】[]{}<>".contains(character) ? " " : character
            })
    }
}
