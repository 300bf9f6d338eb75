public import Assistant
import HTTPTypes
public import Hummingbird
public import Logging
import Metrics

/// The router with every route of the HTTP contract; the composition root wraps it in an `Application`.
///
/// - Parameter metrics: Where the HTTP layer counts, and what `/metrics` shows. nil: it counts through swift-metrics' global
///   factory, and there is no `/metrics`.
/// - Parameter operators: What `/admin/overview` tells; its ledger gets the turns.
/// - Parameter speech: What listens and talks; nil: the speech routes answer that there is none.
/// - Parameter logger: Gets what happens outside of any request. Requests log through the application's logger.
///
/// `Application` should have an `idleTimeout` in its HTTP/1 channel: a client that has got its whole stream may leave the
/// connection half open.
public func buildRouter(
    assistant: any ShoppingAssistant, configuration: HTTPAPIConfiguration, metrics: PrometheusMetrics?,
    operators: OperatorView = OperatorView(), speech: SpeechParts? = nil, logger: Logger
) -> Router<APIRequestContext> {
    let counters = ServerMetrics(factory: metrics ?? MetricsSystem.factory)
    let accounts = TurnAccounts(metrics: counters, ledger: operators.turns)
    let calls = AssistantCalls(assistant: assistant, configuration: configuration)
    var routes =
        ChatRoutes(calls: calls, configuration: configuration, accounts: accounts).routes
        + ConversationRoutes(calls: calls).routes
        + CatalogRoutes(calls: calls, configuration: configuration).routes
        + EventRoutes(calls: calls, configuration: configuration).routes
        + HealthRoutes(assistant: assistant).routes
        + CapabilityRoutes(assistant: assistant).routes
        + OperatorRoutes(assistant: assistant, view: operators, configuration: configuration).routes
        + SpeechRoutes(speech: speech, calls: calls, configuration: configuration, accounts: accounts).routes
        + [.openAPI, .placeholderImage]
    if let metrics { routes.append(.metrics(metrics)) }

    let router = Router(context: APIRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(
        middleware: RequestBoundary(
            table: RouteTable(routes), crossOrigin: CrossOrigin(origins: configuration.allowedOrigins),
            metrics: counters))
    for route in routes {
        router.on(RouterPath(route.path), method: route.method, use: route.handler)
    }
    logger.debug("routes", metadata: ["count": .stringConvertible(routes.count)])
    return router
}
