public import Assistant
public import HummingbirdCore
import Metrics

/// The server of the router with, where `speech` is given, conversations by voice at `/api/llm/realtime`.
///
/// - Parameter metrics: as for the router.
/// - Parameter operators: as for the router; the ledger gets the turns of these conversations.
/// - Parameter idleTimeout: after which a connection without a request is closed.
public func buildServer(
    assistant: any ShoppingAssistant, configuration: HTTPAPIConfiguration, metrics: PrometheusMetrics? = nil,
    operators: OperatorView = OperatorView(), speech: SpeechParts?, idleTimeout: Duration = .seconds(75)
) -> HTTPServerBuilder {
    guard let speech else {
        let seconds = Int64(idleTimeout.components.seconds)
        return .http1(configuration: .init(idleTimeout: .seconds(seconds)))
    }
    let accounts = TurnAccounts(
        metrics: ServerMetrics(factory: metrics ?? MetricsSystem.factory), ledger: operators.turns)
    let conversations = RealtimeConversations(
        assistant: assistant, speech: speech, configuration: configuration, accounts: accounts)
    return HTTPServerBuilder { responder in
        RealtimeChannel(
            responder: responder, path: RealtimePath(allowedOrigins: configuration.allowedOrigins),
            conversations: conversations, idleTimeout: idleTimeout)
    }
}
