import BlankSpaceTesting
import Hummingbird
import HummingbirdTesting
import Shop
import Testing

@Suite struct BadRequestTests {
    @Test(arguments: [
        ("", "malformed-json"), ("   \n ", "malformed-json"), ("{", "malformed-json"),
        ("{\"message\"", "malformed-json"),
        ("{\"message\":\"부츠\"", "malformed-json"), ("{\"message\":\"부츠\"}}", "malformed-json"),
        ("{\"message\":\"부츠\",}", "malformed-json"), ("{message:\"부츠\"}", "malformed-json"),
        ("{'message':'부츠'}", "malformed-json"), ("{\"message\":\"a\nb\"}", "malformed-json"),
        ("{\"message\":\"\\ud800\"}", "malformed-json"), ("{\"message\":\"\\udc00\\ud800\"}", "malformed-json"),
        ("{\"message\":\"\\ud800\\u0041\"}", "malformed-json"), ("{\"message\":\"\\ud800\\n\"}", "malformed-json"),
        ("{\"message\":\"\\u12\"}", "malformed-json"), ("{\"message\":\"\\x41\"}", "malformed-json"),
        ("{\"message\":\"\\", "malformed-json"), ("{\"message\":\"\\u", "malformed-json"),
        ("{\"message\":NaN}", "malformed-json"), ("{\"message\":01}", "malformed-json"),
        ("{\"message\":1.}", "malformed-json"), ("{\"message\":1e999}", "malformed-json"),
        ("{\"message\":-}", "malformed-json"), ("{\"message\":tru}", "malformed-json"), ("undefined", "malformed-json"),
        ("message=%EC%8B%A0", "malformed-json"), (String(repeating: "[", count: 60_000), "malformed-json"),
        (String(repeating: "{\"a\":", count: 10_000), "malformed-json"), ("{\"a\":1 \"b\":2}", "malformed-json"),
        ("null", "invalid-member"), ("[]", "invalid-member"), ("\"부츠\"", "invalid-member"), ("1", "invalid-member"),
        ("{\"message\":1}", "invalid-member"), ("{\"message\":[\"부츠\"]}", "invalid-member"),
        ("{\"message\":{}}", "invalid-member"), ("{\"message\":true}", "invalid-member"),
        ("{}", "missing-message"), ("{\"Message\":\"부츠\"}", "missing-message"),
        ("{\"message\":null}", "missing-message"),
        ("{\"message\":\"\"}", "empty-message"), ("{\"message\":\" \\t\\r\\n\"}", "empty-message"),
        ("{\"message\":\"\\u0000\\u0007\\u001b\"}", "empty-message"),
        ("{\"message\":\"\u{200B}\u{FEFF}\"}", "empty-message"),
        ("{\"message\":\"\u{3164}\u{115F}\u{3000}\"}", "empty-message"),
        ("{\"message\":\"a\",\"message\":\"\"}", "empty-message"),
        ("{\"message\":\"부츠\",\"conversationId\":7}", "invalid-member"),
        ("{\"message\":\"부츠\",\"conversationId\":\"a\\u0000b\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"userId\":{\"$ne\":null}}", "invalid-member"),
        ("{\"message\":\"부츠\",\"userId\":\"\(String(repeating: "x", count: 257))\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"locale\":\"ko_KR\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"locale\":\"../../etc\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"locale\":\"ko-\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"limit\":0}", "invalid-member"), ("{\"message\":\"부츠\",\"limit\":51}", "invalid-member"),
        ("{\"message\":\"부츠\",\"limit\":-1}", "invalid-member"),
        ("{\"message\":\"부츠\",\"limit\":2.5}", "invalid-member"),
        ("{\"message\":\"부츠\",\"limit\":\"5\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"limit\":1e300}", "invalid-member"),
        ("{\"message\":\"부츠\",\"productId\":[]}", "invalid-member"),
        ("{\"message\":\"부츠\",\"shown\":\"p-1\"}", "invalid-member"),
        ("{\"message\":\"부츠\",\"shown\":[1]}", "invalid-member"),
        ("{\"message\":\"부츠\",\"shown\":[\"\"]}", "invalid-member"),
        (
            "{\"message\":\"부츠\",\"shown\":[\(repeatElement("\"p\"", count: 101).joined(separator: ","))]}",
            "invalid-member"
        ),
    ])
    func badChatBodiesAreRefusedByName(body: String, problem: String) async throws {
        let server = TestServer()
        let response = try await server.chat(body)
        #expect(response.status == .badRequest)
        #expect(response.problem == problem)
        #expect(response.json["requestId"]?.string == response["X-Request-Id"])
        #expect(response.json["status"] == 400)
        #expect(response.json["title"]?.string?.isEmpty == false)
        #expect(response.json["detail"]?.string?.isEmpty == false)
        #expect(server.assistant.record.turns.isEmpty)
    }

    @Test func theMemberIsNamed() async throws {
        let response = try await TestServer().chat(#"{"message":"부츠","limit":99}"#)
        #expect(response.json["member"] == "limit")
        #expect(response.json["detail"] == "`limit` has to be a whole number from 1 to 50.")
    }

    @Test func thePlaceOfBrokenJSONIsTold() async throws {
        let response = try await TestServer().chat("{\n  \"message\": nope}")
        #expect(response.json["offset"] == 15)
        #expect(response.json["detail"]?.string?.contains("line 2, column 14") == true)
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], [0x7B, 0x22, 0x6D, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D], [0xED, 0xA0, 0x80],
            [0xB0, 0xA1], [0xF4, 0x90, 0x80, 0x80],
        ] as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) async throws {
        let response = try await TestServer().send(.post, "/api/llm/chat", bytes: ByteBuffer(bytes: bytes))
        #expect(response.status == .badRequest)
        #expect(response.problem == "invalid-encoding")
    }

    @Test(arguments: ["/api/llm/chat", "/api/llm/events"])
    func randomBytesNeverBreakTheServer(path: String) async throws {
        var random = SplitMix64(seed: 2024)
        let server = TestServer()
        let seed = Array(#"{"message":"부츠 \ud83d\udc5f","limit":5,"shown":["a"],"kind":"view"}"#.utf8)
        for _ in 0..<300 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = .random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(.random(in: 0...255, using: &random), at: index)
                }
            }
            let response = try await server.send(.post, path, bytes: ByteBuffer(bytes: bytes))
            #expect(response.status.code < 500, "\(bytes)")
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        let server = TestServer { $0.maxBodyBytes = 100 }
        let response = try await server.chat(#"{"message":"\#(String(repeating: "a", count: 100))"}"#)
        #expect(response.status == .contentTooLarge)
        #expect(response.problem == "body-too-large")
        #expect(response.headers[.connection] == "close")
        // Just as large as it may be.
        let fits = #"{"message":"\#(String(repeating: "a", count: 86))"}"#
        #expect(fits.utf8.count == 100)
        #expect(try await server.chat(fits).status == .ok)
    }

    @Test(arguments: [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "",
        "json",
    ])
    func otherContentTypesAreRefused(type: String) async throws {
        for path in ["/api/llm/chat", "/api/llm/events"] {
            let response = try await TestServer().send(
                .post, path, headers: [.contentType: type], body: #"{"message":"부츠"}"#)
            #expect(response.status == .unsupportedMediaType)
            #expect(response.problem == "unsupported-media-type")
        }
    }
}
