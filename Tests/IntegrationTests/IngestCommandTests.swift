import Foundation
import Shop
import Testing

extension Integration {
    @Suite struct IngestCommandTests {
        private func report(_ outcome: Program.Outcome) throws -> JSONValue {
            try JSONValue(parsing: Data(outcome.output.utf8))
        }

        @Test func aFolderGoesInOnceAndIsUnchangedAfterwards() async throws {
            let program = try Program()
            let first = try report(try await program.run("ingest", Demo.folder, "--json"))
            #expect(first["products"]?["added"]?.integer == 215)
            #expect(first["policies"]?["added"]?.integer == 20)
            let second = try report(try await program.run("ingest", Demo.folder, "--json"))
            #expect(second["products"]?["unchanged"]?.integer == 215)
            #expect(second["products"]?["added"]?.integer == 0)
            #expect(second["version"] == first["version"])
        }

        @Test func rejectedRecordsAreListedWithFileLineAndReason() async throws {
            let program = try Program()
            let file = try program.write(
                """
                {"_id":"a","name":"우산"}
                {"_id":"b","name":
                {"_id":"c","name":"장화"}
                {"name":"이름만"}

                """, to: "feed.jsonl")
            let outcome = try await program.run("ingest", file, "--json", "--no-embed")
            #expect(outcome.code == 65)
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == 2, "\(outcome.errors)")
            #expect(lines.first?.hasPrefix("\(file):2: ") == true)
            #expect(lines.last?.hasPrefix("\(file):4: ") == true)
            #expect(try report(outcome)["products"]?["added"]?.integer == 2)
            #expect(try report(outcome)["rejected"]?.integer == 2)
        }

        @Test func replaceRemovesWhatTheFilesDoNotHold() async throws {
            let program = try Program()
            let both = try program.write("{\"_id\":\"a\",\"name\":\"우산\"}\n{\"_id\":\"b\",\"name\":\"장화\"}\n", to: "1.jsonl")
            let one = try program.write("{\"_id\":\"b\",\"name\":\"장화\"}\n", to: "2.jsonl")
            _ = try await program.run("ingest", both)
            let merged = try report(try await program.run("ingest", one, "--json"))
            #expect(merged["products"]?["removed"]?.integer == 0)
            let replaced = try report(try await program.run("ingest", one, "--json", "--replace"))
            #expect(replaced["products"]?["removed"]?.integer == 1)
        }

        @Test func aFileThatIsNoFeedChangesNothing() async throws {
            let program = try Program()
            let good = try program.write("{\"_id\":\"a\",\"name\":\"우산\"}\n", to: "1.jsonl")
            try program.write("", to: "empty.jsonl")
            let outcome = try await program.run("ingest", good, program.file("empty.jsonl"))
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains("empty.jsonl"))
            #expect(try await program.run("search", "우산").code == 69)
        }
    }
}
