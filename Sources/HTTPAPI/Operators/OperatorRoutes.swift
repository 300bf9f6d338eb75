import Assistant
import Foundation
import HTTPTypes
import Hummingbird
import Shop

/// `GET /admin/overview`: what an operator looks at, behind the admin key.
struct OperatorRoutes: Sendable {
    let assistant: any ShoppingAssistant
    let view: OperatorView
    let configuration: HTTPAPIConfiguration
    private let startedAt = Date()

    init(assistant: any ShoppingAssistant, view: OperatorView, configuration: HTTPAPIConfiguration) {
        self.assistant = assistant
        self.view = view
        self.configuration = configuration
    }

    var routes: [Route] { [Route(.get, "/admin/overview", overview)] }

    @Sendable private func overview(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        guard let key = configuration.adminKey else {
            throw Problem(.unknownRoute, "No admin key is set. Set BLANKSPACE_ADMIN_KEY to open it.")
        }
        guard let given = request.headers[.authorization], Self.isEqual(given, "Bearer " + key) else {
            throw Problem(.unauthorized, "Send the admin key as: Authorization: Bearer KEY")
        }
        var members = view.turns.json
        members["dependencies"] = DependencyStatus.json(await assistant.dependencies())
        members["server"] = .object([
            "version": .string(configuration.version), "startedAt": .moment(startedAt),
        ])
        members["catalog"] = await told("catalog", context) { try await view.catalog()?.json }
        members["ingest"] = await told("ingest", context) {
            guard let ingest = view.ingest else { return nil }
            return try await ingest()?.json ?? .null
        }
        return .json(.object(members))
    }

    /// nil where `tell` throws: the rest is told all the same.
    private func told(
        _ member: String, _ context: APIRequestContext, _ tell: () async throws -> JSONValue?
    ) async -> JSONValue? {
        do {
            return try await tell()
        } catch {
            context.logger.warning("not told to operators", metadata: ["member": "\(member)", "error": "\(error)"])
            return nil
        }
    }

    /// Takes as long for a wrong key as for the right one of its length, so that time tells nothing.
    private static func isEqual(_ given: String, _ expected: String) -> Bool {
        let (given, expected) = (Array(given.utf8), Array(expected.utf8))
        guard given.count == expected.count else { return false }
        return zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
