import Foundation
import LocalEmbedder
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
            let both = try program.write(
                "{\"_id\":\"a\",\"name\":\"우산\"}\n{\"_id\":\"b\",\"name\":\"장화\"}\n", to: "1.jsonl")
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

extension Integration {
    /// Only where the embedding model has been fetched.
    @Suite(.enabled(if: FileManager.default.fileExists(atPath: ModelLocation.default)))
    struct EmbeddingTests {
        private let environment = [
            "BLANKSPACE_EMBEDDER": "local",
            "BLANKSPACE_MODELS": ModelLocation.directory(in: ProcessInfo.processInfo.environment),
        ]
        private let feed = """
            {"_id":"a","name":"방수 장화","category":["신발","장화"]}
            {"_id":"b","name":"양털 부츠","category":["신발","부츠"]}
            """

        @Test func eachTextIsEmbeddedOnce() async throws {
            let program = try Program(environment: environment)
            let file = try program.write(feed, to: "products.jsonl")
            let first = try JSONValue(parsing: Data(try await program.run("ingest", file, "--json").output.utf8))
            #expect(first["embedding"]?["embedded"]?.integer == 2)
            let second = try JSONValue(parsing: Data(try await program.run("ingest", file, "--json").output.utf8))
            #expect(second["embedding"]?["embedded"]?.integer == 0)
            #expect(second["embedding"]?["total"]?.integer == 2)
        }

        @Test func aServerFillsItsVectorsByItself() async throws {
            let program = try Program(environment: environment)
            let file = try program.write(feed, to: "products.jsonl")
            _ = try await program.run("ingest", file, "--no-embed")
            let server = try await RunningServer.start(program)
            #expect(
                try await eventually(within: .seconds(30)) {
                    let health = try await server.get("/readyz").json
                    let states = (health["dependencies"]?.array ?? []).map { $0["state"]?.string }
                    return health["status"]?.string == "ok" && states.count == 3
                })
            let ingest = try await program.run("ingest", file)
            #expect(ingest.output.contains("vectors: all 2 known"))
            #expect(await server.stop() == 0)
        }

        @Test func aMissingModelLeavesTheSearchByWords() async throws {
            let program = try Program(environment: environment)
            let file = try program.write(feed, to: "products.jsonl")
            let models = ["BLANKSPACE_MODELS": program.file("nowhere")]
            let ingest = try await program.run("ingest", file, environment: models)
            #expect(ingest.code == 0)
            #expect(ingest.errors.contains("embedding model"))
            let server = try await RunningServer.start(program, environment: models)
            #expect(try await server.chat("장화").json["products"]?.array?.first?["id"]?.string == "a")
            #expect(await server.stop() == 0)
        }
    }
}
