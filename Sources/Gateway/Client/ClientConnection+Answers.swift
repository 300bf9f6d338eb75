import NIOCore

extension ClientConnection {
    /// As far as the client and the gateway are concerned.
    var mayKeepConnection: Bool { (current?.keepsConnection ?? false) && !isStopping }

    // MARK: Pieces of an upstream's response

    func writeHead(_ response: consuming ClientResponse, status: Int) {
        current?.keepsConnection = response.keepsConnection
        current?.status = status
        writer.head(response.head, isChunked: response.isChunked)
    }

    func writeBody(_ buffer: ByteBuffer) {
        guard let context else { return }
        current?.bytes += buffer.readableBytes
        writer.body(buffer) { context.write(wrapOutboundOut($0), promise: nil) }
    }

    func writeContinue() {
        writer.head(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"), isChunked: false)
        flush()
    }

    func flush() {
        guard let context else { return }
        writer.take { context.write(wrapOutboundOut($0), promise: nil) }
        context.flush()
    }

    private var upstreamName: String? { if case .proxying(let exchange) = state { exchange.upstreamName } else { nil } }

    /// - Parameter cause: what went wrong on the way, for the log.
    func finishResponse(cause: String? = nil) {
        let name = upstreamName
        writer.end()
        flush()
        record(cause: cause, upstream: name, isComplete: true)
        next()
    }

    /// Ends a response that cannot be completed in the way that clients notice: before its end.
    func cutOff(cause: String) {
        let name = upstreamName
        record(cause: cause, upstream: name, isComplete: false)
        current = nil
        state = .closed
        // After what is already on its way.
        guard let context else { return }
        writer.take { context.write(wrapOutboundOut($0), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
        // A client that does not take anything would keep it open.
        deadline = .now() + .seconds(1)
    }

    // MARK: Own answers

    /// Answers with a problem, whatever has come of the request.
    func answer(_ problem: GatewayProblem, upstream: String? = nil) {
        if problem.code.endsConnection || !isRequestEnded { current?.keepsConnection = false }
        send(.problem(problem), upstream: upstream)
    }

    func send(_ answer: LocalAnswer, upstream: String? = nil) {
        guard let current else { return }
        let requestId = current.identity.requestId
        let body = answer.body(requestId: requestId)
        let keeps = mayKeepConnection
        self.current?.keepsConnection = keeps
        self.current?.status = answer.status
        writer.head(
            answer.head(requestId: requestId, length: body.readableBytes, keepsConnection: keeps), isChunked: false)
        if current.method != .head, answer.hasBody { writeBody(body) }
        writer.end()
        flush()
        record(cause: answer.cause, upstream: upstream, isComplete: true)
        next()
    }

    /// Takes up the next request, or ends the connection.
    private func next() {
        let keeps = mayKeepConnection && isRequestEnded
        current = nil
        guard keeps else { return linger() }
        state = .awaitingRequest
        deadline = .now() + TimeAmount(deadlines.keepAlive)
        goOn()
    }

    /// Closes our side; closing both would make the operating system throw away the answer where the client still sends.
    private func linger() {
        state = .lingering
        received = ByteBuffer()
        deadline = .now() + .seconds(2)
        context?.close(mode: .output, promise: nil)
        context?.read()
    }

    // MARK: Relays

    /// Answers the handshake and joins the two connections.
    ///
    /// - Parameter early: what the upstream has sent behind its answer.
    func relay(
        _ head: ByteBuffer, with upstream: any Channel, early: ByteBuffer, upstreamName: String,
        onEnd: @escaping () -> Void
    ) {
        guard let context else {
            upstream.close(promise: nil)
            return onEnd()
        }
        let request = current
        writer.head(head, isChunked: false)
        flush()
        state = .closed
        current = nil
        let hasty = received
        received = ByteBuffer()
        Relay.join(context.channel, upstream, early: (hasty, early), loop: loop) { [loop] bytes in
            onEnd()
            guard var request else { return }
            request.status = 101
            request.bytes = bytes
            loop.record(request.record(upstream: upstreamName))
        }
    }

    // MARK: Log

    func record(cause: String?, upstream: String?, isComplete: Bool) {
        guard shared.log.isOn, var request = current else { return }
        // What nginx calls a request whose client has left.
        if !isComplete, request.status == nil { request.status = 499 }
        var record = request.record(upstream: upstream, cause: cause ?? (isComplete ? nil : "the client left"))
        record.isFailure = cause != nil
        loop.record(record)
    }
}
