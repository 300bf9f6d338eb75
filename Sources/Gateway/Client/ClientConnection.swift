import NIOCore
import NIOHTTP1

/// One connection of a client: takes its requests one after another, and has each answered here or by an upstream.
final class ClientConnection: ChannelInboundHandler, RemovableChannelHandler, LoopMember {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    enum State {
        case awaitingRequest
        /// Answered here, when the request has come to its end.
        case answering(LocalAnswer)
        /// Answered here, when a file has been read.
        case reading
        case proxying(ProxyExchange)
        /// The answer is out and the sending side closed: what the client still sends is thrown away, so that it gets to read it.
        case lingering
        case closed
    }

    let loop: GatewayLoop
    var state = State.awaitingRequest
    var context: ChannelHandlerContext?
    var writer = ResponseWriter()
    /// The request that is under way.
    var current: CurrentRequest?
    private(set) var isRequestEnded = false
    private(set) var isStopping = false
    private var bodyBytes = 0
    private var queue = RequestQueue()
    private var isDraining = false
    private var lastElement: (host: String, element: String)?
    var deadline: NIODeadline
    lazy var peer = context?.channel.remoteAddress?.ipAddress ?? "unknown"

    var shared: GatewayShared { loop.shared }
    var deadlines: GatewayDeadlines { shared.configuration.deadlines }
    var isWritable: Bool { context?.channel.isWritable ?? false }

    init(loop: GatewayLoop) {
        self.loop = loop
        deadline = .now() + TimeAmount(loop.shared.configuration.deadlines.requestHead)
    }

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
        if context.channel.isActive { context.read() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.remove(self)
    }

    func channelActive(context: ChannelHandlerContext) { context.read() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if case .lingering = state { return }
        if case .closed = state { return }
        guard queue.isEmpty, !isBusy else {
            queue.append(part)
            if queue.heads > shared.configuration.limits.pipelinedRequests { close() }
            return
        }
        process(part)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .proxying(let exchange) = state { exchange.flushRequest() }
        readMore()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isWritable, case .proxying(let exchange) = state { exchange.clientBecameWritable() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let before = state
        state = .closed
        if case .proxying(let exchange) = before {
            exchange.cancel()
            record(cause: nil, upstream: exchange.upstreamName, isComplete: false)
        }
        current = nil
        loop.remove(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, state) {
        case (is HTTPParserError, .awaitingRequest), (is NIOHTTPDecoderError, .awaitingRequest):
            // The next request's head; what came before it has been answered.
            answerUnreadable(error)
        case (is HTTPParserError, .proxying(let exchange)) where !isRequestEnded:
            exchange.cancel()
            answer(GatewayProblem(.malformedRequest, "The body is not well-formed."))
        case (_, .lingering): break
        default: context.close(promise: nil)
        }
    }

    private func answerUnreadable(_ error: any Error) {
        current = CurrentRequest(started: .now(), using: &loop.random)
        isRequestEnded = false
        let isTooLarge = (error as? HTTPParserError) == .headerOverflow
        answer(
            isTooLarge
                ? GatewayProblem(.requestHeadTooLarge, "Send smaller header fields.")
                : GatewayProblem(.malformedRequest, "This is no request of HTTP/1.1."))
    }

    // MARK: Requests

    /// Whether what comes next is for later.
    private var isBusy: Bool {
        if case .awaitingRequest = state { return false }
        return isRequestEnded
    }

    private func process(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head): begin(head)
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            guard bodyBytes <= shared.configuration.limits.bodyBytes else {
                if case .proxying(let exchange) = state { exchange.cancel() }
                answer(GatewayProblem(.requestTooLarge, "Send at most \(shared.configuration.limits.bodyBytes) bytes."))
                return
            }
            if case .proxying(let exchange) = state { exchange.receive(buffer) }
        case .end:
            isRequestEnded = true
            switch state {
            case .proxying(let exchange): exchange.receiveEnd()
            case .answering(let answer): send(answer, upstream: current?.upstream)
            default: break
            }
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        isRequestEnded = false
        bodyBytes = 0
        let now = NIODeadline.now()
        deadline = now + TimeAmount(deadlines.client)
        current = CurrentRequest(head, started: now, using: &loop.random)
        do throws(GatewayProblem) {
            let check = try RequestCheck(head, limits: shared.configuration.limits)
            current?.path = check.path
            current?.hasBody = check.body != .none
            // The parser has stopped for good unless it was in vain.
            let keeps = head.isKeepAlive && head.version.minor >= 1 && !check.asksForUpgrade && !isStopping
            current?.keepsConnection = keeps
            switch shared.routes.route(head.method, Substring(check.path)) {
            case .live: state = .answering(.json("{\"status\":\"ok\"}"))
            case .ready: state = .answering(GatewayReadiness(shared.pool.statuses).answer)
            case .page(let path): state = .answering(shared.site.answer(path, head.headers))
            case .picture(let path): readPicture(path, head, check)
            case .upstream: try proxy(head, check)
            case .unknown: state = .answering(.problem(GatewayProblem(.unknownPath, "Look at the address.")))
            }
        } catch {
            current?.keepsConnection = false
            // What was refused before its path was told from its query.
            let path = (current?.path ?? "").prefix { $0 != "?" }
            current?.path = String(path)
            answer(error)
        }
    }

    /// What `Forwarded` says of this client: mostly the same for all requests of a connection.
    private func forwardedElement(_ host: String) -> String {
        if let known = lastElement, known.host == host { return known.element }
        let element = UpstreamRequest.element(peer: peer, host: host)
        lastElement = (host, element)
        return element
    }

    func proxy(_ head: HTTPRequestHead, _ check: RequestCheck) throws(GatewayProblem) {
        guard let identity = current?.identity else { return }
        let forwarded = try UpstreamRequest.head(
            head, check, identity, peer: peer, element: forwardedElement(check.host),
            trusts: shared.configuration.trustsForwarded)
        let exchange = ProxyExchange(self, loop: loop, request: head, head: forwarded, check: check, identity: identity)
        state = .proxying(exchange)
        deadline = .distantFuture
        exchange.start()
    }

    // MARK: Reading

    /// Whether more is wanted now. While an answer is on its way, one read further tells whether the client leaves.
    private var wantsRead: Bool {
        switch state {
        case .awaitingRequest, .lingering: true
        case .proxying(let exchange) where !isRequestEnded: exchange.wantsBody
        case .proxying, .answering, .reading: queue.isEmpty
        case .closed: false
        }
    }

    func readMore() { if wantsRead { context?.read() } }

    /// Goes on with requests that came ahead of their turn.
    func takeQueued() {
        guard !isDraining else { return }
        isDraining = true
        while !isBusy, let part = queue.popFirst() { process(part) }
        isDraining = false
        if case .proxying(let exchange) = state { exchange.flushRequest() }
        readMore()
    }

    // MARK: Time

    func sweep(_ now: NIODeadline) {
        if case .proxying(let exchange) = state { return exchange.sweep(now) }
        guard deadline <= now else { return }
        deadline = .distantFuture
        switch state {
        case .answering, .reading: answer(GatewayProblem(.requestTimeout, "Send the request without long pauses."))
        case .awaitingRequest, .lingering, .proxying, .closed: close()
        }
    }

    func beginStopping() {
        isStopping = true
        if case .awaitingRequest = state, queue.isEmpty { close() }
    }

    func close() {
        context?.close(promise: nil)
    }
}
