import Assistant
import BlankSpaceTesting
import HTTPTypes
import HummingbirdTesting
import Search
import Shop
import Testing

@Suite struct ChatTests {
    @Test func oneObjectCarriesTheMembersOfAllEvents() async throws {
        let response = try await TestServer().chat(#"{"message":"레인 부츠"}"#)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/json")
        let json = response.json
        #expect(json["conversationId"] == "c-1")
        #expect(json["turnId"] == "t-1")
        #expect(json["intent"] == "search")
        #expect(json["query"] == "레인 부츠")
        #expect(json["constraints"] == .object([:]))
        #expect(json["locale"] == "ko")
        #expect(json["total"] == 7)
        #expect(json["answer"] == "두 줄\n답이에요.")
        #expect(json["model"] == "extractive")
        #expect(json["degraded"] == .array(["vectors"]))
        #expect(json["suggestions"] == .array(["더 싼 것", "검은색"]))
        #expect(json["citations"] == .array([.object(["kind": "product", "id": "p-1", "field": "price"])]))
        #expect(
            json["action"]
                == .object([
                    "kind": "cart_add", "blocked": "sold_out",
                    "items": .array([.object(["productId": "p-1", "quantity": 2, "size": "250"])]),
                ]))
        #expect(json["timings"]?["totalMs"] == .number(12.3))
        // The parts of events that are members of their own elsewhere do not leak into the whole.
        #expect(json["text"] == nil && json["items"] == nil && json["kind"] == nil && json["relaxed"] == nil)
    }

    @Test func productsHaveEveryMemberAndNullForTheUnknown() async throws {
        let bare = Product(id: "p-2", name: "무명")
        let response = try await TestServer(
            .init([
                FakeAssistant.Script.start(),
                .event(
                    .products(
                        ProductList(
                            items: [.init(product: .sample, why: "방수예요"), .init(product: bare, why: "")], total: 2,
                            relaxed: ["priceMax"]))),
                FakeAssistant.Script.end,
            ])
        ).chat(#"{"message":"부츠"}"#)
        let products = try #require(response.json["products"]?.array)
        #expect(
            products[0]
                == .object([
                    "id": "p-1", "name": "레인 부츠", "brand": "비와", "category": .array(["신발", "부츠"]), "price": 59_000,
                    "listPrice": 79_000, "currency": "KRW", "discountPercent": 25, "colors": .array(["블랙"]),
                    "sizes": .array(["250", "260"]), "stock": 3, "rating": .number(4.5), "reviewCount": 12,
                    "imageURL": .null, "url": .null, "status": "on_sale", "why": "방수예요",
                ]))
        for name in ["brand", "price", "listPrice", "stock", "rating", "imageURL", "url", "why"] {
            #expect(products[1].object?[name] == .null, "\(name)")
        }
        #expect(response.json["relaxed"] == .array(["priceMax"]))
    }

    @Test func constraintsGoByTheContract() async throws {
        var constraints = Constraints()
        constraints.priceMin = 10_000
        constraints.priceMax = 50_000
        constraints.category = ["신발"]
        constraints.color = ["블랙", "네이비"]
        constraints.gender = .female
        constraints.attribute = [
            AttributeConstraint("방수", .present), AttributeConstraint("핏", .equals("오버핏")),
            AttributeConstraint("굽", .number(min: 3, max: nil, unit: "cm")),
            AttributeConstraint("굽", .number(min: nil, max: 5.5, unit: "cm")),
            AttributeConstraint("", .number(min: nil, max: 500, unit: "ml")),
        ]
        constraints.exclude.color = ["레드"]
        constraints.exclude.term = ["가죽", "울"]
        constraints.inStock = true
        constraints.discountMin = 20
        constraints.season = ["여름"]
        constraints.sort = .priceAscending
        let response = try await TestServer(.answer(constraints)).chat(#"{"message":"부츠"}"#)
        #expect(
            response.json["constraints"]
                == .object([
                    "priceMin": 10_000, "priceMax": 50_000, "category": "신발", "color": .array(["블랙", "네이비"]),
                    "gender": "여성",
                    "attribute": .object([
                        "방수": true, "핏": "오버핏", "굽": .object(["min": 3, "max": .number(5.5), "unit": "cm"]),
                        "ml": .object(["max": 500, "unit": "ml"]),
                    ]),
                    "exclude": .object(["color": "레드", "term": .array(["가죽", "울"])]), "inStock": true,
                    "discountMin": 20, "season": "여름", "sort": "price_asc",
                ]))
    }

