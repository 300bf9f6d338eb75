import Foundation
import Shop
import Testing
import blankspace

@Suite struct RankingMetricsTests {
    /// Gains 7, 3, 1 for grades 3, 2, 1; discounts 1, log2 3, 2.
    @Test func nDCGOfAHandComputedList() throws {
        let grades = ["a": 3, "b": 2, "c": 1]
        // (1/1 + 0 + 7/2) / (7/1 + 3/1.58496 + 1/2) = 4.5 / 9.39279
        let value = try #require(RankingMetrics.nDCG(["c", "x", "a"], grades: grades))
        #expect(abs(value - 0.479091) < 1e-5)
        #expect(RankingMetrics.nDCG(["a", "b", "c"], grades: grades) == 1)
        #expect(RankingMetrics.nDCG([], grades: grades) == 0)
        #expect(RankingMetrics.nDCG(["a"], grades: [:]) == nil)
        #expect(RankingMetrics.nDCG(["x", "x2", "a"], grades: ["a": 3], depth: 2) == 0)
    }

    @Test func recallCountsGoodDocuments() {
        let grades = ["a": 3, "b": 2, "c": 1]
        #expect(RankingMetrics.recall(["c", "b"], grades: grades) == 0.5)
        #expect(RankingMetrics.recall(["c"], grades: ["c": 1]) == nil)
    }

    @Test func reciprocalRankIsOfTheBestGradeThereIs() {
        #expect(RankingMetrics.reciprocalRank(["b", "x", "a"], grades: ["a": 3, "b": 2]) == 1.0 / 3)
        #expect(RankingMetrics.reciprocalRank(["x", "b"], grades: ["b": 2]) == 0.5)
        #expect(RankingMetrics.reciprocalRank(["x"], grades: ["b": 2]) == 0)
    }

    @Test(arguments: [
        (#"{"priceMax":10000}"#, false), (#"{"priceMax":9999}"#, true), (#"{"priceMaxExclusive":10000}"#, true),
        (#"{"priceMin":10001}"#, true), (#"{"discountMin":50}"#, false), (#"{"discountMin":51}"#, true),
        (#"{"color":"그레이"}"#, false), (#"{"color":"화이트"}"#, true), (#"{"size":250}"#, false),
        (#"{"sizeAny":["260","270"]}"#, true), (#"{"brand":"ACME"}"#, false), (#"{"gender":"남성"}"#, false),
        (#"{"gender":"아동"}"#, true), (#"{"season":"겨울"}"#, true), (#"{"inStock":true}"#, true),
        (#"{"exclude":{"material":"가죽"}}"#, true), (#"{"exclude":{"color":["그레이"]}}"#, true),
        (#"{"exclude":{"attribute":["방수"]}}"#, true), (#"{"exclude":{"attribute":["광택"]}}"#, false),
        (#"{"priceMax":null}"#, false),
    ])
    func hardConstraintsAreReadOffTheFeed(_ constraints: String, _ isBroken: Bool) throws {
        let product = try JSONValue(
            parsing: Data(
                """
                {"_id":"a","name":"x","price":10000,"listPrice":20000,"colors":["차콜"],"sizes":["250"],"status":"on_sale",
                "brand":{"ko":"애크미","en":"Acme"},"gender":"공용","season":["여름"],"stock":0,"material":"소가죽",
                "attributes":{"방수":true,"광택":false}}
                """.utf8))
        let members = try JSONValue(parsing: Data(constraints.utf8)).object ?? [:]
        let checked = HardConstraints(members, families: ["그레이": ["그레이", "차콜"]])
        #expect(checked.areBroken(by: product) == isBroken)
        #expect(checked.areBroken(by: nil))
        #expect(checked.areBroken(by: .object(["status": "hidden"])))
    }
}

extension Integration {
    @Suite struct EvalCommandTests {
        private func program() throws -> Program {
            let program = try Program()
            let folder = program.file("data/shop-ko")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try program.write(
                """
                {"_id":"a","name":"빨간 우산","category":["잡화","우산"],"price":9000,"status":"on_sale"}
                {"_id":"b","name":"등산 장갑","category":["잡화","장갑"],"price":5000,"status":"on_sale"}
                """, to: "data/shop-ko/products.jsonl")
            try program.write(
                """
                {"id":"1","type":"name","text":"빨간 우산","relevant":{"a":3},"constraints":{"priceMax":8000}}
                {"id":"2","type":"no_result","text":"우산 100원 이하","relevant":{},"constraints":{}}
                """, to: "data/shop-ko/queries.jsonl")
            try program.write(
                #"{"id":"d","turns":[{"turn":1,"user":"우산 보여줘","expected":{"intent":"search"},"shown":["a"]}]}"#,
                to: "data/shop-ko/dialogues.jsonl")
            return program
        }

        @Test func figuresAreThoseOfTheData() async throws {
            let program = try program()
            let outcome = try await program.run("eval", "--data", program.file("data"), "--json")
            #expect(outcome.code == 0, "\(outcome.errors)")
            let result = try JSONValue(parsing: Data(outcome.output.utf8))["shop-ko"]
            #expect(result?["all"]?["ndcg@10"]?.number == 1)
            #expect(result?["all"]?["silent"]?.number == 1)
            // The wrong limit of the judgment makes the right product a violation.
            #expect(result?["all"]?["violations"]?.number == 1)
            #expect(result?["dialogues"]?["intentAccuracy"]?.number == 1)
        }

        @Test func missedBoundsEndWithAnErrorCode() async throws {
            let program = try program()
            let data = program.file("data")
            #expect(try await program.run("eval", "--quick", "--data", data, "--minimum-ndcg", "0.9").code == 0)
            #expect(try await program.run("eval", "--quick", "--data", data, "--minimum-ndcg", "1.1").code == 65)
            #expect(
                try await program.run("eval", "--quick", "--data", data, "--maximum-violations", "0.01").code == 65)
        }
    }
}
