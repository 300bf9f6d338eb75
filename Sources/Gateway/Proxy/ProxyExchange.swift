import NIOCore

/// One proxied request: chooses an upstream, passes the request on and the response back, piece by piece, no faster than the
/// slower side takes them. `ExchangeState` decides what a failure means.
final class ProxyExchange {
    /// What the client's side of it is told.
    let client: ClientConnection
    private let method: RequestMethod
    private let isHTTP11: Bool
    private let check: RequestCheck
    private let requestId: String
    /// The request as the upstream gets it; empty where it cannot be sent again.
    private var head: ByteBuffer
    private let affinity: Affinity
    private let loop: GatewayLoop

    private var state: ExchangeState
    private var tail = EventStreamTail()
    private var isEventStream = false
    /// The upstream that is used; held from `take` to `release`.
    private var index: Int?
    private var lastIndex: Int?
    private var lastFailure: GatewayProblem?
    private var tried: Set<Int> = []
    private var upstream: UpstreamConnection?
    /// Pieces of the request that came before there was a connection.
    private var early: [ByteBuffer] = []
    private var isRequestEnded: Bool
    private var isUpstreamPaused = false
    private var hasConnectedAhead = false
    private var deadline = NIODeadline.distantFuture
    /// Since when the client has not taken what waits for it.
    private var stalledSince: NIODeadline?

    private var deadlines: GatewayDeadlines { loop.shared.configuration.deadlines }
    private var pool: UpstreamPool { loop.shared.pool }

    /// - Parameters:
    ///   - head: the request as the upstream gets it.
    ///   - isEnded: whether nothing of the request is to come.
    init(
        _ client: ClientConnection, loop: GatewayLoop, request: RequestHead, head: ByteBuffer, check: RequestCheck,
        isEnded: Bool, requestId: String
    ) {
        self.client = client
        self.loop = loop
        method = request.start.method
        isHTTP11 = request.start.isHTTP11
        self.head = head
        self.check = check
        self.requestId = requestId
        isRequestEnded = isEnded
        affinity = loop.shared.pool.isSingle ? Affinity() : Affinity(path: check.path, request)
        let isRepeatable = check.body == .none && !check.isWebSocket && method.isSafe
        state = ExchangeState(isRepeatable: isRepeatable, attempts: min(3, loop.shared.pool.addresses.count))
    }

    /// The upstream's name, for the log.
    var upstreamName: String? { lastIndex.map { pool.names[$0] } }
    /// Whether the client's side should read more of the request.
    var wantsBody: Bool { upstream.map(\.isWritable) ?? early.isEmpty }

    // MARK: The request

    /// A server may have settled on HTTP for good on a connection that was used before.
    func start() { attempt(fresh: check.isWebSocket) }

    private func attempt(fresh: Bool) {
        if let index {
            pool.release(index)
            self.index = nil
        }
        guard let index = pool.take(affinity, excluding: tried) else {
            state.finished()
            client.answer(lastFailure ?? noUpstream(), upstream: upstreamName)
            return
        }
        self.index = index
        lastIndex = index
        if !fresh, let kept = loop.takeIdle(index) {
            attach(kept, isKept: true)
            return
        }
        loop.connect(index).whenComplete { [self] result in
            guard state.phase == .connecting, self.index == index else {
                // The client has left.
                if case .success(let connection) = result { connection.close() }
                return
            }
            switch result {
            case .success(let connection): attach(connection, isKept: false)
            case .failure(let error):
                let cause = ConnectFailure.cause(error)
                pool.observe(.failed(cause: cause), of: index)
                tried.insert(index)
                lastFailure = .upstream(.upstreamUnreachable, pool.names[index], cause)
                act(on: state.fail(.unreachable(cause: cause)))
            }
        }
    }

    private func noUpstream() -> GatewayProblem {
        let causes = pool.statuses.map { "\($0.address) (\($0.health.cause.isEmpty ? "tried" : $0.health.cause))" }
        let names = pool.names.joined(separator: ", ")
        return GatewayProblem(
            .upstreamDown, "Down: \(causes.joined(separator: ", ")). Try again in a moment.", upstream: names,
            cause: pool.statuses.first?.health.cause)
    }

    private func attach(_ connection: UpstreamConnection, isKept: Bool) {
        upstream = connection
        state.connected(kept: isKept)
        let head = head
        if !state.isRepeatable { self.head = ByteBuffer() }
        connection.begin(self, method, head, isChunked: check.body == .chunked)
        for buffer in early { connection.write(buffer) }
        early = []
        if isRequestEnded { connection.end() }
        connection.flush()
        connection.read()
        waitForHead()
        if check.expectsContinue, !isRequestEnded { client.writeContinue() }
        client.readMore()
    }

    private func waitForHead() {
        deadline = .now() + TimeAmount(isRequestEnded ? deadlines.responseHead : deadlines.client)
    }

    func receive(_ buffer: ByteBuffer) {
        guard let upstream else {
            if state.phase == .connecting { early.append(buffer) }
            return
        }
        upstream.write(buffer)
        if state.phase == .waiting { waitForHead() }
    }

