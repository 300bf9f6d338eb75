import HTTPTypes
import Hummingbird
import Logging

/// The outermost layer of every request: gives it an id, turns each error into a problem, sets the headers that all
/// responses have, and accounts for it in log and metrics.
struct RequestBoundary: RouterMiddleware {
    let table: RouteTable
    let crossOrigin: CrossOrigin
    let metrics: ServerMetrics

    /// What whoever looks for the page here is told.
    private static let noPage = """
        The page is the gateway's: build it with `make web` and name its folder in BLANKSPACE_WEB. \
        See /openapi.yaml for the routes here.
        """

    func handle(
        _ request: Request, context: APIRequestContext,
        next: (Request, APIRequestContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        var context = context
        context.requestId = RequestIdentifier.choose(request.headers[.requestID])
        context.logger[metadataKey: "requestId"] = .string(context.requestId)

        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = self.response(to: error, request: request, context: context)
        }
        response.headers[.requestID] = context.requestId
        response.headers[.contentTypeOptions] = "nosniff"
        crossOrigin.decorate(&response, for: request)

        let record = RequestRecord(
            method: request.method, path: request.uri.path, route: context.routeLabel, status: response.status.code,
            started: started, logger: context.logger, metrics: metrics)
        record.follow(&response)
        return response
    }

    private func response(to error: any Error, request: Request, context: APIRequestContext) -> Response {
        if context.isUnmatched {
            let methods = table.methods(for: request.uri.path)
            if let preflight = crossOrigin.preflight(request, methods: methods) { return preflight }
            let problem =
                !methods.isEmpty
                ? Problem.methodNotAllowed(methods)
                : Problem(.unknownRoute, request.uri.path == "/" ? Self.noPage : "See /openapi.yaml for the routes.")
            return problem.response(requestId: context.requestId)
        }
        let problem = Problem(describing: error)
        if problem.code == .internalError {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
        }
        return problem.response(requestId: context.requestId)
    }
}

extension APIRequestContext {
    /// What the library calls the end point of a request that no route takes.
    var isUnmatched: Bool { endpointPath == nil || endpointPath == "NotFound" }

    /// The route's path as the metrics name it.
    var routeLabel: String { isUnmatched ? "unmatched" : endpointPath ?? "unmatched" }
}
