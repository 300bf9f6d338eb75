import BlankSpaceTesting
import Foundation
import Shop
import Testing

extension Integration {
    @Suite struct ExpansionTests {
        private static let situation = "천문대에 별 보러 가는데 뭐가 필요할까?"

        /// By a search, which does not ask the model: a turn would go before the expansion.
        private func finds(_ id: String, _ server: RunningServer) async throws -> Bool {
            let text = Self.situation.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let found = try await server.get("/api/llm/search?q=\(text)").json["products"]?.array ?? []
            return found.first?["id"]?.string == id
        }

        @Test func whatAScriptedModelImaginesFindsProductsAndIsKept() async throws {
            let model = try await ScriptedModelServer.start(
                ModelScript(pieces: [#"{"phrases": ["천문대에 별 보러 "#, #"갈 때"]}"#]))
            let program = try Program()
            let feed = try program.write(
                "{\"_id\":\"lamp-1\",\"name\":\"붉은 손전등\",\"price\":9000}\n", to: "lamp.jsonl")
            _ = try await program.run("ingest", feed, "--no-embed")
            let plain = try await RunningServer.start(program)
            #expect(try await !finds("lamp-1", plain))
            #expect(await plain.stop() == 0)

            let environment = [
                "OLLAMA_HOST": "127.0.0.1", "OLLAMA_PORT": "\(model.port)", "OLLAMA_MODEL": model.model,
                "BLANKSPACE_LLM_EXPAND": "true",
            ]
            let server = try await RunningServer.start(program, environment: environment)
            #expect(try await eventually(within: .seconds(20)) { try await finds("lamp-1", server) })
            let asked = model.record.requests.count { $0.text.contains("⟦상품⟧") && $0.text.contains("phrases") }
            #expect(asked == 1)
            let answer = try await server.chat(Self.situation).json["answer"]?.string ?? ""
            #expect(answer.contains("9,000원"))
            #expect(!answer.contains("phrases"))
            #expect(await server.stop() == 0)

            // What was written is there without the model.
            await model.stop()
            let again = try await RunningServer.start(program, environment: environment)
            #expect(try await eventually(within: .seconds(20)) { try await finds("lamp-1", again) })
            #expect(await again.stop() == 0)
        }

        @Test func aShopperGoesBeforeTheExpansion() async throws {
            let model = try await ScriptedModelServer.start(ModelScript(.slow(first: .seconds(60), between: .zero)))
            let program = try Program()
            _ = try await program.run("ingest", Demo.folder, "--no-embed")
            let server = try await RunningServer.start(
                program,
                environment: [
                    "OLLAMA_HOST": "127.0.0.1", "OLLAMA_PORT": "\(model.port)", "OLLAMA_MODEL": model.model,
                    "BLANKSPACE_LLM_EXPAND": "true", "BLANKSPACE_LLM_PATIENCE": "1",
                ])
            func expansions() -> Int { model.record.requests.count { $0.text.contains("phrases") } }
            #expect(try await eventually(within: .seconds(10)) { expansions() == 1 })
            let hangUps = model.record.hangUps
            #expect(try await server.chat("운동화 추천해줘").json["products"]?.array?.isEmpty == false)
            #expect(try await eventually(within: .seconds(5)) { model.record.hangUps > hangUps })
            // It goes on when all is calm.
            #expect(try await eventually(within: .seconds(10)) { expansions() == 2 })
            #expect(await server.stop() == 0)
            await model.stop()
        }
    }
}
