import BlankSpaceTesting
import Foundation
import MongoCatalog
import MongoClient
import Shop
import Storage
import Testing

@Suite(
    "A follower of a catalogue in MongoDB", .serialized,
    .enabled(if: SecantusServer.isInstalled, "SecantusDB is not installed: scripts/install-integration mongo"))
struct FollowerTests {
    private func products(_ client: MongoClient, _ options: MongoCatalogOptions) -> MongoCollection {
        client.database(options.database).collection("products")
    }

    @Test func bringsInsertsUpdatesAndDeletes() async throws {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions.quick(freshName())
        let products = products(client, options)
        try await products.insert((0..<30).map { sample($0) })
        let following = try Following(client, options)
        try await following.until("first read") { $0.products.count == 30 }
        try await following.until(.following)
        #expect(following.reads == ["first time"])
        #expect(following.follower.health.state == .up)

        try await products.insert([sample(100)])
        try await products.update(["_id": 1], ["$set": ["price": 7]])
        try await products.delete(["_id": 2])
        try await products.replace(["_id": 3], with: ["_id": 3, "name": "새 이름"])
        let policies = client.database(options.database).collection("policies")
        try await policies.insert([["_id": "p", "topic": "배송", "question": "언제?", "answer": "내일."]])
        try await following.until("changes") { catalog in
            let byID = Dictionary(catalog.products.map { ($0.id, $0) }) { $1 }
            return byID["100"] != nil && byID["1"]?.price == 7 && byID["2"] == nil && byID["3"]?.name == "새 이름"
                && catalog.policies.map(\.id) == ["p"]
        }
        // A document of which no product can be made any more is no product any more.
        try await products.update(["_id": 4], ["$unset": ["name": ""]])
        try await following.until("rejected") { catalog in !catalog.products.contains { $0.id == "4" } }
        #expect(following.follower.status.lastRejected?.contains("4: name is missing") == true)
        await following.stop()
    }

    @Test func makesNoVersionOfWhatIsAsBefore() async throws {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions.quick(freshName())
        let products = products(client, options)
        try await products.insert((0..<5).map { sample($0) })
        let following = try Following(client, options)
        try await following.until(.following)
        let version = try await following.store.catalogVersion()
        try await products.update(["_id": 0], ["$set": ["price": 10_000]])
        try await products.replace(["_id": 1], with: sampleAgain(try await products.findOne(["_id": 1])))
        try await products.update(["_id": 2], ["$set": ["price": 5]])
        try await following.until("the real change") { $0.products.first { $0.id == "2" }?.price == 5 }
        #expect(try await following.store.catalogVersion() == version + 1)
        await following.stop()
    }

    private func sampleAgain(_ document: JSONValue?) -> MongoDocument { MongoDocument(document?.object ?? [:]) }

    @Test func goesOnWhereItWasAfterItsOwnRestart() async throws {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions.quick(freshName())
        let products = products(client, options)
        try await products.insert((0..<5).map { sample($0) })
        let first = try Following(client, options)
        try await first.until(.following)
        try await products.update(["_id": 0], ["$set": ["price": 1]])
        try await first.until("change") { $0.products.first { $0.id == "0" }?.price == 1 }
        await first.stop()
        try await products.update(["_id": 1], ["$set": ["price": 2]])
        try await products.delete(["_id": 2])
        let second = try Following(try await LiveServer.client(), options, first.store)
        try await second.until("changes of the time between") { catalog in
            catalog.products.first { $0.id == "1" }?.price == 2 && !catalog.products.contains { $0.id == "2" }
        }
        #expect(second.reads.isEmpty)
        await second.stop()
    }

    /// By a fail point: the server tried here keeps its log longer than a test lasts.
    @Test func readsEverythingWhereThePlaceIsLost() async throws {
        let server = try await SecantusServer.start()
        defer { Task { await server.remove() } }
        let client = try MongoClient(uri: server.uri)
        let options = MongoCatalogOptions.quick("shop")
        let products = products(client, options)
        try await products.insert((0..<5).map { sample($0) })
        let first = try Following(client, options)
        try await first.until(.following)
        await first.stop()
        try await products.delete(["_id": 0])
        _ = try await client.database("admin").run([
            "configureFailPoint": "failCommand", "mode": ["times": 1],
            "data": ["failCommands": ["aggregate"], "errorCode": 286],
        ])
        let second = try Following(client, options, first.store)
        try await second.until("full read") { $0.products.count == 4 }
        try await second.until(.following)
        #expect(second.reads == ["the place was lost"])
        await second.stop()
    }