    func receiveEnd() {
        isRequestEnded = true
        guard let upstream else { return }
        upstream.end()
        upstream.flush()
        if state.phase == .waiting { waitForHead() }
    }

    /// What was received in one go is sent in one go.
    func flushRequest() { if !isRequestEnded { upstream?.flush() } }

    func upstreamWritabilityChanged() {
        if upstream?.isWritable == true { client.readMore() }
    }

    // MARK: The response

    func responseBegan(_ head: ResponseHead, _ check: ResponseCheck) {
        guard let index else { return }
        let isNew = !pool.isSingle && affinity.token != pool.tokens[index]
        let response = ClientResponse(
            head, check, isHTTP11: isHTTP11, requestId: requestId, keepsConnection: client.mayKeepConnection,
            cookie: isNew ? Affinity.setCookie(pool.tokens[index]) : nil)
        state.responseBegan()
        self.head = ByteBuffer()
        isEventStream = check.isEventStream
        deadline = .now() + TimeAmount(deadlines.responseIdle)
        client.writeHead(response, status: head.start.status)
    }

    func responseContinued(_ buffer: ByteBuffer) {
        if isEventStream { tail.pass(buffer) }
        client.writeBody(buffer)
    }

    func responseEnded() {
        guard state.phase != .done else { return }
        state.finished()
        upstream = nil
        release()
        client.finishResponse()
    }

    /// All that has come in one go has been passed on.
    func responsePaused() {
        client.flush()
        let now = NIODeadline.now()
        if state.phase == .streaming { deadline = now + TimeAmount(deadlines.responseIdle) }
        if client.isWritable {
            upstream?.read()
        } else {
            isUpstreamPaused = true
            stalledSince = stalledSince ?? now
            deadline = now + TimeAmount(deadlines.client)
        }
        // A response that is not over at once keeps its connection from the next request.
        if !hasConnectedAhead, let index {
            hasConnectedAhead = true
            loop.connectAhead(index)
        }
    }

    /// The client takes more.
    func clientBecameWritable() {
        stalledSince = nil
        guard isUpstreamPaused else { return }
        isUpstreamPaused = false
        if state.phase == .streaming { deadline = .now() + TimeAmount(deadlines.responseIdle) }
        upstream?.read()
    }

    /// - Parameter early: what has come behind the answer to the handshake.
    func switchProtocols(_ head: ResponseHead, early: ByteBuffer) {
        guard let channel = upstream?.channel, let index else { return }
        guard check.isWebSocket else { return refuseResponse("it changed the protocol unasked") }
        state.finished()
        deadline = .distantFuture
        upstream = nil
        // The relay gives it back when it ends.
        self.index = nil
        let pool = pool
        client.relay(
            ClientResponse.switching(head, requestId: requestId), with: channel, early: early,
            upstreamName: pool.names[index]
        ) { pool.release(index) }
    }

    // MARK: The end

    func upstreamFailed(_ failure: ExchangeState.Failure) {
        upstream = nil
        act(on: state.fail(failure, isEventStream: isEventStream, isBetweenEvents: tail.isBetweenEvents))
    }

    /// Looks at the deadlines.
    func sweep(_ now: NIODeadline) {
        guard deadline <= now else { return }
        deadline = .distantFuture
        if stalledSince != nil {
            cancel()
            client.cutOff(cause: "the client does not take the response")
            return
        }
        let failure: ExchangeState.Failure
        switch state.phase {
        case .streaming: failure = .idleTimeout
        case .waiting where !isRequestEnded && upstream?.isWritable == true:
            cancel()
            client.answer(GatewayProblem(.requestTimeout, "Send the body without long pauses."))
            return
        case .waiting: failure = isRequestEnded ? .headTimeout : .bodyTimeout
        case .connecting, .done: return
        }
        upstream?.close()
        upstreamFailed(failure)
    }

    private func act(on outcome: ExchangeState.Outcome) {
        let name = upstreamName ?? ""
        switch outcome {
        case .again: attempt(fresh: true)
        case .problem(let code, let cause):
            release()
            client.answer(.upstream(code, name, cause), upstream: name)
        case .errorEvent(let code, let cause):
            release()
            let event = EventStreamTail.errorEvent(.upstream(code, name, cause), requestId: requestId)
            client.writeBody(ByteBuffer(string: event))
            client.finishResponse(cause: cause)
        case .cutOff(let cause):
            release()
            client.cutOff(cause: cause)
        case .nothing: release()
        }
    }

    /// Answers instead of an upstream that has answered what cannot be passed on.
    func refuseResponse(_ cause: String) {
        let name = upstreamName ?? ""
        cancel()
        client.answer(.upstream(.upstreamFailed, name, cause), upstream: name)
    }

    /// Stops at once: the client has left, or gets another answer.
    func cancel() {
        state.finished()
        upstream?.close()
        upstream = nil
        early = []
        release()
    }

    private func release() {
        deadline = .distantFuture
        guard let index else { return }
        pool.release(index)
        self.index = nil
    }
}
