import HTTPCalls
import Testing

@Suite struct CallTests {
    @Test func givesTheWholeReply() async throws {
        let server = try await RawServer.start { _ in
            [.chunkedHead, .chunk("안"), .wait(.milliseconds(20)), .chunk("녕"), .end]
        }
        let reply = try await caller(server).call(HTTPCall(.get, "/x?y=1"))
        #expect(String(decoding: reply.body, as: UTF8.self) == "안녕")
        #expect(server.record.requests.first?.hasPrefix("GET /x?y=1 HTTP/1.1") == true)
        await server.stop()
    }

    @Test func aStatusOfAnErrorCarriesWhatTheServerSaysAndNoKey() async throws {
        let server = try await RawServer.start { _ in
            [.reply(#"{"error":{"message":"wrong key sk-very-secret\nsee docs"}}"#, status: "401 No")]
        }
        let caller = HTTPCaller(
            kind: "Test", address: server.address, headers: [("Authorization", "Bearer sk-very-secret")], client: client
        )
        let error = await #expect(throws: CallError.self) { _ = try await caller.call(HTTPCall(.get, "/")) }
        #expect(error?.code == .status(401))
        #expect(error?.detail == "wrong key … see docs")
        #expect(server.record.requests.first?.contains("Bearer sk-very-secret") == true)
        await server.stop()
    }

    @Test(arguments: [
        (#"{"error":"model 'x' not found"}"#, "model 'x' not found"), (#"{"error":"Bad","message":"more"}"#, "more"),
        (
            #"{"detail":[{"loc":["body","model"],"msg":"field required","input":"the prompt"}]}"#,
            "body.model: field required"
        ),
        (#"{"request":"the prompt"}"#, "no reason given"), ("", "no reason given"), ("<html>…", "a page of HTML"),
        ("plain words", "plain words"),
    ])
    func readsTheShapesOfErrorsThatServersUse(body: String, message: String) async throws {
        let server = try await RawServer.start { _ in [.reply(body, status: "400 Bad")] }
        let error = await #expect(throws: CallError.self) { _ = try await caller(server).call(HTTPCall(.get, "/")) }
        #expect(error?.detail == message)
        await server.stop()
    }

    @Test func whatNeverAnswersTimesOut() async throws {
        let server = try await RawServer.start { _ in [.hang] }
        #expect(
            await code { _ = try await caller(server).call(HTTPCall(.get, "/", deadline: .seconds(1))) }
                == .timedOut)
        #expect(await eventually { server.record.clientCloses == 1 }, "the connection is closed")
        await server.stop()
    }

    @Test func theDeadlineHoldsForTheBodyToo() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("a"), .hang] }
        #expect(
            await code { _ = try await caller(server).call(HTTPCall(.get, "/", deadline: .milliseconds(100))) }
                == .timedOut)
        await server.stop()
    }

    @Test func aReplyThatIsTooLargeIsNotTaken() async throws {
        let server = try await RawServer.start { _ in
            [.reply(String(repeating: "a", count: 2_000), headers: "Connection: close\r\n")]
        }
        #expect(await code { _ = try await caller(server).call(HTTPCall(.get, "/", longestReply: 1_999)) } == .tooLarge)
        #expect(await code { _ = try await caller(server).call(HTTPCall(.get, "/", longestReply: 2_000)) } == nil)
        await server.stop()
    }

    @Test func aReplyThatBreaksOffIsNoReply() async throws {
        let server = try await RawServer.start { _ in [.chunkedHead, .chunk("half")] }
        #expect(await code { _ = try await caller(server).call(HTTPCall(.get, "/")) } == .interrupted)
        await server.stop()
    }

    @Test func whatIsNotHTTPIsMalformed() async throws {
        let server = try await RawServer.start { _ in [.send("220 smtp.example.org ESMTP\r\n")] }
        #expect(await code { _ = try await caller(server).call(HTTPCall(.get, "/")) } == .malformed)
        await server.stop()
    }

    @Test func aCallIsMadeAgainOnlyWhereItsPolicySaysSo() async throws {
        let server = try await RawServer.start { number in
            number < 3 ? [.reply("{}", status: "503 Busy", headers: "Connection: close\r\n")] : [.reply("done")]
        }
        #expect(await code { _ = try await caller(server).call(HTTPCall(.get, "/")) } == .status(503))
        #expect(server.record.connections == 1)
        let twice = RetryPolicy(attempts: 2, firstWait: .milliseconds(1))
        #expect(await code { _ = try await caller(server).call(HTTPCall(.get, "/", retry: twice)) } == nil)
        #expect(server.record.connections == 3)
        await server.stop()
    }

    @Test func whatTheCallerDidWrongIsNotRepeated() async throws {
        let server = try await RawServer.start { _ in
            [.reply("{}", status: "400 Bad", headers: "Connection: close\r\n")]
        }
        #expect(
            await code { _ = try await caller(server).call(HTTPCall(.get, "/", retry: .idempotent)) } == .status(400))
        #expect(server.record.connections == 1)
        await server.stop()
    }

    @Test func cancellationClosesTheConnection() async throws {
        let server = try await RawServer.start { _ in [.hang] }
        let call = Task { try await caller(server).call(HTTPCall(.get, "/", deadline: .seconds(60))) }
        #expect(await eventually { server.record.requests.count == 1 })
        call.cancel()
        await #expect(throws: CancellationError.self) { _ = try await call.value }
        #expect(await eventually { server.record.clientCloses == 1 })
        await server.stop()
    }

    @Test func localhostFindsAServerOnIPv4Only() async throws {
        let server = try await RawServer.start { _ in [.reply("here")] }
        let caller = HTTPCaller(kind: "Test", address: "http://localhost:\(server.port)/", client: client)
        #expect(try await caller.call(HTTPCall(.get, "/")).status == 200)
        await server.stop()
    }

    @Test func whereNothingListensTheServerIsUnreachable() async throws {
        let server = try await RawServer.start { _ in [] }
        await server.stop()
        let error = await #expect(throws: CallError.self) { _ = try await caller(server).call(HTTPCall(.get, "/")) }
        #expect(error?.code == .unreachable)
        #expect(error?.description == "Test at \(server.address) cannot be reached: nothing listens there")
    }

    @Test(arguments: ["localhost:1", "", "http://", "http://no such host"])
    func anAddressThatIsNoneIsAnError(address: String) async {
        let caller = HTTPCaller(kind: "Test", address: address, client: client)
        #expect(await code { _ = try await caller.call(HTTPCall(.get, "/")) } != nil)
    }
}
