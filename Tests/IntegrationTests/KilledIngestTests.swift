import Foundation
import Shop
import Storage
import Testing

extension Integration {
    @Suite struct KilledIngestTests {
        private static let products = 3_000

        /// The same products in every edition, each named after it.
        private func feed(_ program: Program, edition: Int) throws -> String {
            let lines = (1...Self.products).map { number in
                #"{"_id":"p\#(number)","name":"장우산 \#(number)호 제\#(edition)판","price":\#(1_000 + edition)}"#
            }
            return try program.write(lines.joined(separator: "\n") + "\n", to: "edition-\(edition).jsonl")
        }

        /// The editions that the catalogue holds, with how many products of each.
        private func editions(_ program: Program) async throws -> [Int: Int] {
            let store = SQLiteCatalogStore(try AssistantDatabase(path: program.database))
            let catalog = try await store.loadCatalog()
            #expect(Set(catalog.products.map(\.id)).count == catalog.products.count)
            return catalog.products.reduce(into: [:]) { counts, product in
                counts[(product.price ?? 0) - 1_000, default: 0] += 1
            }
        }

        @Test func killedAtAnyMomentItLeavesOneWholeEdition() async throws {
            let program = try Program()
            let started = ContinuousClock.now
            #expect(try await program.run("ingest", try feed(program, edition: 0), "--no-embed").code == 0)
            let whole = ContinuousClock.now - started
            let server = try await RunningServer.start(program)
            var current = 0
            var killed = 0
            for edition in 1...10 {
                let ingest = try program.start(["ingest", try feed(program, edition: edition), "--no-embed"])
                try await Task.sleep(for: whole * Double.random(in: 0.02...0.98))
                ingest.send(SIGKILL)
                if await ingest.end().code == -9 { killed += 1 }
                // Of which a later process of the same number would speak.
                #expect(!FileManager.default.fileExists(atPath: "/dev/shm/mongoc-\(ingest.number)"))
                let found = try await editions(program)
                #expect(found == [current: Self.products] || found == [edition: Self.products])
                current = found.keys.first ?? current
                // The server answers all along, from one edition or the other.
                let shown = try await server.chat("장우산").json["products"]?.array ?? []
                #expect(!shown.isEmpty)
            }
            #expect(killed > 0)
            // Which never says that it runs when nobody does.
            let last = try await SQLiteCatalogStore(AssistantDatabase(path: program.database)).lastIngest()
            #expect(last?.state == .failed || last?.state == .done)
            let again = try await program.run("ingest", try feed(program, edition: 11), "--no-embed", "--json")
            #expect(again.code == 0, "\(again.errors)")
            #expect(try await editions(program) == [11: Self.products])
            #expect(
                try await eventually(within: .seconds(5)) {
                    try await server.get("/api/llm/products/p1").json["price"]?.integer == 1_011
                })
            #expect(await server.stop() == 0)
        }
    }
}
