import BlankSpaceTesting
import HTTPCalls
import Testing

@Suite struct FaultProxyTests {
    private let body = String(repeating: "가", count: 10_000)

    private func withProxy(_ fault: Fault, _ test: (FaultProxy, HTTPCaller) async throws -> Void) async throws {
        let body = body
        let server = try await RawServer.start { _ in
            Array(repeating: [.reply(body), .receive], count: 20).flatMap { $0 }
        }
        let proxy = try await FaultProxy.start(before: server.port, fault: fault)
        try await test(
            proxy, HTTPCaller(kind: "Test", address: "http://127.0.0.1:\(proxy.port)", client: client))
        await proxy.stop()
        await server.stop()
    }

    private func ask(_ caller: HTTPCaller, deadline: Duration = .seconds(5)) async -> CallError.Code? {
        await code {
            let reply = try await caller.call(HTTPCall(.get, "/", deadline: deadline))
            #expect(reply.body.count == 30_000)
        }
    }

    @Test func passesWhereNothingIsToBreak() async throws {
        try await withProxy(.none) { proxy, caller in
            #expect(await ask(caller) == nil)
            #expect(proxy.record.connections == 1)
            #expect(proxy.record.bytesDown > 30_000)
            #expect(proxy.record.bytesUp > 20)
        }
    }

    @Test(arguments: [
        (Fault.refuses, CallError.Code.interrupted), (.blackHole, .timedOut), (.cuts(after: 5_000), .interrupted),
        (.resets(after: 5_000), .interrupted), (.stalls(after: 5_000), .timedOut), (.delays(.seconds(5)), .timedOut),
    ])
    func breaksAndMends(fault: Fault, code expected: CallError.Code) async throws {
        try await withProxy(fault) { proxy, caller in
            #expect(await ask(caller, deadline: .milliseconds(400)) == expected)
            proxy.fault = .none
            await proxy.dropConnections()
            #expect(await ask(caller) == nil)
        }
    }

    @Test func delaysKeepTheOrder() async throws {
        try await withProxy(.delays(.milliseconds(30))) { _, caller in #expect(await ask(caller) == nil) }
    }

    @Test func goesDownAndComesBack() async throws {
        try await withProxy(.none) { proxy, caller in
            #expect(await ask(caller) == nil)
            await proxy.goDown()
            // The kept connection may be what breaks first.
            #expect([.unreachable, .interrupted].contains(await ask(caller)))
            #expect(await ask(caller) == .unreachable)
            try await proxy.comeBack()
            #expect(await ask(caller) == nil)
        }
    }
}
