import Foundation

/// Which language model writes answers, and the servers that language and embedding models run on.
struct ModelSettings: Sendable {
    enum Writer: String, CaseIterable { case none, ollama, openai }

    /// What writes answers; none: they are composed from the catalogue's facts.
    var writer = Writer.none
    /// URLs, the one that is preferred first.
    var ollamaHosts = ["http://127.0.0.1:11434"]
    var ollamaModel = "gemma3:12b-it-qat"
    var openAIBase = ""
    var openAIKey: String?
    var openAIModel = ""
    /// Until the model's first sentence; after that the answer is composed.
    var patience = Duration.seconds(8)
    /// Whether the model also writes, in the background, what shoppers may say of each product.
    var expands = false
    var embeddingModel = "bge-m3"
    /// Components of the vectors that it makes.
    var embeddingDimension = 1_024

    init() {}

    /// A server that is named is used; without `BLANKSPACE_LLM`, Ollama before others. Throws `SettingError`.
    init(reading sources: SettingSources) throws {
        let hosts = try sources.text(Settings.ollamaHost)
        let port = try sources.port(Settings.ollamaPort) ?? 11434
        if let hosts { ollamaHosts = try ServerAddress.list(hosts, port: port, of: Settings.ollamaHost) }
        ollamaModel = try sources.text(Settings.ollamaModel) ?? ollamaModel
        if let base = try sources.text(Settings.openAIBase) {
            openAIBase = try ServerAddress.url(base, port: nil, of: Settings.openAIBase)
        }
        openAIKey = try sources.text(Settings.openAIKey)
        openAIModel = try sources.text(Settings.openAIModel) ?? openAIModel
        let usual: Writer = hosts != nil ? .ollama : openAIBase.isEmpty ? .none : .openai
        writer = try sources.value(Settings.writer) { Writer(rawValue: $0) } ?? usual
        if writer == .openai {
            guard !openAIBase.isEmpty else {
                throw SettingError(missing: Settings.openAIBase, for: "BLANKSPACE_LLM=openai")
            }
            guard !openAIModel.isEmpty else {
                throw SettingError(missing: Settings.openAIModel, for: "a model to write answers")
            }
        }
        patience = try sources.seconds(Settings.patience, 0.5...50) ?? patience
        expands = try sources.value(Settings.expands) { Bool($0) } ?? expands
        embeddingModel = try sources.text(Settings.embeddingModel) ?? embeddingModel
        let given = try sources.number(Settings.embeddingDimension, 8...16_384)
        let name = embeddingModel.lowercased()
        let known = Self.dimensions.first { name.contains($0.mark) }?.dimension
        embeddingDimension = given ?? known ?? 0
    }

    /// Of models that are often used, by a part of their name.
    private static let dimensions: [(mark: String, dimension: Int)] = [
        ("bge-m3", 1_024), ("embeddinggemma", 768), ("nomic-embed", 768), ("mxbai-embed-large", 1_024),
        ("e5-small", 384), ("e5-base", 768), ("e5-large", 1_024), ("arctic-embed2", 1_024),
        ("qwen3-embedding:0.6b", 1_024), ("text-embedding-3-small", 1_536), ("text-embedding-3-large", 3_072),
    ]
}

extension Settings {
    static let modelTable = [
        writer, ollamaHost, ollamaPort, ollamaModel, openAIBase, openAIKey, openAIModel, patience, expands,
        embeddingModel, embeddingDimension,
    ]

    static let writer = Setting(
        name: "BLANKSPACE_LLM", key: "llm.kind", allowed: "none, ollama or openai", fallback: "",
        meaning: "What writes answers; unset: the server that is named below, else none: the catalogue's facts alone.")
    static let ollamaHost = Setting(
        name: "OLLAMA_HOST", key: "ollama.host", allowed: ServerAddress.allowed + ", or several with commas",
        fallback: "",
        meaning: "Where Ollama runs; of several, one that is free and up is asked.")
    static let ollamaPort = Setting(
        name: "OLLAMA_PORT", key: "ollama.port", allowed: "a whole number from 1 to 65535", fallback: "11434",
        meaning: "Its port, where OLLAMA_HOST names none.")
    static let ollamaModel = Setting(
        name: "OLLAMA_MODEL", key: "ollama.model", allowed: "the name of a model", fallback: "gemma3:12b-it-qat",
        meaning: "The model that writes answers.")
    static let openAIBase = Setting(
        name: "OPENAI_BASE_URL", key: "openai.baseURL", allowed: ServerAddress.allowed, fallback: "",
        meaning: "A server of OpenAI's HTTP API: llama.cpp, vLLM, LM Studio.")
    static let openAIKey = Setting(
        name: "OPENAI_API_KEY", key: "openai.key", allowed: "a key", fallback: "",
        meaning: "Its key, where it wants one.",
        isSecret: true)
    static let openAIModel = Setting(
        name: "OPENAI_MODEL", key: "openai.model", allowed: "the name of a model", fallback: "",
        meaning: "The model there that writes answers.")
    static let patience = Setting(
        name: "BLANKSPACE_LLM_PATIENCE", key: "llm.patience", allowed: "seconds from 0.5 to 50", fallback: "8",
        meaning: "How long a model's first sentence is waited for before the facts answer.")
    static let expands = Setting(
        name: "BLANKSPACE_LLM_EXPAND", key: "llm.expand", allowed: "true or false", fallback: "false",
        meaning:
            "Have the model write, behind all shoppers, in which situations each product is looked for. One reply a product."
    )
    static let embeddingModel = Setting(
        name: "BLANKSPACE_EMBEDDING_MODEL", key: "embedding.model", allowed: "the name of a model", fallback: "bge-m3",
        meaning: "The model for BLANKSPACE_EMBEDDER ollama or openai.")
    static let embeddingDimension = Setting(
        name: "BLANKSPACE_EMBEDDING_DIMENSION", key: "embedding.dimension", allowed: "a whole number from 8 to 16384",
        fallback: "", meaning: "Components of its vectors; known for the usual models.")
}
