import NIOCore
import NIOPosix
import Synchronization

/// Joins accepted connections with connections to the server, and carries the fault that both sides look up.
final class Link: Sendable {
    struct State {
        var fault: Fault
        var record = FaultProxy.Record()
        var open: [ObjectIdentifier: any Channel] = [:]
    }

    let state: Mutex<State>
    private let host: String
    private let port: Int

    init(host: String, port: Int, fault: Fault) {
        self.host = host
        self.port = port
        state = Mutex(State(fault: fault))
    }

    /// Sets up a client's connection, on its event loop.
    func connect(_ client: any Channel) -> EventLoopFuture<Void> {
        let fault = state.withLock { state in
            state.record.connections += 1
            state.record.open += 1
            state.open[ObjectIdentifier(client)] = client
            return state.fault
        }
        client.closeFuture.whenComplete { _ in
            self.state.withLock { state in
                state.record.open -= 1
                state.open[ObjectIdentifier(client)] = nil
            }
        }
        if fault == .refuses {
            client.resetSoon()
            return client.eventLoop.makeSucceededVoidFuture()
        }
        return ClientBootstrap(group: client.eventLoop)
            .connectTimeout(.seconds(5))
            .channelOption(.autoRead, value: false)
            .connect(host: host, port: port)
            .flatMap { server in
                do {
                    try client.pipeline.syncOperations.addHandler(Pump(to: server, .up, self))
                    try server.pipeline.syncOperations.addHandler(Pump(to: client, .down, self))
                    return server.setOption(.autoRead, value: true).and(client.setOption(.autoRead, value: true)).map {
                        _ in
                    }
                } catch {
                    return client.eventLoop.makeFailedFuture(error)
                }
            }
            .flatMapError { _ in
                client.resetSoon()
                return client.eventLoop.makeSucceededVoidFuture()
            }
    }
}

/// One direction of a connection.
final class Pump: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    enum Direction: Sendable { case up, down }

    private let peer: any Channel
    private let direction: Direction
    private let link: Link
    /// Bytes that came so far.
    private var seen = 0
    /// Delayed pieces keep their order, and the connection's end comes behind them.
    private var lastDue = NIODeadline.distantPast

    init(to peer: any Channel, _ direction: Direction, _ link: Link) {
        self.peer = peer
        self.direction = direction
        self.link = link
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let piece = unwrapInboundIn(data)
        let before = seen
        seen += piece.readableBytes
        switch link.state.withLock({ $0.fault }) {
        case .none: pass(piece)
        case .blackHole: break
        case .refuses: end(context, resets: true)
        case .delays(let delay):
            lastDue = max(lastDue, .now() + TimeAmount(delay))
            let pump = NIOLoopBound(self, eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(deadline: lastDue) { pump.value.pass(piece) }
        case .cuts(let limit): pass(piece, upTo: limit, before) { end(context, resets: false) }
        case .resets(let limit): pass(piece, upTo: limit, before) { end(context, resets: true) }
        case .stalls(let limit): pass(piece, upTo: limit, before) {}
        }
    }

    /// Passes what lies within the limit; then, where that is reached, does what is to be done there.
    private func pass(_ piece: ByteBuffer, upTo limit: Int, _ before: Int, _ then: () -> Void) {
        guard direction == .down else { return pass(piece) }
        let allowed = max(0, min(piece.readableBytes, limit - before))
        if allowed > 0, let part = piece.getSlice(at: piece.readerIndex, length: allowed) { pass(part) }
        if seen >= limit { then() }
    }

    private func pass(_ piece: ByteBuffer) {
        let count = piece.readableBytes
        link.state.withLock { state in
            if direction == .up { state.record.bytesUp += count } else { state.record.bytesDown += count }
        }
        peer.writeAndFlush(piece, promise: nil)
    }

    private func end(_ context: ChannelHandlerContext, resets: Bool) {
        if resets { peer.resetSoon() } else { peer.close(promise: nil) }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let peer = peer
        if lastDue > .now() {
            context.eventLoop.scheduleTask(deadline: lastDue) { peer.close(promise: nil) }
        } else {
            peer.close(promise: nil)
        }
        context.fireChannelInactive()
    }

    /// The side that writes more slowly holds the other up.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        _ = peer.setOption(.autoRead, value: context.channel.isWritable)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
