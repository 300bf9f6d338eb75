import Foundation
import Shop
import Testing

/// Every test starts processes; one at a time keeps their timing honest.
@Suite(.serialized) enum Integration {}

extension Integration {
    @Suite struct CommandLineTests {
        @Test(arguments: [
            (["--help"], 0), (["ingest", "--help"], 0), (["--version"], 0),
            (["nonsense"], 64), (["serve", "--nonsense"], 64), (["ingest"], 64), (["search"], 64),
            (["search", "신발", "--limit", "0"], 64), (["search", "--queries", "q.jsonl"], 64),
            (["healthcheck", "--url", "nowhere"], 64), (["serve", "--port", "65536"], 64),
            (["serve", "--log-level", "loud"], 64), (["serve", "--config", "missing.yaml"], 64),
            (["ingest", "missing.jsonl"], 65), (["ingest", "."], 65),
            (["search", "신발"], 69), (["chat"], 69), (["eval", "--data", "missing"], 69),
        ])
        func exitCodes(_ arguments: [String], _ code: Int) async throws {
            let program = try Program()
            let outcome = await (try program.start(arguments)).end()
            #expect(Int(outcome.code) == code, "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.isEmpty == (code == 0))
        }

        @Test func wrongValueIsNamedWithWhatIsAllowedOnOneLine() async throws {
            let program = try Program()
            let outcome = try await program.run("serve", environment: ["BLANKSPACE_PORT": "eighty"])
            #expect(outcome.code == 64)
            #expect(
                outcome.errors
                    == "blankspace: BLANKSPACE_PORT is \"eighty\", which is not allowed: give a whole number from 0 to 65535\n"
            )
        }

        @Test(arguments: ["port: [80, 81]", "port: 80.5", "log: {format: xml}", "- a list", "host: 'a b'", "port: \"8"])
        func wrongValueInTheFileStopsTheStart(_ yaml: String) async throws {
            let program = try Program()
            try program.write(yaml, to: "blankspace.yaml")
            let outcome = try await program.run("serve")
            #expect(outcome.code == 64, "\(outcome.errors)")
        }

        @Test func flagsGoBeforeEnvironmentBeforeDotEnvBeforeFile() async throws {
            let program = try Program()
            try program.write("host: yaml.example\nport: 1\nlog: {level: error, format: json}\n", to: "blankspace.yaml")
            try program.write(
                "# ours\nBLANKSPACE_PORT=2\nBLANKSPACE_LOG_LEVEL=debug\nBLANKSPACE_LOG_FORMAT=\n", to: ".env")
            let outcome = try await program.run(
                "doctor", "--json", "--settings", "--host", "flag.example",
                environment: ["BLANKSPACE_HOST": "env.example", "BLANKSPACE_LOG_LEVEL": "warning"])
            let settings = try JSONValue(parsing: Data(outcome.output.utf8))["settings"]
            #expect(settings?["BLANKSPACE_HOST"]?.string == "flag.example")
            #expect(settings?["BLANKSPACE_LOG_LEVEL"]?.string == "warning")
            #expect(settings?["BLANKSPACE_PORT"]?.string == "2")
        }

        @Test func secretsAreNotShown() async throws {
            let program = try Program()
            let secret = "s3cret-s3cret-s3cret"
            let shown = try await program.run(
                "doctor", "--json", "--settings", environment: ["BLANKSPACE_ADMIN_KEY": secret])
            #expect(shown.code == 0)
            #expect(!shown.output.contains(secret))
            let refused = try await program.run("serve", environment: ["BLANKSPACE_ADMIN_KEY": "short1"])
            #expect(refused.code == 64)
            #expect(!refused.errors.contains("short1"))
        }
    }
}
