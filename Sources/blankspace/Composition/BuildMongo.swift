import Assistant
import Foundation
import Logging
import MongoCatalog
import MongoClient
import Resilience
import ServiceLifecycle
import Shop
import Storage

/// The shop's MongoDB: where the catalogue comes from, and where conversations are kept where the settings want it.
struct MongoParts: Sendable {
    let follower: MongoCatalogFollower
    /// nil where conversations and events stay in SQLite.
    let shared: (conversations: MongoConversationStore, events: MongoEventStore)?
    private let guarded = Guarded("conversations")

    /// The copies in this process stand in for it: of the catalogue, of conversations, or of both.
    var isStoodInFor: Bool { follower.status.state == .waiting || guarded.health.state == .down }

    func conversations(with local: any ConversationStore) -> (any ConversationStore)? {
        shared.map { ReplicatedConversationStore(shared: $0.conversations, local: local, guarded: guarded) }
    }

    func events(with local: any EventStore) -> (any EventStore)? {
        shared.map { ReplicatedEventStore(shared: $0.events, local: local, guarded: guarded) }
    }

    var dependency: DependencyStatus {
        let status = follower.status
        let state: DependencyStatus.State =
            switch status.state {
            case .starting, .reading: .starting
            case .following, .polling: .up
            case .waiting: .down
            }
        var detail =
            switch status.state {
            case .starting: "connecting"
            case .reading: "reading the catalogue"
            case .following: "changes come by themselves"
            case .polling: "asked for changes every second"
            case .waiting: "cannot be used; the catalogue is the last copy, see the log or blankspace doctor"
            }
        if status.rejected > 0 { detail += "; \(Price.grouped(status.rejected)) documents rejected" }
        return DependencyStatus(name: "mongodb", state: state, required: false, detail: detail, since: status.since)
    }

    var service: any Service { MongoFollowing(parts: self) }
}

/// nil where the settings name no server. Nothing is asked of it yet. Throws `SettingError`.
func buildMongo(_ settings: StoreSettings, store: SQLiteCatalogStore, logger: Logger) throws -> MongoParts? {
    guard let mongo = settings.mongo else { return nil }
    let (client, options) = try connectMongo(mongo)
    let follower = MongoCatalogFollower(client: client, options: options, store: store) { event in
        switch event {
        case .lost: logger.warning("MongoDB: \(event)")
        default: logger.info("MongoDB: \(event)")
        }
    }
    let shared = (
        conversations: MongoConversationStore(client: client, database: options.database),
        events: MongoEventStore(client: client, database: options.database)
    )
    return MongoParts(follower: follower, shared: mongo.keepsConversations ? shared : nil)
}

func connectMongo(_ mongo: StoreSettings.Mongo) throws -> (MongoClient, MongoCatalogOptions) {
    let client: MongoClient
    do {
        client = try MongoClient(uri: mongo.uri)
    } catch {
        // The message is free of credentials, the URI is not.
        throw SettingError("\(Settings.mongoURI.name) cannot be used: \(error)")
    }
    var options = MongoCatalogOptions(database: mongo.database ?? client.defaultDatabase ?? "blankspace")
    if let path = mongo.mapping {
        do {
            options.map = try FieldMap(
                yaml: try String(contentsOfFile: path, encoding: .utf8),
                name: URL(fileURLWithPath: path).lastPathComponent)
        } catch {
            throw SettingError("\(Settings.mongoMapping.name) is \"\(path.printable)\", which cannot be used: \(error)")
        }
    }
    return (client, options)
}

private struct MongoFollowing: Service {
    let parts: MongoParts

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await parts.follower.run() }
                group.addTask { await prepare() }
            }
        }
    }

    /// Indexes of conversations and events, as soon as the server is there.
    private func prepare() async {
        var backoff = Backoff(first: .seconds(1), longest: .seconds(30))
        while !Task.isCancelled {
            do {
                try await parts.shared?.conversations.prepare()
                try await parts.shared?.events.prepare()
                return
            } catch {
                try? await backoff.wait()
            }
        }
    }
}
