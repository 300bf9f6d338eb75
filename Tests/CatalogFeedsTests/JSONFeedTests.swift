import CatalogFeeds
import Foundation
import Shop
import Testing

@Suite struct JSONFeedTests {
    @Test func readsProductsAndPoliciesLineByLine() async throws {
        let reading = try await Reading(
            """
            {"_id":"1","name":"컵","price":12000}
            {"id":"pol-1","topic":"배송","question":"얼마나 걸리나요?","answer":"이틀","updatedAt":"2025-02-12T09:00:00+09:00"}
            """, name: "feed.jsonl")
        #expect(reading.products.map(\.price) == [12000])
        let policy = try #require(reading.policies.first)
        #expect(policy.id == "pol-1" && policy.topic == "배송" && policy.answer == "이틀")
        #expect(policy.updatedAt == Date(timeIntervalSince1970: 1_739_318_400))
        #expect(reading.rejections.isEmpty)
    }

    @Test func repairsMarksLineEndsBlankLinesAndTrailingCommas() async throws {
        let reading = try await Reading(
            "\u{FEFF}{\"_id\":\"1\",\"name\":\"a\"},\r\n\r\n   \n\u{FEFF}{\"_id\":\"2\",\"name\":\"b\"} , \n{\"_id\":\"3\",\"name\":\"c\"}",
            name: "feed.jsonl")
        #expect(reading.ids == ["1", "2", "3"])
        #expect(reading.rejections.isEmpty)
    }

    @Test func rejectsABrokenLineAndReadsOn() async throws {
        let reading = try await Reading(
            "{\"_id\":\"1\",\"name\":\"a\"}\n{\"_id\":\"2\",\"na\n\n{\"_id\":\"3\"}\nnonsense\n[1]\n{\"_id\":\"4\",\"name\":\"d\"}\n",
            name: "feed.jsonl")
        #expect(reading.ids == ["1", "4"])
        #expect(reading.lines == [2, 4, 5, 6])
        #expect(reading.rejections[1].reason == "name is missing")
        #expect(reading.rejections.allSatisfy { $0.source.hasSuffix("feed.jsonl") })
    }

    @Test func rejectsABrokenFirstLine() async throws {
        let reading = try await Reading("{\"_id\":\"1\",\"na\n{\"_id\":\"2\",\"name\":\"b\"}\n", name: "feed.jsonl")
        #expect(reading.ids == ["2"])
        #expect(reading.lines == [1])
    }

    @Test func rejectsInvalidUTF8() async throws {
        let broken = Array("{\"_id\":\"1\",\"name\":\"".utf8) + [0xC7, 0xD1] + Array("\"}\n".utf8)
        let reading = try await Reading(broken + Array("{\"_id\":\"2\",\"name\":\"b\"}".utf8), name: "feed.jsonl")
        #expect(reading.ids == ["2"])
        #expect(reading.rejections.first?.reason.contains("UTF-8") == true)
    }

    @Test func rejectsLinesThatAreTooLong() async throws {
        let long = "{\"_id\":\"1\",\"name\":\"" + String(repeating: "x", count: 900_000) + "\"}\n"
        let last = "{\"_id\":\"2\",\"name\":\"b\"}\n"
        let reading = try await Reading(
            last + long + last + long, name: "f.jsonl", limits: FeedLimits(recordBytes: 500))
        #expect(reading.ids == ["2", "2"])
        #expect(reading.lines == [2, 4])
    }

    @Test(arguments: ["[", "{\"a\":"]) func survivesDeepNesting(_ opening: String) async throws {
        let deep = String(repeating: opening, count: 200_000)
        let reading = try await Reading(
            "{\"_id\":\"1\",\"name\":\"a\"}\n{\"_id\":\"2\",\"name\":\"b\",\"x\":\(deep)\n{\"_id\":\"3\",\"name\":\"c\"}\n",
            name: "feed.jsonl")
        #expect(reading.ids == ["1", "3"])
        #expect(reading.lines == [2])
        #expect(reading.rejections.first?.reason.contains("deeper than 64") == true)
    }

