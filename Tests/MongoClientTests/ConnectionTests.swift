import BlankSpaceTesting
import Foundation
import MongoClient
import Testing

@Suite("A client without a server")
struct ConnectionTests {
    @Test(arguments: [
        "", "localhost", "http://localhost", "mongodb://", "mongodb://h:99999999", "mongodb://u:geheim%zz@h/",
        "mongodb://u:ge:heim@@h", "mongodb://h\u{0}/",
    ])
    func refusesWhatIsNoConnectionString(_ uri: String) {
        let error = #expect(throws: MongoError.self) { try MongoClient(uri: uri) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.description.contains("heim") == false)
        #expect(error?.description.contains("mongodb://[user:password@]host") == true)
    }

    @Test func showsAddressesWithoutCredentials() throws {
        let client = try MongoClient(uri: "mongodb://user:geheim@a.example:1,b.example/shop?replicaSet=r")
        #expect(client.hosts == "a.example:1,b.example:27017")
        #expect(client.defaultDatabase == "shop")
    }

    @Test func saysThatNoServerIsThere() async throws {
        var options = MongoOptions()
        options.serverSelectionTimeout = .milliseconds(300)
        let port = try Loopback.freePort()
        let client = try MongoClient(uri: "mongodb://user:geheim@127.0.0.1:\(port)/", options: options)
        let error = await #expect(throws: MongoError.self) { try await client.ping() }
        #expect(error?.code == .unreachable && error?.isTransient == true)
        #expect(error?.message.contains("127.0.0.1:\(port)") == true)
        #expect(error?.description.contains("geheim") == false)
    }

    @Test func refusesMoreCallsThanMayWait() async throws {
        var options = MongoOptions()
        options.serverSelectionTimeout = .seconds(2)
        options.threads = 1
        options.backlog = 2
        let client = try MongoClient(uri: "mongodb://127.0.0.1:\(try Loopback.freePort())/", options: options)
        let codes = await withTaskGroup(of: MongoError.Code?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do { try await client.ping() } catch { return (error as? MongoError)?.code }
                    return nil
                }
            }
            // Those that are refused are so at once; the others would wait for seconds.
            var codes: [MongoError.Code?] = []
            while codes.count < 5, let code = await group.next() { codes.append(code) }
            group.cancelAll()
            return codes
        }
        #expect(codes == Array(repeating: .busy, count: 5))
    }

    @Test func letsACancelledCallGoAtOnce() async throws {
        var options = MongoOptions()
        options.serverSelectionTimeout = .seconds(600)
        let client = try MongoClient(uri: "mongodb://127.0.0.1:\(try Loopback.freePort())/", options: options)
        let task = Task { try await client.ping() }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await client.ping()
        }
        await #expect(throws: CancellationError.self) { try await early.value }
    }
}
