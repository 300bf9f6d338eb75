public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// HTTP/1.1 and, at one path, WebSockets on the same port.
public struct RealtimeChannel: HTTPChannelHandler {
    /// What a connection turned out to be.
    public struct Value: ServerChildChannelValue {
        enum Kind: Sendable {
            case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
            case socket(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, query: String)
        }

        public let channel: any Channel
        let negotiated: EventLoopFuture<Kind>
    }

    public let responder: HTTPChannelHandler.Responder
    private let path: RealtimePath
    private let conversations: RealtimeConversations
    private let idleTimeout: Duration

    init(
        responder: @escaping HTTPChannelHandler.Responder, path: RealtimePath, conversations: RealtimeConversations,
        idleTimeout: Duration
    ) {
        self.responder = responder
        self.path = path
        self.conversations = conversations
        self.idleTimeout = idleTimeout
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let (path, idleTimeout) = (path, idleTimeout)
        return channel.eventLoop.makeCompletedFuture {
            let upgrader = NIOTypedWebSocketServerUpgrader<Value.Kind>(
                maxFrameSize: RealtimeConversations.maximumFrame,
                // What is not ours has lost its Upgrade header before it gets here.
                shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
                upgradePipelineHandler: { channel, head in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        pipeline.removeHandler(
                            context: try pipeline.context(handlerType: ForeignUpgradeFilter.self), promise: nil)
                        try pipeline.addHandler(
                            NIOWebSocketFrameAggregator(
                                minNonFinalFragmentSize: 1, maxAccumulatedFrameCount: 64,
                                maxAccumulatedFrameSize: RealtimeConversations.maximumFrame))
                        let query = head.uri.drop { $0 != "?" }.dropFirst()
                        return .socket(
                            try NIOAsyncChannel(wrappingChannelSynchronously: channel), query: String(query))
                    }
                })
            let upgrade = NIOTypedHTTPServerUpgradeConfiguration<Value.Kind>(
                upgraders: [upgrader],
                notUpgradingCompletionHandler: { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
                        try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: idleTimeout, logger: logger))
                        return .http(
                            try NIOAsyncChannel(
                                wrappingChannelSynchronously: channel,
                                configuration: .init(isOutboundHalfClosureEnabled: true)))
                    }
                })
            var configuration = NIOUpgradableHTTPServerPipelineConfiguration<Value.Kind>(upgradeConfiguration: upgrade)
            configuration.enablePipelining = false
            configuration.enableResponseHeaderValidation = false
            configuration.enableErrorHandling = true
            let pipeline = channel.pipeline.syncOperations
            let negotiated = try pipeline.configureUpgradableHTTPServerPipeline(configuration: configuration)
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(ForeignUpgradeFilter(path: path), position: .after(decoder))
            return Value(channel: channel, negotiated: negotiated)
        }
    }

    public func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.negotiated.get() {
            case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
            case .socket(let channel, let query):
                await conversations.converse(over: channel, query: query, logger: logger)
            }
        } catch {
            // The connection ended before its first request was whole, or was no HTTP.
            logger.trace("connection not negotiated", metadata: ["error": "\(error)"])
            value.channel.close(promise: nil)
        }
    }
}

/// Takes the wish for an upgrade out of every request that is not ours to upgrade, or comes when the connection has settled on
/// HTTP.
private final class ForeignUpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let path: RealtimePath
    private var isFirst = true

    init(path: RealtimePath) { self.path = path }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        defer { isFirst = false }
        if isFirst, path.takes(head) { return context.fireChannelRead(data) }
        context.fireChannelRead(wrapInboundOut(.head(head.withoutUpgrade())))
    }
}
