import Assistant
import Foundation
import HTTPTypes
import Hummingbird
import Shop

/// Probes: `/livez` (the process answers), `/readyz` (turns can be answered), `/healthz` (for people and dashboards).
struct HealthRoutes: Sendable {
    let assistant: any ShoppingAssistant

    var routes: [Route] {
        [
            Route(.get, "/livez") { _, _ in .json(.object(["status": "ok"])) },
            Route(.get, "/readyz", ready),
            Route(.get, "/healthz", health),
        ]
    }

    /// 503 unless everything that is required is up.
    @Sendable private func ready(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let health = Health(await assistant.dependencies())
        return health.response(isFailure: health.status == .starting || health.status == .down)
    }

    /// 503 only where something that is required is down: a server that still starts is healthy.
    @Sendable private func health(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let health = Health(await assistant.dependencies())
        return health.response(isFailure: health.status == .down)
    }
}

/// The state of the whole, from the states of its parts.
private struct Health {
    enum Status: String { case ok, degraded, starting, down }

    var dependencies: [DependencyStatus]

    init(_ dependencies: [DependencyStatus]) { self.dependencies = dependencies }

    var status: Status {
        let required = dependencies.filter(\.required).map(\.state)
        if required.contains(.down) { return .down }
        if required.contains(.starting) { return .starting }
        return dependencies.allSatisfy { $0.state == .up } ? .ok : .degraded
    }

    func response(isFailure: Bool) -> Response {
        let json = JSONValue.object([
            "status": .string(status.rawValue),
            "dependencies": DependencyStatus.json(dependencies),
        ])
        var response = Response.json(json, status: isFailure ? .serviceUnavailable : .ok)
        if isFailure { response.headers[.retryAfter] = "1" }
        return response
    }
}

extension DependencyStatus {
    static func json(_ dependencies: [DependencyStatus]) -> JSONValue {
        .array(
            dependencies.map { dependency in
                var members: [String: JSONValue] = [
                    "name": .string(dependency.name),
                    "state": .string(dependency.state.rawValue),
                    "required": .bool(dependency.required),
                    "detail": .string(dependency.detail),
                ]
                members["since"] = dependency.since.map { .string($0.formatted(.iso8601)) }
                return .object(members)
            })
    }
}
