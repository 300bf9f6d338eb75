import BlankSpaceTesting
import CatalogFeeds
import Foundation
import MongoCatalog
import MongoClient
import Shop
import Storage
import Testing

/// Prints figures; run with BLANKSPACE_MEASURE=20000, the number of products, in release, on a quiet machine.
@Suite(
    "Measurements", .serialized,
    .enabled(if: SecantusServer.isInstalled && ProcessInfo.processInfo.environment["BLANKSPACE_MEASURE"] != nil))
struct Measurements {
    @Test func productsReadASecondAndDelayFromChangeToStore() async throws {
        let client = try await LiveServer.client()
        let options = MongoCatalogOptions(database: freshName())
        let products = client.database(options.database).collection("products")
        let count = ProcessInfo.processInfo.environment["BLANKSPACE_MEASURE"].flatMap { Int($0) } ?? 20_000
        for start in stride(from: 0, to: count, by: 1000) {
            try await products.insert((start..<start + 1000).map { sample($0) })
        }
        let clock = ContinuousClock()
        func rate(_ name: String, _ body: () async throws -> Void) async throws {
            let took = try await clock.measure(body)
            let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
            print(
                "\(name): \(count) products in \(String(format: "%.2f", seconds)) s, \(Int(Double(count) / seconds))/s")
        }
        try await rate("documents as JSON values") {
            let cursor = try await products.find()
            while try await cursor.next() != nil {}
        }
        try await rate("repaired products") {
            try await MongoCatalogSource(client: client, options: options).read { _ in }
        }
        let store = SQLiteCatalogStore(try .temporary())
        try await rate("into the store") {
            try await store.ingest([MongoCatalogSource(client: client, options: options)], mode: .replace)
        }
        let following = try Following(client, options, store)
        try await following.until(.following, within: .seconds(600))
        var delays: [Double] = []
        for index in 0..<300 {
            let before = try await store.catalogVersion()
            let start = clock.now
            try await products.update(["_id": .int(index * 7 % count)], ["$set": ["price": .int(20_001 + index)]])
            while try await store.catalogVersion() == before { try await Task.sleep(for: .milliseconds(1)) }
            let took = clock.now - start
            delays.append(Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1000)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0..<60)))
        }
        delays.sort()
        print(
            "change to store over \(delays.count) changes of a catalogue of \(count): "
                + "p50 \(String(format: "%.0f", delays[150])) ms, p99 \(String(format: "%.0f", delays[297])) ms")
        await following.stop()
    }
}