    /// As where the place cannot be read at all.
    @Test func readsEverythingWhereTheServerRefusesThePlace() async throws {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions.quick(freshName())
        let products = products(client, options)
        try await products.insert((0..<5).map { sample($0) })
        let first = try Following(client, options)
        try await first.until(.following)
        await first.stop()
        let place = CatalogBookmark(source: options.source(client), place: #"{"_data":"8200"}"#)
        #expect(try await first.store.bookmark(of: place.source) != nil)
        try await first.store.apply([], bookmark: place)
        try await products.delete(["_id": 0])
        let second = try Following(client, options, first.store)
        try await second.until("full read") { $0.products.count == 4 }
        try await second.until(.following)
        #expect(second.reads == ["the place was lost"])
        await second.stop()
    }

    @Test func readsEverythingWhereACollectionIsDropped() async throws {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions.quick(freshName())
        let products = products(client, options)
        try await products.insert((0..<5).map { sample($0) })
        let following = try Following(client, options)
        try await following.until(.following)
        _ = try await client.database(options.database).run(["drop": "products"])
        try await products.insert((10..<13).map { sample($0) })
        try await following.until("the new ones") { $0.products.map(\.id) == ["10", "11", "12"] }
        await following.stop()
    }

    @Test func learnsAnewWhichDocumentHasWhichIdWhereIdsAreMapped() async throws {
        let client = try await LiveServer.client()
        var options = MongoCatalogOptions.quick(freshName())
        options.map = try FieldMap(yaml: "products: {fields: {_id: code}}", name: "map")
        let products = products(client, options)
        try await products.insert((0..<4).map { ["_id": .int($0), "code": .string("A\($0)"), "name": "모자"] })
        let first = try Following(client, options)
        try await first.until("first read") { $0.products.map(\.id) == ["A0", "A1", "A2", "A3"] }
        try await first.until(.following)
        await first.stop()
        let second = try Following(client, options, first.store)
        try await second.until(.following)
        try await products.delete(["_id": 1])
        try await products.update(["_id": 2], ["$set": ["code": "B2"]])
        try await second.until("by mapped id") { $0.products.map(\.id) == ["A0", "A3", "B2"] }
        await second.stop()
    }

    @Test func losesNoChangeWhereConnectionsBreak() async throws {
        let server = try await SecantusServer.start()
        defer { Task { await server.remove() } }
        let client = try MongoClient(uri: server.uri)
        let options = MongoCatalogOptions.quick("shop")
        let products = products(client, options)
        try await products.insert((0..<20).map { sample($0, price: 1) })
        let following = try Following(client, options)
        try await following.until(.following)
        for round in 2...6 {
            _ = try await client.database("admin").run([
                "configureFailPoint": "failCommand", "mode": ["times": 3],
                "data": ["failCommands": ["getMore", "find", "aggregate"], "closeConnection": true],
            ])
            for id in 0..<20 { try await products.update(["_id": .int(id)], ["$set": ["price": .int(round)]]) }
            try await following.until("round \(round)") { $0.products.allSatisfy { $0.price == round } }
        }
        #expect(following.reads == ["first time"])
        await following.stop()
    }

    @Test func followsAgainWhereTheServerWasKilled() async throws {
        let server = try await SecantusServer.start(["--sync-on-commit"])
        var options = MongoOptions()
        options.serverSelectionTimeout = .milliseconds(500)
        options.socketTimeout = .seconds(2)
        let client = try MongoClient(uri: server.uri, options: options)
        let catalog = MongoCatalogOptions.quick("shop")
        let products = products(client, catalog)
        try await products.insert((0..<10).map { sample($0) })
        let following = try Following(client, catalog)
        try await following.until(.following)
        await server.kill()
        try await following.until(.waiting)
        #expect(following.follower.health.state == .down)
        // The last copy stays.
        #expect(try await following.store.loadCatalog().products.count == 10)
        let again = try await server.startAgain()
        defer { Task { await again.remove() } }
        try await following.until(.following)
        try await MongoClient(uri: again.uri).database("shop").collection("products").insert([sample(99)])
        try await following.until("after the restart") { $0.products.contains { $0.id == "99" } }
        await following.stop()
    }

    @Test func asksAServerThatStandsAlone() async throws {
        let server = try await SecantusServer.start(["--standalone"])
        defer { Task { await server.remove() } }
        let client = try MongoClient(uri: server.uri)
        let options = MongoCatalogOptions.quick("shop")
        let products = products(client, options)
        try await products.insert((0..<10).map { sample($0) })
        let following = try Following(client, options)
        try await following.until(.polling)
        #expect(try await following.store.loadCatalog().products.count == 10)
        try await products.insert([sample(50)])
        try await products.update(["_id": 1], ["$set": ["price": 7, "updatedAt": .date(Date())]])
        try await products.delete(["_id": 2])
        try await following.until("changes") { catalog in
            let byID = Dictionary(catalog.products.map { ($0.id, $0) }) { $1 }
            return byID["50"] != nil && byID["1"]?.price == 7 && byID["2"] == nil
        }
        // One comes and one goes: the number is as before.
        try await products.delete(["_id": 3])
        try await products.insert([["_id": 60, "name": "날짜 없는 상품"]])
        try await following.until("by the ids") { catalog in
            catalog.products.contains { $0.id == "60" } && !catalog.products.contains { $0.id == "3" }
        }
        #expect(following.reads.count == 1)
        await following.stop()
    }

    @Test func asksAServerThatRefusesChangeStreams() async throws {
        let server = try await SecantusServer.start()
        defer { Task { await server.remove() } }
        let client = try MongoClient(uri: server.uri)
        let options = MongoCatalogOptions.quick("shop")
        let products = products(client, options)
        try await products.insert((0..<3).map { sample($0) })
        _ = try await client.database("admin").run([
            "configureFailPoint": "failCommand", "mode": ["times": 1],
            "data": ["failCommands": ["aggregate"], "errorCode": 40573],
        ])
        let following = try Following(client, options)
        try await following.until(.polling)
        try await products.insert([sample(9)])
        try await following.until("polled") { $0.products.contains { $0.id == "9" } }
        await following.stop()
    }

    @Test func waitsForAServerThatIsNotThereYet() async throws {
        var options = MongoOptions()
        options.serverSelectionTimeout = .milliseconds(300)
        let client = try MongoClient(
            uri: "mongodb://127.0.0.1:\(try Loopback.freePort())/?directConnection=true", options: options)
        let following = try Following(client, .quick("shop"))
        try await following.until(.waiting)
        #expect(following.follower.status.reason?.contains("no server answers") == true)
        #expect(following.follower.status.currentAt == nil)
        await following.stop()
    }
}
