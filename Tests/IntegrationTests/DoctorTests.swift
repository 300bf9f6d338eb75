import Foundation
import Shop
import Testing

extension Integration {
    @Suite struct DoctorTests {
        @Test func aFreshMachineIsUsable() async throws {
            let program = try Program()
            let outcome = try await program.run("doctor", "--json", "--port", "0")
            let report = try JSONValue(parsing: Data(outcome.output.utf8))
            #expect(outcome.code == 0)
            #expect(report["usable"]?.bool == true)
            let states = Dictionary(
                (report["checks"]?.array ?? []).compactMap { check in
                    check["name"]?.string.map { ($0, check["state"]?.string) }
                }
            ) { first, _ in first }
            #expect(states["catalogue"] == "warning")
            #expect(states["port"] == "ok")
        }

        @Test func aDatabaseThatCannotBeOpenedIsAFailure() async throws {
            let program = try Program()
            try program.write("", to: "file")
            let outcome = try await program.run("doctor", "--database", program.file("file") + "/a.sqlite")
            #expect(outcome.code == 69)
            #expect(outcome.output.contains("FAILED"))
            #expect(outcome.output.contains("BLANKSPACE_DATABASE"))
        }

        @Test func aDamagedDatabaseIsSaidAndLeftAlone() async throws {
            let program = try Program()
            let path = try program.write(String(repeating: "not a database. ", count: 200), to: "a.sqlite")
            let outcome = try await program.run("doctor", "--database", path)
            #expect(outcome.code == 69)
            #expect(try await program.run("serve", "--database", path).code == 65)
            #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("not a database"))
        }

        @Test func aMissingModelIsAWarning() async throws {
            let program = try Program()
            let outcome = try await program.run(
                "doctor", "--port", "0", "--embedder", "local", "--models", program.file("models"))
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("warning  embedding model"))
        }
    }

    @Suite struct HealthcheckTests {
        @Test func answersForAReadyServerByAnyOfItsNames() async throws {
            let program = try Program()
            _ = try await program.run("ingest", Demo.products, "--no-embed")
            let server = try await RunningServer.start(program)
            for url in [server.url, server.url + "/", server.url.replacing("127.0.0.1", with: "localhost")] {
                let outcome = try await program.run("healthcheck", "--url", url)
                #expect(outcome.code == 0, "\(url): \(outcome.errors)")
            }
            #expect(await server.stop() == 0)
            #expect(try await program.run("healthcheck", "--url", server.url).code == 69)
        }

        @Test func givesUpOnAServerThatSaysNothing() async throws {
            // Its backlog takes the connection; nobody ever reads from it.
            let silent = try SilentListener()
            let program = try Program()
            let started = ContinuousClock.now
            let outcome = try await program.run("healthcheck", "--url", "http://127.0.0.1:\(silent.port)")
            #expect(outcome.code == 69)
            #expect(ContinuousClock.now - started < .seconds(8))
        }
    }
}
