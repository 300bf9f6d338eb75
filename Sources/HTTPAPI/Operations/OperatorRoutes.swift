import Assistant
import Foundation
import HTTPTypes
import Hummingbird
import Shop

/// `GET /admin/overview`: what an operator looks at, behind the admin key.
struct OperatorRoutes: Sendable {
    let assistant: any ShoppingAssistant
    let configuration: HTTPAPIConfiguration
    private let startedAt = Date()

    init(assistant: any ShoppingAssistant, configuration: HTTPAPIConfiguration) {
        self.assistant = assistant
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
        var response = Response.json(
            .object([
                "dependencies": DependencyStatus.json(await assistant.dependencies()),
                "server": .object([
                    "version": .string(configuration.version),
                    "startedAt": .string(startedAt.formatted(.iso8601)),
                ]),
            ]))
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Takes as long for a wrong key as for the right one of its length, so that time tells nothing.
    private static func isEqual(_ given: String, _ expected: String) -> Bool {
        let (given, expected) = (Array(given.utf8), Array(expected.utf8))
        guard given.count == expected.count else { return false }
        return zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
