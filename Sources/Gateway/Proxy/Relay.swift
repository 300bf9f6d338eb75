import NIOCore

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

    /// - Parameters:
    ///   - early: what has come from the client and from the upstream already.
    ///   - onEnd: gets the number of bytes that went to the client.
    static func join(
        _ client: any Channel, _ upstream: any Channel, early: (ByteBuffer, ByteBuffer), loop: GatewayLoop,
        onEnd: @escaping (_ bytes: Int) -> Void
    ) {
        let relay = Relay(loop, onEnd)
        loop.add(relay)
        do {
            let front = client.pipeline.syncOperations
            let back = upstream.pipeline.syncOperations
            try front.addHandler(relay.client)
            try back.addHandler(relay.upstream)
            front.removeHandler(try front.handler(type: ClientConnection.self), promise: nil)
            back.removeHandler(try back.handler(type: UpstreamConnection.self), promise: nil)
            relay.client.begin(with: early.0)
            relay.upstream.begin(with: early.1)
        } catch {
            client.close(promise: nil)
            upstream.close(promise: nil)
            relay.end()
        }
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

    /// - Parameter early: what has come already.
    func begin(with early: ByteBuffer) {
        pass(early)
        peer?.context?.flush()
        context?.read()
    }

    func close() { context?.close(promise: nil) }

    func finish() {
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pass(unwrapInboundIn(data))
    }

    private func pass(_ buffer: ByteBuffer) {
        guard let peer = peer?.context, buffer.readableBytes > 0 else { return }
        relay?.passed(buffer.readableBytes, from: self)
        peer.write(wrapOutboundOut(buffer), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard let peer = peer?.context else { return }
        peer.flush()
        if peer.channel.isWritable { context.read() } else { isPaused = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, let peer, peer.isPaused else { return }
        peer.isPaused = false
        peer.context?.read()
    }

    func channelInactive(context: ChannelHandlerContext) { relay?.end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