    @Test func everyMemberReachesTheAssistant() async throws {
        let server = TestServer()
        let body = """
            {"message":"부츠","conversationId":"c-9","userId":"u-1","locale":"en-US","limit":50,"productId":"p-1",
             "shown":["p-2","p-1"],"somethingNew":{"a":[1]}}
            """
        #expect(try await server.chat(body).status == .ok)
        #expect(
            server.assistant.record.turns == [
                TurnRequest(
                    message: "부츠", conversationId: "c-9", userId: "u-1", locale: "en-US", limit: 50, productId: "p-1",
                    shown: ["p-2", "p-1"])
            ])
    }

    @Test func nullAndEmptyIdsCountAsMissing() async throws {
        let server = TestServer()
        _ = try await server.chat(#"{"message":"부츠","conversationId":"","userId":null,"limit":null,"shown":null}"#)
        #expect(server.assistant.record.turns == [TurnRequest(message: "부츠")])
    }

    @Test(arguments: [
        ("\\u0000신\\u0000발\\u0007", "신발"), ("줄\\n바꿈\\t탭", "줄\n바꿈\t탭"), ("👟", "👟"), ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("\\ud83d\\udc5f", "👟"), ("\\u3131", "ㄱ"), ("\\/\\\"\\\\", "/\"\\"), ("<script>", "<script>"),
    ])
    func messagesLoseOnlyControlCharacters(escaped: String, expected: String) async throws {
        let server = TestServer()
        #expect(try await server.chat("{\"message\":\"\(escaped)\"}").status == .ok)
        #expect(server.assistant.record.turns.map(\.message) == [expected])
    }

    @Test func longestMessageIsCountedInCharacters() async throws {
        let server = TestServer()
        let decomposed = String(repeating: "\u{1112}\u{1161}\u{11AB}", count: 2000)
        #expect(try await server.chat("{\"message\":\"\(decomposed)\"}").status == .ok)
        #expect(try await server.chat("{\"message\":\"\(String(repeating: "가", count: 2000))\"}").status == .ok)
        let response = try await server.chat("{\"message\":\"\(String(repeating: "가", count: 2001))\"}")
        #expect(response.problem == "message-too-long")
    }

    @Test(arguments: [
        nil, "application/json", "application/json; charset=utf-8", "Application/JSON;charset=EUC-KR",
        "application/json ;",
    ])
    func jsonContentTypesAreTaken(type: String?) async throws {
        var headers = HTTPFields()
        headers[.contentType] = type
        #expect(try await TestServer().chat(#"{"message":"부츠"}"#, headers: headers).status == .ok)
    }

    @Test func aByteOrderMarkIsSkipped() async throws {
        #expect(try await TestServer().chat("\u{FEFF}{\"message\":\"부츠\"}").status == .ok)
    }

    @Test(arguments: [
        (nil, false), ("*/*", false), ("application/json", false), ("text/html", false), ("garbage", false),
        ("", false),
        ("text/event-stream", true), ("TEXT/EVENT-STREAM", true), ("text/*", true),
        ("text/event-stream, application/json;q=0.9", true), ("application/json;q=0.5, text/event-stream;q=0.6", true),
        ("application/json, text/event-stream", false), ("text/event-stream, application/json", true),
        ("text/event-stream, */*", true), ("text/event-stream;q=0", false), ("text/event-stream;q=0.1, */*", false),
    ])
    func formatFollowsAccept(accept: String?, streams: Bool) async throws {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.accept] = accept
        let response = try await TestServer().chat(#"{"message":"부츠"}"#, headers: headers)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType]?.hasPrefix("text/event-stream") == streams)
    }
}
