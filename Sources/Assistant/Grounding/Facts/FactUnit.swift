import Hangul
import Shop

/// One thing that the catalogue or a policy says: a member of a product, or a sentence of a text.
struct FactUnit {
    enum Kind { case typed, text, review }

    var kind: Kind
    var citation: Citation
    /// The words of each clause in all their forms, and whether the clause denies.
    var clauses: [(forms: Set<String>, denied: Bool)]
    var numbers: [FoundNumber]
    /// The words of a member as they stand: one syllable counts here and nowhere else (면, 봄).
    var whole: Set<String> = []
    /// For an attribute: its name without spaces, and the forms of the name.
    var name: String?
    var nameForms: Set<String> = []

    /// A member whose words stand by themselves: a colour, a category, a name.
    static func typed(_ texts: [String], _ citation: Citation, denied: Bool = false) -> FactUnit {
        var lexer = Lexer(TextFolding.folded(texts.joined(separator: " . ")))
        let lexemes = lexer.lexemes()
        var forms: Set<String> = []
        for word in lexemes.compactMap(\.word) {
            for form in WordForms.of(word) {
                forms.insert(form)
                forms.formUnion(Equivalents.others(of: form))
            }
        }
        var unit = FactUnit(
            kind: .typed, citation: citation, clauses: [(forms, denied)], numbers: lexemes.compactMap(\.number))
        unit.whole = Set(lexemes.compactMap(\.word).flatMap { [$0] + Equivalents.others(of: $0) })
        return unit
    }

    static func attribute(_ attribute: ProductFacts.Attribute, _ citation: Citation) -> FactUnit {
        // A value such as 없음 is a denial in words: 향료가 없어요.
        let saysNo = attribute.yes == false
        var unit = typed([attribute.name, saysNo ? "" : attribute.text ?? ""], citation, denied: saysNo)
        unit.name = TextFolding.folded(attribute.name).filter { $0 != " " }
        unit.nameForms = typed([attribute.name], citation).clauses[0].forms
        return unit
    }

    /// A sentence, clause by clause.
    static func text(_ sentence: String, _ citation: Citation, kind: Kind = .text) -> FactUnit {
        var lexer = Lexer(TextFolding.folded(sentence))
        let lexemes = lexer.lexemes()
        let clauses = Clause.split(lexemes).map { clause in
            (clause.words.reduce(into: Set<String>()) { $0.formUnion(WordForms.of($1)) }, clause.isDenied)
        }
        return FactUnit(kind: kind, citation: citation, clauses: clauses, numbers: lexemes.compactMap(\.number))
    }

    /// Whether it holds the word, affirmed or denied as the sentence has it.
    func holds(_ forms: Set<String>, denied: Bool) -> Bool {
        clauses.contains { $0.denied == denied && (Self.meet($0.forms, forms) || !whole.isDisjoint(with: forms)) }
    }

    /// Whether it holds the word at all.
    func mentions(_ forms: Set<String>) -> Bool {
        clauses.contains { Self.meet($0.forms, forms) } || !whole.isDisjoint(with: forms)
    }

    /// A single syllable says too little, except as a verb.
    static func meet(_ a: Set<String>, _ b: Set<String>) -> Bool {
        b.contains { a.contains($0) && ($0.unicodeScalars.count >= 2 || b.count <= 2) }
    }
}
