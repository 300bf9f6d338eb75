import NIOCore

/// One connection to an upstream: hands what comes to the exchange that uses it. Without one it is kept for the next; an upstream
/// that then says anything, or closes, loses it.
final class UpstreamConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes of a response's head.
    static let maxHead = 64 * 1024

    let index: Int
    private(set) var exchange: ProxyExchange?
    /// Of a connection that is kept: when it is closed.
    var idleUntil = NIODeadline.distantFuture
    private unowned let loop: GatewayLoop
    private var context: ChannelHandlerContext?
    private var writer = MessageWriter()
    private var received = ByteBuffer()
    private var heads = HeadReader<StatusLine>(maxBytes: UpstreamConnection.maxHead)
    /// nil before the head has come.
    private var body: BodyReader?
    private var method = RequestMethod.other
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

    // MARK: The request

    /// - Parameters:
    ///   - head: of the request, as it is sent.
    ///   - isChunked: whether its body is sent so.
    func begin(_ exchange: ProxyExchange, _ method: RequestMethod, _ head: consuming ByteBuffer, isChunked: Bool) {
        self.exchange = exchange
        self.method = method
        body = nil
        keepsAlive = false
        isRequestSent = false
        idleUntil = .distantFuture
        writer.head(head, isChunked: isChunked)
    }

    func write(_ buffer: ByteBuffer) {
        guard let context else { return }
        writer.body(buffer) { context.write(wrapOutboundOut($0), promise: nil) }
    }

    func end() {
        isRequestSent = true
        writer.end()
    }

    func flush() {
        guard let context else { return }
        writer.take { context.write(wrapOutboundOut($0), promise: nil) }
        context.flush()
    }

    func read() { context?.read() }

    /// Gives the connection up, with whatever is on its way.
    func close() {
        exchange = nil
        isClosed = true
        context?.close(promise: nil)
    }

    // MARK: The response

    /// Passes on what has come. Throws `MessageFault`.
    private func passOn(to exchange: ProxyExchange) throws(MessageFault) {
        while body == nil {
            guard let head = try heads.read(&received) else { return }
            switch head.start.status {
            case 101:
                self.exchange = nil
                return exchange.switchProtocols(head, early: received)
            // What is said in between is for this hop.
            case 100..<200: continue
            default: break
            }
            guard let check = ResponseCheck(head, to: method) else {
                return exchange.refuseResponse("its response has no certain end")
            }
            body = BodyReader(check.body)
            keepsAlive = check.keepsConnection
            exchange.responseBegan(head, check)
        }
        // The exchange may give the connection up meanwhile.
        while self.exchange === exchange, let piece = try body?.next(&received) { exchange.responseContinued(piece) }
        guard self.exchange === exchange, body?.isAtEnd == true else { return }
        self.exchange = nil
        exchange.responseEnded()
    }

    private func fail(_ failure: ExchangeState.Failure) {
        let failed = exchange
        close()
        failed?.upstreamFailed(failure)
    }

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        exchange = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Nobody has asked: what comes could be taken for the answer to the next request.
        guard let exchange else { return close() }
        received.append(unwrapInboundIn(data))
        do throws(MessageFault) { try passOn(to: exchange) } catch { fail(.malformed) }
        // An empty buffer would still hold the memory that the next read can use.
        if received.readableBytes == 0 { received = ByteBuffer() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if let exchange {
            exchange.responsePaused()
        } else if !isClosed, idleUntil == .distantFuture {
            // Only now is it known that nothing follows the response.
            if keepsAlive, isRequestSent, received.readableBytes == 0, loop.keep(self) { read() } else { close() }
        } else if !isClosed {
            read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        exchange?.upstreamWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(ConnectFailure.failure(error)) }

    func channelInactive(context: ChannelHandlerContext) {
        isClosed = true
        loop.forget(self)
        let left = exchange
        exchange = nil
        if body?.endsWithConnection == true { left?.responseEnded() } else { left?.upstreamFailed(.closed) }
    }
}
