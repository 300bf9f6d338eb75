import BlankSpaceTesting
import Foundation
import MongoCatalog
import MongoClient
import Shop
import Storage
import Synchronization

/// One server for all suites; it ends with this process.
enum LiveServer {
    static let start = Task { try await SecantusServer.start() }

    static func client(_ options: MongoOptions = MongoOptions()) async throws -> MongoClient {
        try MongoClient(uri: try await start.value.uri, options: options)
    }
}

func freshName() -> String { "t\(UUID().uuidString.prefix(8))" }

/// A document as a shop's back end writes it.
func document(_ json: String) throws -> MongoDocument {
    MongoDocument(try JSONValue(parsing: Data(json.utf8)).object ?? [:])
}

func sample(_ number: Int, price: Int = 10_000) -> MongoDocument {
    [
        "_id": .int(number), "name": .string("운동화 \(number)"), "brand": ["ko": "바른발", "en": "Barunbal"],
        "category": ["신발", "운동화"], "price": .int(price), "listPrice": .int(price + 5000), "colors": ["블랙", "화이트"],
        "sizes": ["250", "260"], "material": "메쉬", "gender": "공용",
        "attributes": ["방수": true, "굽": .json(.number(3.5))],
        "description": .string(String(repeating: "가볍고 편안한 일상용 운동화입니다. ", count: 8)), "stock": 12,
        "rating": .json(.number(4.5)), "reviewCount": 3, "updatedAt": .date(Date()),
    ]
}

extension MongoCatalogOptions {
    /// As in service, with shorter waits.
    static func quick(_ database: String) -> MongoCatalogOptions {
        var options = MongoCatalogOptions(database: database)
        options.pollInterval = .milliseconds(200)
        options.reconcileInterval = .seconds(2)
        options.streamWait = .milliseconds(300)
        options.firstPause = .milliseconds(100)
        options.longestPause = .seconds(1)
        return options
    }
}

/// A follower at work, its store, and what it told.
final class Following: Sendable {
    let store: SQLiteCatalogStore
    let follower: MongoCatalogFollower
    private let log = EventLog()
    private let task: Task<Void, any Error>

    init(_ client: MongoClient, _ options: MongoCatalogOptions, _ store: SQLiteCatalogStore? = nil) throws {
        let store = try store ?? SQLiteCatalogStore(.temporary())
        let follower = MongoCatalogFollower(client: client, options: options, store: store) { [log] in log.add($0) }
        self.store = store
        self.follower = follower
        task = Task { try await follower.run() }
    }

    var told: [FollowerEvent] { log.all }
    var reads: [String] { told.compactMap { if case .read(_, let reason) = $0 { reason } else { nil } } }

    deinit { task.cancel() }

    func stop() async {
        task.cancel()
        _ = await task.result
    }

    /// Waits until it holds, for at most a minute: machines that build meanwhile are slow.
    func until(
        _ what: String, within limit: Duration = .seconds(60), _ condition: (Catalog) throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while true {
            if try condition(try await store.loadCatalog()) { return }
            guard ContinuousClock.now < deadline else {
                throw Violation("\(what): \(follower.status), told \(told.suffix(5))")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func until(_ state: FollowerStatus.State, within limit: Duration = .seconds(60)) async throws {
        try await until("state \(state)", within: limit) { _ in follower.status.state == state }
    }
}

final class EventLog: Sendable {
    private let events = Mutex<[FollowerEvent]>([])
    func add(_ event: FollowerEvent) { events.withLock { $0.append(event) } }
    var all: [FollowerEvent] { events.withLock { $0 } }
}
