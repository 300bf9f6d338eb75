import Foundation
import Shop
import Testing

extension Integration {
    /// What clients send by mistake or on purpose: a clear refusal or a sensible answer, never an internal error.
    @Suite struct BadInputTests {
        private struct Case {
            var name: String
            var body: [UInt8]
            var status: Int

            init(_ name: String, _ body: [UInt8], _ status: Int) {
                self.name = name
                self.body = body
                self.status = status
            }

            init(message: String, _ status: Int) {
                let json = JSONValue.object(["message": .string(message)])
                self.init(message, (try? json.canonicalData()).map { [UInt8]($0) } ?? [], status)
            }
        }

        private static let cases = [
            Case("no body", [], 400),
            Case("broken JSON", [UInt8]("{\"message\": \"운동".utf8), 400),
            Case("not an object", [UInt8]("[1, 2]".utf8), 400),
            Case("no message", [UInt8]("{}".utf8), 400),
            Case("message of another type", [UInt8]("{\"message\": 5}".utf8), 400),
            Case("invalid UTF-8", [UInt8]("{\"message\": \"".utf8) + [0xFF, 0xC0, 0x80] + [UInt8]("\"}".utf8), 400),
            Case(
                "1 MB",
                [UInt8]("{\"message\": \"".utf8) + [UInt8](repeating: 0x61, count: 1 << 20) + [UInt8]("\"}".utf8), 413),
            Case(
                "unknown conversation",
                [UInt8]("{\"message\": \"운동화\", \"conversationId\": \"0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b\"}".utf8),
                404),
            Case("limit of 0", [UInt8]("{\"message\": \"운동화\", \"limit\": 0}".utf8), 400),
            Case("deeply nested", [UInt8](String(repeating: "[", count: 20_000).utf8), 400),
            Case(message: "", 400),
            Case(message: " \n\t ", 400),
            Case(message: String(repeating: "가", count: 2_001), 400),
            Case(message: String(repeating: "가", count: 2_000), 200),
            Case(message: "😀👍🏽👨‍👩‍👧", 200),
            Case(message: "운동화\u{0}\u{7}\u{1B}[31m", 200),
            Case(message: "\u{202E}화동운", 200),
            Case(message: "'; DROP TABLE products; --", 200),
            // Each grows 18-fold where it is normalized.
            Case(message: String(repeating: "\u{FDFA}", count: 50), 200),
            Case(message: "a" + String(repeating: "\u{301}", count: 3_000), 200),
            Case(message: "99999999999999999999999999원 이하", 200),
            Case(message: "ㅋㅋㅋㅋㅋㅋㅋㅋ", 200),
        ]

        @Test func neverAnInternalError() async throws {
            let program = try Program()
            _ = try await program.run("ingest", Demo.folder, "--no-embed")
            let server = try await RunningServer.start(program)
            for accept in ["application/json", "text/event-stream"] {
                for input in Self.cases {
                    let answer = try await server.post("/api/llm/chat", input.body, accept: accept)
                    #expect(answer.status == input.status, "\(input.name.prefix(40)): \(answer.body.prefix(200))")
                    if answer.status >= 400 {
                        #expect(answer.problem != nil && answer.json["detail"]?.string?.isEmpty == false)
                    } else {
                        #expect(!answer.body.contains("event: error"), "\(input.name.prefix(40))")
                    }
                }
            }
            #expect(try await server.chat("운동화").status == 200)
            #expect(!server.process.errors.contains("turn failed") && !server.process.errors.contains("request failed"))
            #expect(await server.stop() == 0)
        }

        private static let addresses = [
            ("/api/llm/search", 400), ("/api/llm/search?q=", 400), ("/api/llm/search?q=%FF%FE", 400),
            ("/api/llm/search?q=%EC%9A%B4%EB%8F%99%ED%99%94&limit=x", 400), ("/api/llm/products/none", 404),
            ("/api/llm/conversations/none", 404), ("/nowhere", 404), ("/admin/ingest", 404),
        ]

        @Test func wrongAddressesAreClear() async throws {
            let program = try Program()
            let server = try await RunningServer.start(program)
            for (path, status) in Self.addresses {
                let answer = try await server.get(path)
                #expect(answer.status == status, "\(path): \(answer.body)")
                #expect(answer.problem != nil)
            }
            #expect(await server.stop() == 0)
        }
    }
}
