import NIOCore
import NIOHTTP1

/// Two connections joined after a WebSocket's handshake: what one sends the other gets, no faster than it takes it, and when one
/// closes so does the other.
final class Relay: LoopMember {
    private let loop: GatewayLoop
    private let idle: TimeAmount
    private let client: RelayEnd
    private let upstream: RelayEnd
    private let onEnd: (_ bytes: Int) -> Void
    private var deadline: NIODeadline
    private var bytes = 0
    private var isOver = false

    /// - Parameter onEnd: gets the number of bytes that went to the client.
    static func join(
        _ client: any Channel, _ upstream: any Channel, loop: GatewayLoop, onEnd: @escaping (_ bytes: Int) -> Void
    ) {
        let relay = Relay(loop, onEnd)
        loop.add(relay)
        do {
            let front = client.pipeline.syncOperations
            let back = upstream.pipeline.syncOperations
            try front.addHandler(relay.client)
            try back.addHandler(relay.upstream)
            // The last handler first: what a decoder still holds has to reach the relay.
            remove(try front.handler(type: ClientConnection.self), from: front)
            remove(try front.handler(type: HTTPResponseEncoder.self), from: front)
            remove(try front.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self), from: front)
            remove(try back.handler(type: UpstreamConnection.self), from: back)
            remove(try back.handler(type: HTTPRequestEncoder.self), from: back)
            remove(try back.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self), from: back)
        } catch {
            client.close(promise: nil)
            upstream.close(promise: nil)
            relay.end()
            return
        }
        relay.client.read()
        relay.upstream.read()
    }

    private static func remove(
        _ handler: any RemovableChannelHandler, from pipeline: ChannelPipeline.SynchronousOperations
    ) {
        pipeline.removeHandler(handler, promise: nil)
    }

    private init(_ loop: GatewayLoop, _ onEnd: @escaping (Int) -> Void) {
        self.loop = loop
        self.onEnd = onEnd
        idle = TimeAmount(loop.shared.configuration.deadlines.socketIdle)
        deadline = .now() + idle
        client = RelayEnd()
        upstream = RelayEnd()
        client.join(self, peer: upstream)
        upstream.join(self, peer: client)
    }

    fileprivate func passed(_ count: Int, from end: RelayEnd) {
        if end === upstream { bytes += count }
        if !isOver { deadline = .now() + idle }
    }

    /// One side has closed: the other gets what is on its way, and is closed.
    fileprivate func end() {
        guard !isOver else { return }
        isOver = true
        client.finish()
        upstream.finish()
        // For a side that does not take it.
        deadline = .now() + .seconds(2)
        onEnd(bytes)
    }

    fileprivate func left() {
        if client.isGone, upstream.isGone { loop.remove(self) }
    }

    func sweep(_ now: NIODeadline) {
        if deadline <= now { close() }
    }

    /// WebSockets are not cut: they end when their time for stopping is over.
    func beginStopping() {}

    func close() {
        client.close()
        upstream.close()
    }
}

/// One of the two sides.
final class RelayEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var relay: Relay?
    private weak var peer: RelayEnd?
    private var context: ChannelHandlerContext?
    private var isPaused = false
    private(set) var isGone = false

    func join(_ relay: Relay, peer: RelayEnd) {
        self.relay = relay
        self.peer = peer
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        isGone = true
        relay?.end()
        relay?.left()
        relay = nil
    }

    func read() { context?.read() }
    func close() { context?.close(promise: nil) }

    func finish() {
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        relay?.passed(buffer.readableBytes, from: self)
        peer?.write(buffer)
    }

    private func write(_ buffer: ByteBuffer) { context?.write(wrapOutboundOut(buffer), promise: nil) }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard let peer = peer?.context else { return }
        peer.flush()
        if peer.channel.isWritable { context.read() } else { isPaused = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, let peer, peer.isPaused else { return }
        peer.isPaused = false
        peer.read()
    }

    func channelInactive(context: ChannelHandlerContext) { relay?.end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
