import BlankSpaceTesting
import Foundation
import MongoCatalog
import MongoClient
import Shop
import Testing

@Suite(
    "A follower over a bad network", .serialized,
    .enabled(if: SecantusServer.isInstalled, "SecantusDB is not installed: scripts/install-integration mongo"))
struct NetworkFaultTests {
    private func proxied(_ proxy: FaultProxy) throws -> MongoClient {
        var options = MongoOptions()
        options.serverSelectionTimeout = .seconds(1)
        options.connectTimeout = .seconds(1)
        options.socketTimeout = .seconds(2)
        return try MongoClient(uri: "mongodb://127.0.0.1:\(proxy.port)/?directConnection=true", options: options)
    }

    /// Changes are made past the proxy, so that they are made whatever the proxy does.
    private func change(_ products: MongoCollection, to price: Int) async throws {
        for id in 0..<10 { try await products.update(["_id": .int(id)], ["$set": ["price": .int(price)]]) }
    }

    @Test func losesNoChangeToCutsRefusalsAndSilence() async throws {
        let server = try await LiveServer.start.value
        let proxy = try await FaultProxy.start(before: server.port)
        let options = MongoCatalogOptions.quick(freshName())
        let products = try await LiveServer.client().database(options.database).collection("products")
        try await products.insert((0..<10).map { sample($0, price: 1) })
        let following = try Following(try proxied(proxy), options)
        try await following.until(.following)

        try await change(products, to: 2)
        await proxy.dropConnections()
        try await change(products, to: 3)
        try await following.until("after a cut") { $0.products.allSatisfy { $0.price == 3 } }

        await proxy.goDown()
        try await change(products, to: 4)
        try await following.until(.waiting)
        try await proxy.comeBack()
        try await following.until("after refusals") { $0.products.allSatisfy { $0.price == 4 } }

        proxy.fault = .blackHole
        try await change(products, to: 5)
        try await following.until(.waiting)
        proxy.fault = .none
        await proxy.dropConnections()
        try await following.until("after silence") { $0.products.allSatisfy { $0.price == 5 } }

        // Where it was left each time: nothing was read as a whole again.
        #expect(following.reads == ["first time"])
        await following.stop()
        await proxy.stop()
    }
}
