import Foundation
import Shop
import Testing

extension Integration {
    @Suite struct ServerTests {
        private func demoServer() async throws -> (Program, RunningServer) {
            let program = try Program()
            let ingest = try await program.run("ingest", Demo.folder, "--no-embed")
            try #require(ingest.code == 0, "\(ingest.errors)")
            return (program, try await RunningServer.start(program))
        }

        @Test func aChatStreamsItsProductsBeforeTheFirstWord() async throws {
            let (_, server) = try await demoServer()
            let answer = try await server.chat("방수 러닝화 추천해줘", stream: true)
            #expect(answer.status == 200)
            #expect(answer.type.hasPrefix("text/event-stream"))
            let names = answer.events.map(\.name)
            #expect(names.first == "turn" && names.last == "done")
            let products = try #require(names.firstIndex(of: "products"))
            let delta = try #require(names.firstIndex(of: "delta"))
            #expect(products < delta)
            let shown = answer.events[products].data["products"]?.array ?? []
            #expect(shown.contains { $0["id"]?.string == "demo-0002" })
            let deltas = answer.events.filter { $0.name == "delta" }.compactMap { $0.data["text"]?.string }
            let done = try #require(answer.events.last?.data)
            #expect(deltas.joined() == done["answer"]?.string)
            #expect(done["timings"]?["totalMs"]?.number ?? -1 > 0)
            #expect(await server.stop() == 0)
        }

        @Test func aConversationIsKeptAndForgotten() async throws {
            let (_, server) = try await demoServer()
            let first = try await server.chat("운동화 보여줘").json
            let id = try #require(first["conversationId"]?.string)
            let second = try await server.chat("더 싼 거", conversationId: id)
            #expect(second.json["intent"]?.string == "refine")
            let kept = try await server.get("/api/llm/conversations/\(id)").json
            #expect(kept["turns"]?.array?.count == 2)
            #expect(await server.stop() == 0)
        }

        @Test func anIngestOfAnotherProcessIsSeenWithinThreeSeconds() async throws {
            let program = try Program()
            let old = try program.write("{\"_id\":\"old-1\",\"name\":\"파란 우산\",\"price\":9000}\n", to: "old.jsonl")
            _ = try await program.run("ingest", old, "--no-embed")
            let server = try await RunningServer.start(program)
            let feed = try program.write(
                "{\"_id\":\"new-1\",\"name\":\"초록 잠망경\",\"price\":12000}\n", to: "new.jsonl")
            #expect(try await server.get("/api/llm/products/new-1").status == 404)
            let ingest = try await program.run("ingest", feed, "--no-embed")
            #expect(ingest.code == 0)
            #expect(
                try await eventually(within: .seconds(3)) {
                    try await server.get("/api/llm/products/new-1").status == 200
                })
            let found = try await server.chat("잠망경").json["products"]?.array ?? []
            #expect(found.first?["id"]?.string == "new-1")
            #expect(await server.stop() == 0)
        }

        @Test func clientsThatHangUpLeaveNothingBehind() async throws {
            let (_, server) = try await demoServer()
            for _ in 0..<20 { try await server.chatAndHangUp("방수 러닝화 추천해줘") }
            #expect(
                try await eventually {
                    try await server.get("/metrics").body.contains("\nsse_streams_open 0\n")
                })
            #expect(try await server.chat("운동화").status == 200)
            #expect(await server.stop() == 0)
        }

        @Test func aTakenPortIsSaidOnOneLine() async throws {
            let (program, server) = try await demoServer()
            let port = try #require(server.url.split(separator: ":").last)
            let outcome = try await program.run("serve", "--port", String(port))
            #expect(outcome.code == 69)
            #expect(outcome.errors.split(separator: "\n").filter { $0.contains("in use") }.count == 1)
            #expect(outcome.output.isEmpty)
            #expect(await server.stop() == 0)
        }

        @Test func upTakesTheCatalogueInAndSaysWhereThePageIs() async throws {
            let program = try Program()
            let server = try await RunningServer.start(program, ["up", "--catalog", Demo.folder])
            #expect(server.process.errors.contains("no page: build it with `make web`"))
            let page = try await server.get("/")
            #expect(page.status == 404 && page.problem == "unknown-route" && page.body.contains("make web"))
            #expect(try await server.chat("운동화").json["products"]?.array?.isEmpty == false)
            #expect(await server.stop() == 0)
        }

        @Test func operatorsSeeTheCatalogueTheIngestAndTurns() async throws {
            let program = try Program()
            let hidden = try program.write(
                "{\"_id\":\"h-1\",\"name\":\"비밀 우산\",\"price\":9000,\"status\":\"hidden\"}\n{\"name\":\"\"}\n",
                to: "hidden.jsonl")
            _ = try await program.run("ingest", Demo.folder, "--no-embed")
            _ = try await program.run("ingest", hidden, "--no-embed")
            let key = "a-key-of-sixteen-or-more"
            let server = try await RunningServer.start(program, environment: ["BLANKSPACE_ADMIN_KEY": key])
            #expect(try await server.get("/admin/overview").status == 401)
            let id = try await server.chat("운동화 보여줘").json["conversationId"]?.string ?? ""
            _ = try await server.chat("로마 시대의 잠망경", stream: true)
            let overview = try await server.get("/admin/overview", bearer: key)
            #expect(overview.status == 200 && !id.isEmpty && !overview.body.contains(id))
            let catalog = try #require(overview.json["catalog"])
            // Two of them are the demo's.
            #expect(catalog["hidden"] == 3 && catalog["version"] == 2)
            #expect((catalog["products"]?.integer ?? 0) > 10 && catalog["updatedAt"]?.string != nil)
            let ingest = try #require(overview.json["ingest"])
            #expect(ingest["state"] == "done" && ingest["source"] == "hidden.jsonl")
            #expect(ingest["read"] == 2 && ingest["added"] == 1 && ingest["rejected"] == 1)
            let minutes = overview.json["minutes"]?.array ?? []
            #expect(minutes.reduce(0) { $0 + ($1["turns"]?.integer ?? 0) } == 2)
            #expect(overview.json["conversations"]?.array?.count == 2)
            #expect(await server.stop() == 0)
        }

        @Test func jsonLogsAreOneObjectALine() async throws {
            let program = try Program()
            let server = try await RunningServer.start(program, environment: ["BLANKSPACE_LOG_FORMAT": "json"])
            _ = try await server.get("/livez")
            #expect(await server.stop() == 0)
            let lines = server.process.errors.split(separator: "\n")
            #expect(!lines.isEmpty)
            for line in lines { #expect((try? JSONValue(parsing: Data(line.utf8)))?["level"] != nil, "\(line)") }
        }

        @Test func anEmptyCatalogueIsServedAndSaid() async throws {
            let program = try Program()
            let server = try await RunningServer.start(program)
            let answer = try await server.chat("운동화")
            #expect(answer.status == 200)
            #expect(answer.json["products"]?.array?.isEmpty != false)
            #expect(server.process.errors.contains("catalogue is empty"))
            #expect(await server.stop() == 0)
        }
    }
}
