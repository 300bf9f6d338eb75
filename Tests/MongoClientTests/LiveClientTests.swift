import BlankSpaceTesting
import Foundation
import MongoClient
import Shop
import Testing

/// One server for the suite; it ends with this process.
enum LiveServer {
    static let start = Task { try await SecantusServer.start() }

    static func client(_ options: MongoOptions = MongoOptions()) async throws -> MongoClient {
        try MongoClient(uri: try await start.value.uri, options: options)
    }

    static func failNext(_ times: Int, _ data: MongoDocument) async throws {
        _ = try await client().database("admin").run([
            "configureFailPoint": "failCommand", "mode": ["times": .int(times)], "data": .document(data),
        ])
    }
}

@Suite(
    "A client of a live server", .serialized,
    .enabled(if: SecantusServer.isInstalled, "SecantusDB is not installed: scripts/install-integration mongo"))
struct LiveClientTests {
    private func collection(_ options: MongoOptions = MongoOptions()) async throws -> MongoCollection {
        try await LiveServer.client(options).database("test").collection("c\(UUID().uuidString)")
    }

    @Test func saysWhoItTalksTo() async throws {
        let client = try await LiveServer.client()
        try await client.ping()
        let server = try await client.server()
        #expect(server.version.hasPrefix("8."))
        #expect(server.hasChangeStreams)
    }

