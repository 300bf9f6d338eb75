import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore

struct HealthcheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract: "Ask a running server whether it can answer.",
        discussion: "For containers and monitors: exit code 0 where /readyz says so within 3 seconds, else 69.")

    @Option(help: "The server.")
    var url = "http://127.0.0.1:8080"

    func validate() throws {
        guard let parsed = URL(string: url), ["http", "https"].contains(parsed.scheme), parsed.host != nil else {
            throw ValidationError("--url takes an address such as http://127.0.0.1:8080")
        }
    }

    func run() async throws {
        var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(3), read: .seconds(3)))
        // Without this the client tries again until the time for connecting is over.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(configuration: configuration)
        let outcome = await answer(client)
        try? await client.shutdown()
        switch outcome {
        case .success(200): break
        case .success(let status): throw CommandFailure(.unavailable, "\(url) is not ready (\(status))")
        case .failure(let error): throw CommandFailure(.unavailable, "\(url) does not answer: \(error)")
        }
    }

    private func answer(_ client: HTTPClient) async -> Result<UInt, any Error> {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        do {
            let response = try await client.execute(
                HTTPClientRequest(url: base + "/readyz"), deadline: .now() + .seconds(3))
            return .success(response.status.code)
        } catch {
            return .failure(error)
        }
    }
}
