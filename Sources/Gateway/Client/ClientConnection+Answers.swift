import NIOCore
import NIOHTTP1

extension ClientConnection {
    /// As far as the client and the gateway are concerned.
    var mayKeepConnection: Bool { (current?.keepsConnection ?? false) && !isStopping }

    // MARK: Pieces of an upstream's response

    func writeHead(_ head: HTTPResponseHead, keepsConnection: Bool) {
        current?.keepsConnection = keepsConnection
        current?.status = Int(head.status.code)
        writer.head(head)
    }

    func writeBody(_ buffer: ByteBuffer) {
        guard let context else { return }
        current?.bytes += buffer.readableBytes
        writer.body(buffer) { context.write(wrapOutboundOut($0), promise: nil) }
    }

    func writeContinue() {
        writer.head(HTTPResponseHead(version: .http1_1, status: .continue))
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
        if !isRequestEnded, !problem.code.endsConnection, current?.hasBody == false {
            // Its end comes with the next piece; until then the connection is not to be used again.
            state = .answering(.problem(problem))
            current?.upstream = upstream
            return
        }
        if problem.code.endsConnection || !isRequestEnded { current?.keepsConnection = false }
        send(.problem(problem), upstream: upstream)
    }

    func send(_ answer: LocalAnswer, upstream: String? = nil) {
        guard let current else { return }
        var head = answer.head(requestId: current.identity.requestId, keepsConnection: mayKeepConnection)
        let body = answer.body(requestId: current.identity.requestId)
        if answer.status != .notModified { head.headers.add(name: "Content-Length", value: String(body.readableBytes)) }
        self.current?.status = Int(answer.status.code)
        writer.head(head)
        if !current.isHead, answer.status != .notModified, body.readableBytes > 0 { writeBody(body) }
        writer.end()
        flush()
        if !mayKeepConnection { self.current?.keepsConnection = false }
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
        takeQueued()
    }

    /// Closes our side; closing both would make the operating system throw away the answer where the client still sends.
    private func linger() {
        state = .lingering
        deadline = .now() + .seconds(2)
        context?.close(mode: .output, promise: nil)
        context?.read()
    }

    // MARK: Relays

    /// Answers the handshake and joins the two connections.
    func relay(
        _ head: HTTPResponseHead, with upstream: any Channel, upstreamName: String, onEnd: @escaping () -> Void
    ) {
        guard let context else {
            upstream.close(promise: nil)
            return onEnd()
        }
        let request = current
        writer.head(head)
        flush()
        state = .closed
        current = nil
        Relay.join(context.channel, upstream, loop: loop) { [loop] bytes in
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
