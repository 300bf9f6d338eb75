internal import Foundation
public import MongoClient
public import Resilience
public import Storage

/// Keeps the catalogue's copy in SQLite at the state of a shop's MongoDB, for as long as `run` runs.
///
/// The first time everything is read; from then on change streams bring what changes, from where they were left, also over
/// restarts. A server without change streams is asked every second instead. Documents whose record is as before make no new
/// version. A server that is away is tried again and again, in growing pauses; the copy stays as it was.
public final class MongoCatalogFollower: Sendable {
    private let client: MongoClient
    private let options: MongoCatalogOptions
    private let store: SQLiteCatalogStore
    private let board = StatusBoard()
    private let onEvent: @Sendable (FollowerEvent) -> Void

    /// - Parameter onEvent: told of what happens, on the follower's own tasks; for logs.
    public init(
        client: MongoClient, options: MongoCatalogOptions, store: SQLiteCatalogStore,
        onEvent: @escaping @Sendable (FollowerEvent) -> Void = { _ in }
    ) {
        self.client = client
        self.options = options
        self.store = store
        self.onEvent = onEvent
    }

    public var status: FollowerStatus { board.current }
    public var health: Guarded.Health { status.health }

    /// Follows until its task is cancelled. Throws `CancellationError` then, and nothing else. Not for two at once.
    public func run() async throws {
        let backoff = BackoffBox(Backoff(first: options.firstPause, longest: options.longestPause))
        let copy = CatalogCopy(client: client, options: options, store: store, board: board, tell: onEvent)
        var lost: String?
        while true {
            do {
                try await follow(copy) { backoff.reset() }
            } catch let error as StreamFollowing.Reread {
                onEvent(.notice("\(error.reason): everything is read anew"))
                continue
            } catch {
                try Task.checkCancellation()
                // Also found out late: the server took the place and could not go on from there.
                if let error = error as? MongoError, error.code == .cannotResume { try? await copy.save(nil) }
                let reason = "\(error)"
                let pause = backoff.pause()
                board.enter(.waiting, reason: reason)
                if backoff.attempts == 1 || reason != lost { onEvent(.lost(reason: reason, pause: pause)) }
                lost = reason
                try await Task.sleep(for: pause)
            }
        }
    }

    private func follow(_ copy: CatalogCopy, onContact: @escaping @Sendable () -> Void) async throws {
        let server = try await client.server()
        onEvent(.connected(server))
        if server.hasChangeStreams {
            do {
                try await StreamFollowing(copy: copy, options: options, board: board, tell: onEvent)
                    .run(onContact: onContact)
            } catch let error as MongoError where error.code == .changeStreamsUnsupported {
                onEvent(.notice(error.message))
            }
        }
        try await Polling(copy: copy, options: options, board: board).run(onContact: onContact)
    }
}
