import BlankSpaceTesting
import Foundation
import LocalEmbedder
import MongoClient
import Shop

/// The servers of a whole shop, real ones on free ports: products in MongoDB, vectors in ChromaDB, a model behind Ollama's
/// protocol.
struct ShopServers {
    static let areInstalled =
        SecantusServer.isInstalled && ChromaServer.program != nil && ViperaServer.isInstalled
        && FileManager.default.fileExists(atPath: ModelLocation.default)
    static let installation = "a server or the embedding model is not installed: make setup-test"

    /// The names that `/readyz` gives them.
    static let names = ["mongodb", "chroma", "llm"]

    var mongo: SecantusServer
    let chroma: ChromaServer
    var model: ViperaServer

    /// Starts all, with the demo catalogue in MongoDB.
    static func start() async throws -> ShopServers {
        let mongo = try await SecantusServer.start()
        let database = try MongoClient(uri: mongo.uri).database("shop")
        try await database.collection("products").insert(try documents("products.jsonl"))
        try await database.collection("policies").insert(try documents("policies.jsonl"))
        return ShopServers(mongo: mongo, chroma: try await ChromaServer.start(), model: try await ViperaServer.start())
    }

    private static func documents(_ name: String) throws -> [MongoDocument] {
        try String(contentsOfFile: Demo.folder + "/" + name, encoding: .utf8).split(separator: "\n").map { line in
            MongoDocument(try JSONValue(parsing: Data(line.utf8)).object ?? [:])
        }
    }

    /// The settings by which the program finds servers on these ports.
    func environment(mongo: Int? = nil, chroma: Int? = nil, model: Int? = nil) -> [String: String] {
        [
            "MONGODB_URI": "mongodb://localhost:\(mongo ?? self.mongo.port)/shop?directConnection=true",
            "CHROMA_DB_HOST": "localhost", "CHROMA_DB_PORT": "\(chroma ?? self.chroma.port)",
            "OLLAMA_HOST": "localhost", "OLLAMA_PORT": "\(model ?? self.model.port)", "OLLAMA_MODEL": self.model.model,
            "BLANKSPACE_LLM_PATIENCE": "2", "BLANKSPACE_EMBEDDER": "local",
            "BLANKSPACE_MODELS": URL(fileURLWithPath: ModelLocation.default).deletingLastPathComponent().path,
        ]
    }

    func stop() async {
        await mongo.remove()
        chroma.stop()
        await model.stop()
    }
}

extension RunningServer {
    /// The states of what `/readyz` lists, by name.
    func states() async throws -> [String: String] {
        let dependencies = try await get("/readyz").json["dependencies"]?.array ?? []
        return Dictionary(
            dependencies.compactMap { dependency in
                dependency["name"]?.string.flatMap { name in dependency["state"]?.string.map { (name, $0) } }
            }
        ) { $1 }
    }

    /// Every dependency is up, and none is missing.
    func isWhole() async throws -> Bool {
        let states = try await states()
        return ShopServers.names.allSatisfy { states[$0] == "up" } && states.values.allSatisfy { $0 == "up" }
    }
}
