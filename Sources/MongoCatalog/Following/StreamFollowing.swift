internal import MongoClient
internal import Shop
internal import Storage

/// Follows a server with change streams.
struct StreamFollowing {
    let copy: CatalogCopy
    let options: MongoCatalogOptions
    let board: StatusBoard
    let tell: @Sendable (FollowerEvent) -> Void

    /// Ends only by an error, or by its task's cancellation. `onContact` is called once the server has shown that it works.
    func run(onContact: @Sendable () -> Void) async throws {
        let (stream, reason) = try await open()
        if let reason { try await readAll(reason, stream) }
        onContact()
        board.enter(.following)
        board.isCurrent()
        try await follow(stream)
    }

    /// The stream, from where the last one was left, and why everything has to be read where that cannot be.
    private func open() async throws -> (stream: MongoChangeStream, rereadBecause: String?) {
        guard let place = try await copy.savedPlace() else { return (try await watch(from: nil), "first time") }
        do {
            let stream = try await watch(from: place)
            // Keys of documents that go tell nothing where ids are mapped: the ids are learnt anew.
            if copy.readers.contains(where: \.hasMappedID) { try await copy.reconcile() }
            return (stream, nil)
        } catch let error as MongoError where error.code == .cannotResume || error.code == .refused {
            tell(.notice("\(error.message): everything is read anew"))
            return (try await watch(from: nil), "the place was lost")
        }
    }

    /// The stream is open before anything is read, so that what changes meanwhile is not missed.
    private func readAll(_ reason: String, _ stream: MongoChangeStream) async throws {
        board.enter(.reading)
        let place = try await stream.resumeToken()
        try await copy.readAll(reason)
        if let place { try await copy.save(place) }
    }

    private func watch(from place: JSONValue?) async throws -> MongoChangeStream {
        let collections = JSONValue(copy.readers.map(\.map.collection))
        // The documents are read by their keys: what changes ten times is read once, and in the form that a full read has.
        return try await copy.database.watch(
            [
                ["$match": ["ns.coll": ["$in": .json(collections)]]],
                ["$project": ["operationType": 1, "ns": 1, "documentKey": 1]],
            ], resumeToken: place, wait: options.streamWait)
    }

    private func follow(_ stream: MongoChangeStream) async throws {
        let inbox = ChangeInbox()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listen(stream, inbox) }
            group.addTask { try await take(inbox) }
            group.addTask { try await keep(inbox) }
            // None of them ends but by an error.
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }

    private func listen(_ stream: MongoChangeStream, _ inbox: ChangeInbox) async throws {
        while true {
            let step = try await stream.next()
            board.isCurrent()
            guard let event = step.event else {
                inbox.advance(to: step.resumeToken)
                continue
            }
            let kind = copy.readers.first { $0.map.collection == event["ns"]?["coll"]?.string }?.kind
            switch event["operationType"]?.string {
            case "insert", "update", "replace", "delete":
                if let kind, let key = event["documentKey"]?["_id"] {
                    inbox.add(key, of: kind, place: step.resumeToken)
                }
            case "drop", "rename", "dropDatabase", "invalidate":
                inbox.demandReread("a collection was dropped or renamed")
                // What comes after cannot be told from what is read.
                return try await Task.sleep(for: .seconds(3600))
            default: inbox.advance(to: step.resumeToken)
            }
        }
    }

    private func take(_ inbox: ChangeInbox) async throws {
        while true {
            try await inbox.wait()
            try await Task.sleep(for: options.gathering)
            let content = inbox.drain()
            if let reason = content.reread {
                try await copy.save(nil)
                throw Reread(reason: reason)
            }
            try await copy.bring(content.keys, place: content.place)
            inbox.taken()
        }
    }

    /// Keeps the remembered place young while nothing happens, since servers forget old ones; compares the ids now and then.
    private func keep(_ inbox: ChangeInbox) async throws {
        var saved: JSONValue?
        var rounds = 0
        while true {
            try await Task.sleep(for: options.reconcileInterval)
            rounds += 1
            if rounds % 20 == 0 { try await copy.reconcile() }
            // Only where nothing waits to be taken in: the place lies behind that.
            if let place = inbox.placeWhereIdle, place != saved {
                try await copy.save(place)
                saved = place
            }
        }
    }

    /// The stream is of no more use.
    struct Reread: Error { var reason: String }
}
