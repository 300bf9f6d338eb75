/// How a family of embedding models wants its texts, after the cards that its makers publish.
public struct EmbeddingFamily: Sendable, Equatable {
    /// Put before a text that asks, and before one that is asked for.
    public var queryPrefix: String
    public var passagePrefix: String
    /// Tokens of a text, at most.
    public var contextTokens: Int

    public init(queryPrefix: String = "", passagePrefix: String = "", contextTokens: Int = 512) {
        self.queryPrefix = queryPrefix
        self.passagePrefix = passagePrefix
        self.contextTokens = contextTokens
    }

    /// The family of a model, by what its name contains: `hf.co/someone/Multilingual-E5-Small-GGUF:Q8_0`. A model that is not
    /// known gets no prefixes.
    public static func of(_ model: String) -> EmbeddingFamily {
        let name = model.lowercased()
        return table.first { row in row.marks.allSatisfy(name.contains) }?.family ?? EmbeddingFamily()
    }

    private static let bgeEnglish = EmbeddingFamily(
        queryPrefix: "Represent this sentence for searching relevant passages: ")
    private static let instruct =
        "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"

    /// The first row all of whose marks a name contains says it.
    private static let table: [(marks: [String], family: EmbeddingFamily)] = [
        (["bge-m3"], EmbeddingFamily(contextTokens: 8_192)),
        (["e5", "instruct"], EmbeddingFamily(queryPrefix: instruct + " ")),
        (["e5-"], EmbeddingFamily(queryPrefix: "query: ", passagePrefix: "passage: ")),
        (
            ["embeddinggemma"],
            EmbeddingFamily(
                queryPrefix: "task: search result | query: ", passagePrefix: "title: none | text: ",
                contextTokens: 2_048)
        ),
        (
            ["nomic-embed"],
            EmbeddingFamily(queryPrefix: "search_query: ", passagePrefix: "search_document: ", contextTokens: 2_048)
        ),
        (["mxbai-embed"], bgeEnglish),
        (["bge-", "-en"], bgeEnglish),
        (["bge-large"], bgeEnglish),
        (["arctic-embed", "2"], EmbeddingFamily(queryPrefix: "query: ", contextTokens: 8_192)),
        (["arctic-embed"], bgeEnglish),
        (["qwen3-embedding"], EmbeddingFamily(queryPrefix: instruct, contextTokens: 32_768)),
        (["text-embedding-"], EmbeddingFamily(contextTokens: 8_191)),
    ]
}
