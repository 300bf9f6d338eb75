import Foundation
import Shop
import Testing

extension Integration {
    @Suite struct SearchCommandTests {
        private func catalog(_ program: Program, count: Int) throws -> String {
            let lines = (1...count).map { number in
                #"{"_id":"p \#(number)","name":"방수 우산 \#(number)호","category":["잡화","우산"],"price":\#(number * 1000)}"#
            }
            return try program.write(lines.joined(separator: "\n"), to: "products.jsonl")
        }

        @Test func aRunHasFiftyRowsAtMostAndNoneWhereNothingFits() async throws {
            let program = try Program()
            let feed = try catalog(program, count: 80)
            let queries = try program.write(
                """
                {"id":"q1","text":"우산"}
                {"id":"q2","text":"우산 500원 이하"}
                {"id":"q3","text":""}
                """, to: "queries.jsonl")
            let outcome = try await program.run(
                "search", "--catalog", feed, "--queries", queries, "--trec", program.file("run.trec"))
            #expect(outcome.code == 0, "\(outcome.errors)")
            let run = try String(contentsOfFile: program.file("run.trec"), encoding: .utf8)
            let rows = run.split(separator: "\n").map { $0.split(separator: " ") }
            #expect(rows.allSatisfy { $0.count == 6 && $0[1] == "Q0" })
            #expect(rows.filter { $0[0] == "q1" }.count == 50)
            #expect(rows.filter { $0[0] == "q2" }.isEmpty)
            let first = rows.filter { $0[0] == "q1" }
            #expect(first.map { String($0[3]) } == (1...50).map(String.init))
            let scores = first.compactMap { Double($0[4]) }
            #expect(scores.count == 50 && zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 })
        }

        @Test func whiteSpaceInIdsIsEncodedAndSaid() async throws {
            let program = try Program()
            let feed = try catalog(program, count: 3)
            let queries = try program.write("{\"id\":\"q\",\"text\":\"우산\"}", to: "q.jsonl")
            let outcome = try await program.run(
                "search", "--catalog", feed, "--queries", queries, "--trec", program.file("run.trec"))
            let run = try String(contentsOfFile: program.file("run.trec"), encoding: .utf8)
            #expect(run.contains(" p%201 "))
            #expect(outcome.errors.contains("white space"))
        }

        @Test(arguments: [
            ("{\"id\":\"a\",\"text\":\"x\"}\nnot json", ":2: "), ("{\"text\":\"x\"}", "id"),
            ("{\"id\":\"a\"}", "text"), ("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}", "twice"),
        ])
        func brokenQueriesAreRefusedWithTheirLine(_ queries: String, _ said: String) async throws {
            let program = try Program()
            let feed = try catalog(program, count: 1)
            let path = try program.write(queries, to: "q.jsonl")
            let outcome = try await program.run("search", "--catalog", feed, "--queries", path, "--trec", "run.trec")
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains(path) && outcome.errors.contains(said), "\(outcome.errors)")
        }

        @Test func searchesTheDatabase() async throws {
            let program = try Program()
            _ = try await program.run("ingest", try catalog(program, count: 20))
            let outcome = try await program.run("search", "우산", "3천원", "이하", "--json", "--limit", "50")
            let result = try JSONValue(parsing: Data(outcome.output.utf8))
            let prices = (result["products"]?.array ?? []).compactMap { $0["price"]?.integer }
            #expect(Set(prices) == [1000, 2000, 3000])
            let table = try await program.run("search", "우산", "--limit", "2")
            #expect(table.output.contains("방수 우산"))
            #expect(table.output.contains("000원"))
        }
    }
}
