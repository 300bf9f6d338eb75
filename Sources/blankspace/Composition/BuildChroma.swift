import Assistant
import ChromaClient
import ChromaIndex
import Foundation
import Logging
import Search
import ServiceLifecycle

/// ChromaDB as the engine's vector database.
struct ChromaParts: Sendable {
    let vectors: RemoteVectors
    let logger: Logger

    var dependency: DependencyStatus {
        let status = vectors.status
        let state: DependencyStatus.State =
            switch status.health.state {
            case .unknown: .starting
            case .up: status.pending == 0 ? .up : .starting
            case .down: .down
            }
        let detail =
            switch status.health.state {
            case .unknown: "not asked yet"
            case .up: "\(status.stored ?? 0) products stored, \(status.pending) to go"
            case .down: "cannot be used; vectors in memory stand in, see the log or blankspace doctor"
            }
        return DependencyStatus(
            name: "chroma", state: state, required: false, detail: detail, since: status.health.since)
    }

    func service(_ engine: SearchEngine) -> any Service { ChromaFilling(engine: engine, logger: logger) }
}

/// nil where the settings name no server.
func buildChroma(_ settings: StoreSettings, embedder: any Embedder, logger: Logger) -> ChromaParts? {
    buildChromaIndex(settings, embedder: embedder).map { ChromaParts(vectors: RemoteVectors($0), logger: logger) }
}

func buildChromaIndex(_ settings: StoreSettings, embedder: any Embedder) -> ChromaVectorIndex? {
    guard let chroma = settings.chroma else { return nil }
    return ChromaVectorIndex(
        ChromaClient(
            address: chroma.url, tenant: chroma.tenant, database: chroma.database,
            credentials: chroma.token.map { .token($0) } ?? .none, client: OutgoingCalls.client),
        collection: chroma.collection, dimension: embedder.dimension, embedder: { embedder.identity })
}

/// Keeps ChromaDB at the state of the catalogue.
private struct ChromaFilling: Service {
    let engine: SearchEngine
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await engine.keepRemoteUpToDate { error in
                    if let error { logger.warning("ChromaDB is not up to date", metadata: ["reason": "\(error)"]) }
                }
            } catch is CancellationError {}
        }
    }
}