    @Test func findsInBatchesWithProjectionAndOrder() async throws {
        let collection = try await collection()
        #expect(
            try await collection.insert((0..<1203).map { ["_id": .int($0), "name": "운동화", "secret": 1] }).inserted
                == 1203)
        let cursor = try await collection.find(
            [:], .init(projection: ["name": 1], sort: ["_id": -1], limit: 1201, batch: 500))
        var sizes: [Int] = []
        var first: JSONValue?
        while let batch = try await cursor.next() {
            sizes.append(batch.count)
            if first == nil { first = try batch.first?.get() }
        }
        #expect(sizes == [500, 500, 201])
        #expect(first == .object(["_id": 1202, "name": "운동화"]))
        #expect(try await cursor.next() == nil)
        #expect(try await collection.estimatedCount() == 1203)
        #expect(try await collection.findOne(["_id": ["$gt": 5]], .init(sort: ["_id": 1]))?["_id"] == 6)
        let nothing = try await collection.find(["_id": -1])
        #expect(try await nothing.next() == nil)
        let grouped = try await collection.aggregate([["$match": ["_id": ["$lt": 10]]], ["$count": "n"]])
        #expect(try await grouped.next()?.first?.get()["n"] == 10)
    }

    @Test func writes() async throws {
        let collection = try await collection()
        #expect(try await collection.insert([]) == .init())
        try await collection.insert([["_id": "a", "n": 1], ["_id": "b", "n": 1]])
        #expect(try await collection.update(["_id": "a"], ["$set": ["n": 2]]).modified == 1)
        #expect(try await collection.update(["n": ["$gte": 0]], ["$inc": ["n": 1]], all: true).matched == 2)
        #expect(try await collection.update(["_id": "c"], ["$set": ["n": 9]], upsert: true).upserted)
        #expect(try await collection.replace(["_id": "b"], with: ["m": 1]).modified == 1)
        #expect(try await collection.findOne(["_id": "b"]) == .object(["_id": "b", "m": 1]))
        #expect(try await collection.findAndUpdate(["_id": "d"], ["$inc": ["n": 5]])["n"] == 5)
        #expect(try await collection.findAndUpdate(["_id": "d"], ["$inc": ["n": 5]])["n"] == 10)
        #expect(Set(try await collection.distinct("n", ["_id": ["$ne": "b"]])) == [3, 9, 10])
        #expect(try await collection.delete(["_id": "a"]).deleted == 1)
        #expect(try await collection.delete([:]).deleted == 3)
        try await collection.createIndex(["x": 1, "y": -1], name: "both", unique: true)
        try await collection.createIndex(["x": 1, "y": -1], name: "both", unique: true)
        try await collection.insert([["x": "geheim", "y": 1]])
        let error = await #expect(throws: MongoError.self) {
            try await collection.insert([["x": "geheim", "y": 1]])
        }
        #expect(error?.code == .duplicate)
        #expect(error?.description.contains("geheim") == false)
    }

    @Test func makesOneDocumentThatItCannotReadAnErrorInItsPlace() async throws {
        var options = MongoOptions()
        options.documentBytes = 2000
        let collection = try await collection(options)
        try await collection.insert([
            ["_id": 1], ["_id": 2, "long": .string(String(repeating: "가", count: 1000))], ["_id": 3],
        ])
        let batch = try await collection.find([:], .init(sort: ["_id": 1])).next() ?? []
        #expect(batch.count == 3)
        #expect(throws: MongoError.self) { try batch[1].get() }
        #expect(try batch[2].get()["_id"] == 3)
    }

    @Test func signsInWithAKoreanPasswordAndIsDenied() async throws {
        let server = try await SecantusServer.start()
        let open = try MongoClient(uri: server.uri)
        _ = try await open.database("admin").run([
            "createUser": "점원", "pwd": "비밀번호 42/@:", "roles": [["role": "readWrite", "db": "shop"]],
        ])
        await server.stop()
        let locked = try await server.startAgain(["--auth"])
        defer { Task { await locked.remove() } }
        func client(_ password: String) throws -> MongoClient {
            let user = "점원".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let secret = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return try MongoClient(uri: "mongodb://\(user):\(secret)@127.0.0.1:\(locked.port)/?authSource=admin")
        }
        let good = try client("비밀번호 42/@:").database("shop").collection("c")
        try await good.insert([["_id": 1]])
        #expect(try await good.findOne([:])?["_id"] == 1)

        let wrong = try client("비밀번호 43/@:")
        let error = await #expect(throws: MongoError.self) {
            _ = try await wrong.database("shop").collection("c").findOne([:])
        }
        #expect(error?.code == .denied && error?.isTransient == false)
        #expect(error?.description.contains("비밀번호") == false)
        let nobody = try MongoClient(uri: "mongodb://127.0.0.1:\(locked.port)/")
        let denied = await #expect(throws: MongoError.self) {
            _ = try await nobody.database("shop").collection("c").findOne([:])
        }
        #expect(denied?.code == .denied)
    }

    @Test func followsChangesAndGoesOnFromAToken() async throws {
        let database = try await LiveServer.client().database("w\(UUID().uuidString)")
        let collection = database.collection("c")
        let stream = try await database.watch([["$match": ["ns.coll": "c"]]], wait: .milliseconds(100))
        #expect(try await stream.next().event == nil)
        try await collection.insert([["_id": 1]])
        try await database.collection("other").insert([["_id": 1]])
        try await collection.delete(["_id": 1])
        let first = try await stream.next()
        #expect(first.event?["operationType"] == "insert")
        #expect(first.event?["documentKey"]?["_id"] == 1)
        #expect(try await stream.next().event?["operationType"] == "delete")
        let again = try await database.watch(resumeToken: first.resumeToken, wait: .milliseconds(100))
        var kinds: [String?] = []
        for _ in 0..<2 { kinds.append(try await again.next().event?["ns"]?["coll"]?.string) }
        #expect(kinds == ["other", "c"])
        let error = await #expect(throws: MongoError.self) {
            _ = try await database.watch(resumeToken: .object(["_data": "8200"]))
        }
        #expect(error?.code == .cannotResume || error?.code == .refused)
    }

    @Test func triesAReadAgainWhereTheConnectionBreaks() async throws {
        let collection = try await collection()
        try await collection.insert([["_id": 1]])
        try await LiveServer.failNext(1, ["failCommands": ["find"], "closeConnection": true])
        #expect(try await collection.findOne([:])?["_id"] == 1)
        try await LiveServer.failNext(2, ["failCommands": ["find"], "closeConnection": true])
        let error = await #expect(throws: MongoError.self) { _ = try await collection.findOne([:]) }
        #expect(error?.code == .disconnected)
    }

    @Test func tellsTheServersRefusals() async throws {
        let collection = try await collection()
        let codes: [(Int, MongoError.Code)] = [
            (13, .denied), (2, .refused), (40573, .changeStreamsUnsupported), (286, .cannotResume),
        ]
        for (number, code) in codes {
            try await LiveServer.failNext(1, ["failCommands": ["find"], "errorCode": .int(number)])
            let error = await #expect(throws: MongoError.self) { _ = try await collection.findOne([:]) }
            #expect(error?.code == code && error?.serverCode == number)
        }
        let error = await #expect(throws: MongoError.self) {
            _ = try await LiveServer.client().database("test").run(["noSuchCommand": 1])
        }
        #expect(error?.code == .refused)
    }

    @Test func isUsedByManyTasksAtOnce() async throws {
        let collection = try await collection()
        try await collection.insert((0..<2000).map { ["_id": .int($0)] })
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask {
                    let cursor = try await collection.find([:], .init(batch: 100))
                    var count = 0
                    while let batch = try await cursor.next() { count += batch.count }
                    #expect(count == 2000)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func endsACallWhereTheServerIsSilent() async throws {
        let server = try await SecantusServer.start()
        defer { Task { await server.remove() } }
        var options = MongoOptions()
        options.socketTimeout = .milliseconds(500)
        options.connectTimeout = .milliseconds(500)
        options.serverSelectionTimeout = .milliseconds(1500)
        let client = try MongoClient(uri: server.uri, options: options)
        try await client.ping()
        server.suspend()
        let error = await #expect(throws: MongoError.self) { try await client.ping() }
        #expect(error?.isTransient == true)
        server.resume()
        // The same client, once the server speaks again.
        for attempt in 1...20 {
            do {
                try await client.ping()
                break
            } catch { #expect(attempt < 20) }
        }
    }
}
