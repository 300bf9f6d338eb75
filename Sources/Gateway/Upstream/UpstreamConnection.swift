import NIOCore
import NIOHTTP1

/// The end of an upstream's connection: hands what comes to the exchange that uses it. Without one it is kept for the next;
/// an upstream that then says anything, or closes, loses it.
final class UpstreamConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    let index: Int
    private(set) var exchange: ProxyExchange?
    /// Of a connection that is kept: when it is closed.
    var idleUntil = NIODeadline.distantFuture
    private unowned let loop: GatewayLoop
    private var context: ChannelHandlerContext?
    private var keepsAlive = false
    private var isRequestSent = false
    private var isClosed = false

    init(index: Int, loop: GatewayLoop) {
        self.index = index
        self.loop = loop
    }

    var isUsable: Bool { !isClosed && context?.channel.isActive == true }
    var isWritable: Bool { context?.channel.isWritable ?? false }
    var channel: (any Channel)? { context?.channel }

    func begin(_ exchange: ProxyExchange) {
        self.exchange = exchange
        keepsAlive = false
        isRequestSent = false
        idleUntil = .distantFuture
    }

    /// The end of a request that is not in chunks is only noted: nothing is written for it.
    func write(_ part: HTTPClientRequestPart, isChunked: Bool = true) {
        if case .end = part {
            isRequestSent = true
            if !isChunked { return }
        }
        context?.write(wrapOutboundOut(part), promise: nil)
    }

    func flush() { context?.flush() }
    func read() { context?.read() }

    /// Gives the connection up, with whatever is on its way.
    func close() {
        exchange = nil
        isClosed = true
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        exchange = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let exchange else {
            // Nobody has asked: what follows could be taken for the answer to the next request.
            return close()
        }
        switch unwrapInboundIn(data) {
        case .head(let head):
            keepsAlive = head.isKeepAlive
            exchange.responseBegan(head)
        case .body(let buffer): exchange.responseContinued(buffer)
        case .end:
            self.exchange = nil
            exchange.responseEnded()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if let exchange {
            exchange.responsePaused()
        } else if !isClosed, idleUntil == .distantFuture {
            // Only now is it known that nothing follows the response.
            if keepsAlive, isRequestSent, loop.keep(self) { read() } else { close() }
        } else if !isClosed {
            read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        exchange?.upstreamWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let failed = exchange
        close()
        failed?.upstreamFailed(ConnectFailure.failure(error))
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosed = true
        loop.forget(self)
        let failed = exchange
        exchange = nil
        failed?.upstreamFailed(.closed)
    }
}
