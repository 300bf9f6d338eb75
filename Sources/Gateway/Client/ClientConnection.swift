import NIOCore

/// One connection of a client: takes its requests one after another, and has each answered here or by an upstream.
final class ClientConnection: ChannelInboundHandler, RemovableChannelHandler, LoopMember {
    typealias InboundIn = ByteBuffer
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
    var writer = MessageWriter()
    /// What has come and was not read yet: a part of a head, or requests ahead of their turn. While there are such, no more is
    /// read from the connection.
    var received = ByteBuffer()
    /// The request that is under way.
    var current: CurrentRequest?
    private(set) var isRequestEnded = false
    private(set) var isStopping = false
    private var heads: HeadReader<RequestLine>
    private var body = BodyReader(.none)
    private var bodyBytes = 0
    private var isProcessing = false
    private var lastClient: ForwardedClient?
    var deadline: NIODeadline
    private lazy var peer = context?.channel.remoteAddress?.ipAddress ?? "unknown"

    var shared: GatewayShared { loop.shared }
    var deadlines: GatewayDeadlines { shared.configuration.deadlines }
    var isWritable: Bool { context?.channel.isWritable ?? false }

    init(loop: GatewayLoop) {
        self.loop = loop
        heads = HeadReader(maxBytes: loop.shared.configuration.limits.headerBytes)
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
        received.append(unwrapInboundIn(data))
        process()
    }

    func channelReadComplete(context: ChannelHandlerContext) { goOn() }

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

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    // MARK: Requests

    /// Reads what has come as far as it is its turn.
    func process() {
        // What is called from here may call it again.
        guard !isProcessing else { return }
        isProcessing = true
        while received.readableBytes > 0, advance() {}
        // An empty buffer would still hold the memory that the next read can use.
        if received.readableBytes == 0 { received = ByteBuffer() }
        isProcessing = false
    }

    /// Goes on with requests that came ahead of their turn, and with reading.
    func goOn() {
        process()
        if case .proxying(let exchange) = state { exchange.flushRequest() }
        readMore()
    }

    /// Whether there was something to do.
    private func advance() -> Bool {
        switch state {
        case .lingering, .closed:
            received = ByteBuffer()
            return false
        case .awaitingRequest: return readHead()
        case .answering, .reading, .proxying: return !isRequestEnded && readBody()
        }
    }

    private func readHead() -> Bool {
        do throws(MessageFault) {
            guard let head = try heads.read(&received) else { return false }
            begin(head)
        } catch {
            current = CurrentRequest(started: .now(), using: &loop.random)
            isRequestEnded = false
            switch error {
            case .malformed: answer(GatewayProblem(.malformedRequest, "This is no request of HTTP/1.1."))
            case .tooLarge:
                let limit = shared.configuration.limits.headerBytes
                answer(GatewayProblem(.requestHeadTooLarge, "Send at most \(limit) bytes of header fields."))
            }
        }
        return true
    }

    private func readBody() -> Bool {
        let limit = shared.configuration.limits.bodyBytes
        do throws(MessageFault) {
            while let piece = try body.next(&received) {
                bodyBytes += piece.readableBytes
                guard bodyBytes <= limit else {
                    refuseBody(GatewayProblem(.requestTooLarge, "Send at most \(limit) bytes."))
                    return true
                }
                if case .proxying(let exchange) = state { exchange.receive(piece) }
            }
        } catch {
            refuseBody(GatewayProblem(.malformedRequest, "The body is not well-formed."))
            return true
        }
        guard body.isAtEnd, !isRequestEnded else { return false }
        isRequestEnded = true
        switch state {
        case .proxying(let exchange): exchange.receiveEnd()
        case .answering(let answer): send(answer)
        default: break
        }
        return true
    }

    private func refuseBody(_ problem: GatewayProblem) {
        if case .proxying(let exchange) = state { exchange.cancel() }
        // A response that has begun cannot become another.
        if current?.status == nil { answer(problem) } else { cutOff(cause: problem.code.rawValue) }
    }

    private func begin(_ head: RequestHead) {
        isRequestEnded = false
        bodyBytes = 0
        let now = NIODeadline.now()
        deadline = now + TimeAmount(deadlines.client)
        current = CurrentRequest(head, started: now, using: &loop.random)
        do throws(GatewayProblem) {
            let check = try RequestCheck(head, maxBody: shared.configuration.limits.bodyBytes)
            body = BodyReader(check.body)
            isRequestEnded = body.isAtEnd
            current?.path = check.path
            current?.keepsConnection = check.keepsConnection && !isStopping
            switch shared.routes.route(head.start.method, check.path) {
            case .live: answerAtEnd(.json("{\"status\":\"ok\"}"))
            case .ready: answerAtEnd(GatewayReadiness(shared.pool.statuses).answer)
            case .page(let path): answerAtEnd(shared.site.answer(path, head))
            case .picture(let path): readPicture(path, head, check)
            case .upstream: try proxy(head, check)
            case .unknown: answerAtEnd(.problem(GatewayProblem(.unknownPath, "Look at the address.")))
            }
        } catch {
            current?.keepsConnection = false
            // What was refused before its path was told from its query.
            let path = (current?.path ?? "").prefix { $0 != "?" }
            current?.path = String(path)
            answer(error)
        }
    }

    /// Answers here when the request has come to its end.
    func answerAtEnd(_ answer: LocalAnswer) {
        if isRequestEnded { send(answer) } else { state = .answering(answer) }
    }

    func proxy(_ head: RequestHead, _ check: RequestCheck) throws(GatewayProblem) {
        guard let identity = current?.identity else { return }
        let forwarded = try UpstreamRequest.head(
            head, check, identity, client: client(host: check.host), trusts: shared.configuration.trustsForwarded)
        let exchange = ProxyExchange(
            self, loop: loop, request: head, head: forwarded, check: check, isEnded: isRequestEnded,
            requestId: identity.requestId)
        state = .proxying(exchange)
        deadline = .distantFuture
        exchange.start()
    }

    /// How this client is named: mostly the same for all requests of a connection.
    private func client(host: String) -> ForwardedClient {
        if let lastClient, lastClient.host == host { return lastClient }
        let client = ForwardedClient(peer: peer, host: host)
        lastClient = client
        return client
    }

    // MARK: Reading

    /// Whether more is wanted now. While an answer is on its way, one read further tells whether the client leaves.
    private var wantsRead: Bool {
        switch state {
        case .awaitingRequest, .lingering: true
        case .proxying(let exchange) where !isRequestEnded: exchange.wantsBody
        case .answering where !isRequestEnded, .reading where !isRequestEnded: true
        case .proxying, .answering, .reading: received.readableBytes == 0
        case .closed: false
        }
    }

    func readMore() { if wantsRead { context?.read() } }

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
        if case .awaitingRequest = state, received.readableBytes == 0 { close() }
    }

    func close() {
        context?.close(promise: nil)
    }
}
