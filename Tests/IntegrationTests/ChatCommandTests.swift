import Foundation
import Testing

extension Integration {
    @Suite struct ChatCommandTests {
        @Test func linesOfAPipeAreTurnsOfOneConversation() async throws {
            let program = try Program()
            let feed = try program.write(
                """
                {"_id":"a","name":"빨간 우산","category":["잡화","우산"],"price":9000}
                {"_id":"b","name":"파란 우산","category":["잡화","우산"],"price":5000}
                """, to: "products.jsonl")
            _ = try await program.run("ingest", feed)
            let outcome = try await program.run("chat", input: "우산 보여줘\n\n  \n더 싼 거\n")
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("1. "))
            #expect(outcome.output.contains("빨간 우산") && outcome.output.contains("파란 우산"))
            #expect(outcome.errors.isEmpty)
        }

        @Test func whatTheCatalogueSaysCannotSteerTheTerminal() async throws {
            let program = try Program()
            let feed = try program.write(
                #"{"_id":"a","name":"우산 \u001b[2J\u0007","price":9000}"# + "\n", to: "products.jsonl")
            _ = try await program.run("ingest", feed)
            for outcome in [try await program.run("chat", input: "우산\n"), try await program.run("search", "우산")] {
                #expect(outcome.output.contains("우산"))
                #expect(!outcome.output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 })
            }
        }
    }
}
