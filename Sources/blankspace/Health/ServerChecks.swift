import Assistant
import ChromaIndex
import Foundation
import MongoCatalog
import MongoClient
import Search
import Shop

/// The checks of `doctor` that ask the servers which the settings name. None where they name none.
struct ServerChecks {
    let settings: Settings

    private static let patience = Duration.seconds(10)

    func all() async -> [Check] {
        await withTaskGroup(of: [Check].self) { group in
            group.addTask { await languageModel() }
            group.addTask { await embedderAndChroma() }
            group.addTask { await mongo() }
            return await group.reduce(into: []) { $0 += $1 }.sorted { $0.name < $1.name }
        }
    }

    private func languageModel() async -> [Check] {
        guard let model = buildLanguageModel(settings.model, client: OutgoingCalls.client) else { return [] }
        return [
            await check(
                "language model", at: servers(ollama: settings.model.writer == .ollama),
                otherwise: "without it answers are composed from the catalogue's facts"
            ) {
                let state = try await model.check()
                let loaded = state.isLoaded.map { $0 ? ", in memory" : ", not in memory yet" } ?? ""
                return model.name + loaded + (state.serverVersion.map { ", version \($0)" } ?? "")
            }
        ]
    }

    private func embedderAndChroma() async -> [Check] {
        guard let embedder = buildEmbedder(settings, passages: .none) else { return [] }
        var checks: [Check] = []
        if settings.embedder != .local {
            checks.append(
                await check(
                    "embedding model", at: servers(ollama: settings.embedder == .ollama),
                    otherwise: "without it searches go by words alone"
                ) {
                    try await embedder.load()
                    return "\(embedder.identity), \(embedder.dimension) components"
                })
        }
        guard let index = buildChromaIndex(settings.stores, embedder: embedder), let chroma = settings.stores.chroma
        else {
            return checks
        }
        checks.append(
            await check("ChromaDB", at: chroma.url, otherwise: "without it the vectors in memory are searched") {
                try await embedder.load()
                return "\(Price.grouped(try await index.count())) products stored"
            })
        return checks
    }

    private func servers(ollama isOllama: Bool) -> String {
        isOllama ? settings.model.ollamaHosts.joined(separator: ", ") : settings.model.openAIBase
    }

    private func mongo() async -> [Check] {
        guard let mongo = settings.stores.mongo else { return [] }
        do {
            let (client, options) = try connectMongo(mongo)
            return [
                await check("MongoDB", at: client.hosts, otherwise: "without it the catalogue is the last copy") {
                    let server = try await client.server()
                    let follows =
                        server.hasChangeStreams ? "changes come by themselves" : "asked for changes every second"
                    return "version \(server.version), database \(options.database), \(follows)"
                }
            ]
        } catch {
            return [Check(name: "MongoDB", state: .failure, detail: "\(error)", remedy: "mend the setting")]
        }
    }

    /// A server that is down is a warning: the program runs without.
    private func check(
        _ name: String, at address: String, otherwise: String, _ look: @escaping @Sendable () async throws -> String
    ) async -> Check {
        let started = ContinuousClock.now
        do {
            let found = try await withDeadline(Self.patience, look)
            return Check(
                name: name, state: .ok, detail: "\(address): \(found), in \((ContinuousClock.now - started).short)")
        } catch {
            return Check(name: name, state: .warning, detail: "\(address): \(error)", remedy: otherwise)
        }
    }
}
