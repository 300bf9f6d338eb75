internal import Foundation
internal import MongoClient
internal import Shop
internal import Storage

/// Follows a server without change streams: by `updatedAt`, by the number of documents, and by their ids.
struct Polling {
    let copy: CatalogCopy
    let options: MongoCatalogOptions
    let board: StatusBoard

    /// Ends only by an error, or by its task's cancellation.
    func run(onContact: @Sendable () -> Void) async throws {
        let clock = ContinuousClock()
        while true {
            board.enter(.reading)
            var clocks: [CatalogKind: UpdateClock] = [:]
            var counts: [CatalogKind: Int] = [:]
            // Looked at before everything is read, so that what changes meanwhile is found.
            for reader in copy.readers {
                clocks[reader.kind] = try await UpdateClock(copy.collection(reader), reader)
                counts[reader.kind] = try await copy.collection(reader).estimatedCount()
            }
            try await copy.readAll("the server has no change streams")
            onContact()
            board.enter(.polling)
            board.isCurrent()
            let readAgainAt = clock.now + options.fullReadInterval
            var reconcileAt = clock.now + options.reconcileInterval
            while clock.now < readAgainAt {
                try await Task.sleep(for: options.pollInterval)
                var differs = false
                var changed: [CatalogKind: Set<JSONValue>] = [:]
                for reader in copy.readers {
                    changed[reader.kind] = try await clocks[reader.kind]?.changedKeys()
                    let count = try await copy.collection(reader).estimatedCount()
                    if count != counts[reader.kind] { differs = true }
                    counts[reader.kind] = count
                }
                try await copy.bring(changed.filter { !$0.value.isEmpty }, place: nil)
                if differs || clock.now >= reconcileAt {
                    try await copy.reconcile()
                    reconcileAt = clock.now + options.reconcileInterval
                }
                board.isCurrent()
            }
        }
    }
}

/// What of a collection has a newer `updatedAt` than was seen.
struct UpdateClock {
    private let collection: MongoCollection
    /// Where the moment stands; nil where the map makes it of nothing in the document.
    private let path: FieldPath?
    /// The newest moment seen, in the form that the documents have.
    private var newest: JSONValue?
    /// The keys seen with each moment of the last seconds: writers' clocks differ, and what was written first may be seen last.
    private var recent: [JSONValue: JSONValue] = [:]
    private var newestSince = ContinuousClock.now

    private static let overlap = Duration.seconds(10)

    init(_ collection: MongoCollection, _ reader: DocumentReader) async throws {
        self.collection = collection
        path = reader.map.rules["updatedAt"].map { $0.paths.first } ?? FieldPath("updatedAt")
        guard let path else { return }
        let found = try await collection.findOne(
            [:], .init(projection: [path.dotted: 1], sort: [path.dotted: -1]))
        newest = found.flatMap(path.value)
    }

    /// The keys of what was changed since the last call. An index on the member makes this cheap.
    mutating func changedKeys() async throws -> Set<JSONValue> {
        guard let path else { return [] }
        let isYoung = ContinuousClock.now - newestSince < Self.overlap
        var filter: MongoDocument = [path.dotted: ["$exists": true]]
        if let newest {
            filter = [
                path.dotted: [
                    isYoung ? "$gte" : "$gt": .json(isYoung ? Self.earlier(newest, by: Self.overlap) : newest)
                ]
            ]
        }
        let cursor = try await collection.find(
            filter, .init(projection: [path.dotted: 1], sort: [path.dotted: 1]))
        if !isYoung { recent = [:] }
        var keys: Set<JSONValue> = []
        while let batch = try await cursor.next() {
            for document in batch {
                guard let document = try? document.get(), let key = document["_id"],
                    let moment = path.value(in: document),
                    recent.updateValue(moment, forKey: key) != moment
                else { continue }
                keys.insert(key)
                if moment != newest {
                    newest = moment
                    newestSince = .now
                }
            }
        }
        return keys
    }

    /// A date; texts and numbers have no scale that is known here.
    private static func earlier(_ moment: JSONValue, by duration: Duration) -> JSONValue {
        guard let milliseconds = moment["$date"]?.number else { return moment }
        return .object(["$date": .number(milliseconds - Double(duration.components.seconds) * 1000)])
    }
}