    @Test(arguments: [
        #"[{"_id":"1","name":"a"},{"_id":"2","name":"b"}]"#,
        "[\n  {\n    \"_id\": \"1\",\n    \"name\": \"a\"\n  },\n  {\"_id\": \"2\", \"name\": \"b\"}\n]\n",
        #"{"version":3,"products":[{"_id":"1","name":"a"},{"_id":"2","name":"b"}],"policies":[]}"#,
        #"{"meta":{"name":"x","products":[]},"policies":[],"products":[{"_id":"1","name":"a"},{"_id":"2","name":"b"}]}"#,
        "{\n\"_id\":\"1\",\"name\":\"a\"\n}\n{\n\"_id\":\"2\",\"name\":\"b\"\n}",
    ])
    func readsWholeDocuments(_ text: String) async throws {
        let reading = try await Reading(text, name: "feed.json")
        #expect(reading.ids == ["1", "2"])
        #expect(reading.rejections.isEmpty)
    }

    @Test func readsPoliciesOfADocument() async throws {
        let reading = try await Reading(
            #"{"products":[{"_id":"1","name":"a"}],"policies":[{"id":"p","question":"q?","answer":"a"},{"id":"r"}]}"#,
            name: "feed.json")
        #expect(reading.ids == ["1"])
        #expect(reading.policies.map(\.id) == ["p"])
        #expect(reading.rejections.map(\.reason) == ["question is missing"])
    }

    @Test func rejectsABrokenElementAndReadsOn() async throws {
        let reading = try await Reading(
            """
            [{"_id":"1","name":"a"},
            {"_id":"2","name":"b, "price":1},
            {"_id":"3","name":"c"}, 7, "x", [1], {"_id":"4","name":d},
            {"_id":"5","name":"e"}]
            """, name: "feed.json")
        #expect(reading.ids == ["1", "3", "5"])
        #expect(reading.lines == [2, 3, 3, 3, 3])
    }

    @Test func reportsAnArrayThatIsCutOff() async throws {
        let reading = try await Reading("[{\"_id\":\"1\",\"name\":\"a\"},\n{\"_id\":\"2\",\"na", name: "feed.json")
        #expect(reading.ids == ["1"])
        #expect(reading.lines.first == 2)
    }

    @Test func aProductMayHoldProducts() async throws {
        let reading = try await Reading(#"{"_id":"1","name":"세트","products":[{"x":1}]}"#, name: "feed.jsonl")
        #expect(reading.ids == ["1"])
    }

    @Test func unwrapsExtendedJSON() async throws {
        let reading = try await Reading(
            #"""
            {"_id":{"$oid":"647b11ffaff3c407a11a562b"},"name":"컵","price":{"$numberInt":"12000"},"stock":{"$numberLong":"7"},"rating":{"$numberDouble":"4.5"},"createdAt":{"$date":"2024-01-05T00:00:00Z"},"updatedAt":{"$date":{"$numberLong":"1704412800000"}},"listPrice":{"$numberDecimal":"15000"},"owner":{"$oid":"aa"},"seen":[{"$date":0}],"odd":{"$regex":"x"},"nan":{"$numberDouble":"NaN"}}
            """#, name: "export.json")
        let product = try #require(reading.products.first)
        #expect(product.id == "647b11ffaff3c407a11a562b")
        #expect(product.price == 12000 && product.listPrice == 15000 && product.stock == 7 && product.rating == 4.5)
        #expect(product.createdAt == product.updatedAt)
        #expect(product.extra["owner"] == "aa")
        #expect(product.extra["seen"] == .array(["1970-01-01T00:00:00Z"]))
        #expect(product.extra["odd"]?["$regex"] == "x")
        #expect(product.extra["nan"] == .null)
    }
}
