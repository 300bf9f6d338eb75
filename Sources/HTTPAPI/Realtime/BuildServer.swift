public import Assistant
public import HummingbirdCore

/// The server of the router with, where `speech` is given, conversations by voice at `/api/llm/realtime`.
///
/// - Parameter idleTimeout: after which a connection without a request is closed.
public func buildServer(
    assistant: any ShoppingAssistant, configuration: HTTPAPIConfiguration, speech: SpeechParts?,
    idleTimeout: Duration = .seconds(75)
) -> HTTPServerBuilder {
    guard let speech else {
        let seconds = Int64(idleTimeout.components.seconds)
        return .http1(configuration: .init(idleTimeout: .seconds(seconds)))
    }
    let conversations = RealtimeConversations(assistant: assistant, speech: speech, configuration: configuration)
    return HTTPServerBuilder { responder in
        RealtimeChannel(
            responder: responder, path: RealtimePath(allowedOrigins: configuration.allowedOrigins),
            conversations: conversations, idleTimeout: idleTimeout)
    }
}
