import BlankSpaceTesting
import Foundation
import Testing

extension Integration {
    /// Which of the four, our program and its three servers, is there first does not matter. The servers are real and run all
    /// the time; before each is a proxy that refuses connections, as the system does for a program that is not started, until
    /// it is that server's turn.
    @Suite(.enabled(if: ShopServers.areInstalled, "\(ShopServers.installation)"))
    struct StartOrderTests {
        @Test func allOrdersOfFourEndInAWholeService() async throws {
            let servers = try await ShopServers.start()
            let proxies = [
                "mongodb": try await FaultProxy.start(before: servers.mongo.port),
                "chroma": try await FaultProxy.start(before: servers.chroma.port),
                "llm": try await FaultProxy.start(before: servers.model.port),
            ]
            let environment = servers.environment(
                mongo: proxies["mongodb"]?.port, chroma: proxies["chroma"]?.port, model: proxies["llm"]?.port)
            let cache = try Program()
            for order in Self.orders(of: ["program"] + ShopServers.names) {
                for proxy in proxies.values { await proxy.goDown() }
                // A program that has never run before, with vectors that it knows.
                let program = try Program(
                    environment: environment.merging(["BLANKSPACE_CACHE": cache.folder]) { $1 })
                var running: RunningServer?
                for name in order {
                    if let proxy = proxies[name] {
                        try await proxy.comeBack()
                    } else {
                        // It is ready for requests at once, with an empty catalogue where it has none.
                        running = try await RunningServer.start(program)
                    }
                    if let running {
                        let found = try await running.get(Self.search)
                        #expect(found.status == 200, "\(order) at \(name)")
                    }
                }
                let server = try #require(running)
                let isWhole = try await eventually(within: .seconds(60)) {
                    guard try await server.isWhole() else { return false }
                    let found = try await server.get(Self.search).json
                    return found["products"]?.array?.isEmpty == false && found["degraded"]?.array?.isEmpty == true
                }
                let states = try await server.states()
                #expect(isWhole, "\(order): \(states)")
                // Not one for the model, which would go on writing while the next order waits for it to warm up.
                let answer = try await server.chat("안녕하세요")
                #expect(answer.status == 200 && answer.json["degraded"]?.array?.isEmpty == true, "\(order)")
                #expect(await server.stop() == 0)
            }
            for proxy in proxies.values { await proxy.stop() }
            await servers.stop()
        }

        private static let search = "/api/llm/search?limit=3&q=%EC%9A%B0%EC%82%B0"

        private static func orders(of names: [String]) -> [[String]] {
            if names.isEmpty { return [[]] }
            return names.indices.flatMap { index in
                var rest = names
                let first = rest.remove(at: index)
                return orders(of: rest).map { [first] + $0 }
            }
        }
    }
}
