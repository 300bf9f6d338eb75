import BlankSpaceTesting
import HTTPTypes
import HummingbirdTesting
import Search
import Shop
import Testing

private struct Failure: Error {}

@Suite struct CatalogRouteTests {
    @Test func aSearchTellsWhatItFoundAndWhy() async throws {
        let response = try await TestServer().send(.get, "/api/llm/search?q=%EB%B6%80%EC%B8%A0&limit=3")
        #expect(response.status == .ok)
        #expect(response.json["query"] == "부츠")
        #expect(response.json["locale"] == "ko")
        #expect(response.json["total"] == 1)
        #expect(response.json["degraded"] == .array([]))
        let product = try #require(response.json["products"]?.array?.first)
        #expect(product["id"] == "p-1")
        #expect(product["why"] == "부츠")
        #expect(product["discountPercent"] == 25)
    }

    @Test func everyParameterReachesTheAssistant() async throws {
        let server = TestServer()
        let query = """
            q=rain+boots%2B&limit=50&priceMin=0&priceMax=50000&color=%EB%B8%94%EB%9E%99&color=navy&brand=Biwa&category=shoes\
            &size=250&gender=%EC%97%AC%EC%84%B1&inStock=true&discountMin=20&sort=price_asc&utm_source=mail
            """
        #expect(try await server.send(.get, "/api/llm/search?" + query).status == .ok)
        let search = try #require(server.assistant.record.searches.first)
        #expect(search.text == "rain boots+")
        #expect(search.limit == 50)
        var constraints = Constraints()
        constraints.priceMin = 0
        constraints.priceMax = 50_000
        constraints.color = ["블랙", "navy"]
        constraints.brand = ["Biwa"]
        constraints.category = ["shoes"]
        constraints.size = ["250"]
        constraints.gender = .female
        constraints.inStock = true
        constraints.discountMin = 20
        constraints.sort = .priceAscending
        #expect(search.overrides == constraints)
    }

    @Test func constraintsAloneAreASearch() async throws {
        let server = TestServer()
        #expect(try await server.send(.get, "/api/llm/search?priceMax=1000").status == .ok)
        #expect(server.assistant.record.searches.map(\.text) == [""])
    }

    @Test func ninetyNineProductsAreTenByDefault() async throws {
        let products = (0..<99).map { Product(id: "p-\($0)", name: "상품 \($0)") }
        let server = TestServer(FakeAssistant(products: products))
        let json = try await server.send(.get, "/api/llm/search?q=a").json
        #expect(json["products"]?.array?.count == 10)
        #expect(json["total"] == 99)
    }

    @Test(arguments: [
        ("", "empty-message", "q"), ("q=", "empty-message", "q"), ("q=%20%00", "empty-message", "q"),
        ("limit=5", "empty-message", "q"), ("q=a&limit=0", "invalid-parameter", "limit"),
        ("q=a&limit=51", "invalid-parameter", "limit"), ("q=a&limit=x", "invalid-parameter", "limit"),
        ("q=a&limit=99999999999999999999", "invalid-parameter", "limit"),
        ("q=a&priceMin=-1", "invalid-parameter", "priceMin"), ("q=a&priceMax=-1", "invalid-parameter", "priceMax"),
        ("q=a&priceMax=1.5", "invalid-parameter", "priceMax"), ("q=a&priceMax=NaN", "invalid-parameter", "priceMax"),
        ("q=a&priceMin=5&priceMax=4", "invalid-parameter", "priceMin"),
        ("q=a&discountMin=0", "invalid-parameter", "discountMin"),
        ("q=a&discountMin=101", "invalid-parameter", "discountMin"),
        ("q=a&sort=cheapest", "invalid-parameter", "sort"), ("q=a&sort=PRICE_ASC", "invalid-parameter", "sort"),
        ("q=a&gender=cat", "invalid-parameter", "gender"), ("q=a&inStock=maybe", "invalid-parameter", "inStock"),
        ("q=%ff", "invalid-parameter", "q"), ("q=%zz", "invalid-parameter", "q"),
        ("%ff=1", "invalid-parameter", "query"),
        ("q=a&color=a%00", "invalid-parameter", "color"),
        ("q=a" + String(repeating: "&color=x", count: 21), "invalid-parameter", "color"),
        ("q=" + String(repeating: "a", count: 2001), "message-too-long", "q"),
    ])
    func badSearchesAreRefusedByName(query: String, problem: String, member: String) async throws {
        let server = TestServer()
        let response = try await server.send(.get, "/api/llm/search?" + query)
        #expect(response.status == .badRequest)
        #expect(response.problem == problem)
        #expect(response.json["member"]?.string == member)
        #expect(server.assistant.record.searches.isEmpty)
    }

    @Test func aProductIsWhatTheCatalogueHas() async throws {
        let response = try await TestServer().send(.get, "/api/llm/products/p-1")
        #expect(response.json == Product.sample.json)
        #expect(response.json["warehouse"] == "B7")
        #expect(response.json["brand"] == .object(["ko": "비와", "en": "Biwa"]))
    }

    @Test func idsArePercentDecoded() async throws {
        let server = TestServer(FakeAssistant(products: [Product(id: "신발/1 a", name: "신발")]))
        #expect(try await server.send(.get, "/api/llm/products/%EC%8B%A0%EB%B0%9C%2F1%20a").json["name"] == "신발")
    }

    @Test func unknownProductsAre404() async throws {
        let response = try await TestServer().send(.get, "/api/llm/products/nope")
        #expect(response.status == .notFound)
        #expect(response.problem == "unknown-product")
    }

    @Test(arguments: ["%ff", "%00", "%zz", String(repeating: "a", count: 257)])
    func badIdsAre400(id: String) async throws {
        for path in ["/api/llm/products/", "/api/llm/conversations/"] {
            #expect(try await TestServer().send(.get, path + id).problem == "invalid-parameter")
        }
        #expect(try await TestServer().send(.delete, "/api/llm/users/" + id).problem == "invalid-parameter")
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/api/llm/search?q=a"), (.get, "/api/llm/products/p-1"),
        (.get, "/api/llm/conversations/c-1"), (.delete, "/api/llm/conversations/c-1"), (.delete, "/api/llm/users/u-1"),
        (.post, "/api/llm/events"),
    ])
    func failuresOfTheAssistantTellNothing(method: HTTPRequest.Method, path: String) async throws {
        let server = TestServer(FakeAssistant(failure: Failure()))
        let body = method == .post ? #"{"kind":"view","userId":"u","productId":"p"}"# : nil
        let response = try await server.send(method, path, body: body)
        #expect(response.status == .internalServerError)
        #expect(response.problem == "internal-error")
        #expect(!response.text.contains("Failure"))
    }
}
