import NIOCore

/// Asks each upstream from time to time whether it can answer, each time on a new connection, so that one that is stopped or
/// takes no more connections is found out.
final class HealthWatch {
    private struct Check {
        var next: NIODeadline
        var deadline = NIODeadline.distantFuture
        var probe: HealthProbe?
    }

    private let shared: GatewayShared
    private let connector: UpstreamConnector
    private let interval: TimeAmount
    private var checks: [Check]
    /// Until then checks are frequent while no upstream is up: those who start all at once should not wait for the gateway.
    private var hurriesUntil = NIODeadline.now() + HealthWatch.hurry

    private static let hurry = TimeAmount.seconds(30)
    private static let hurriedPause = TimeAmount.milliseconds(250)

    init(shared: GatewayShared, connector: UpstreamConnector) {
        self.shared = shared
        self.connector = connector
        interval = TimeAmount(shared.configuration.deadlines.healthInterval)
        checks = shared.pool.addresses.map { _ in Check(next: .now()) }
    }

    /// Begins the checks whose time has come, and ends those whose time is over. Called on the event loop.
    func sweep(_ now: NIODeadline) {
        for index in checks.indices {
            if checks[index].deadline <= now {
                checks[index].probe?.finish(.failed(cause: "it does not answer its health check"))
            } else if checks[index].next <= now {
                begin(index, now)
            }
        }
    }

    private func begin(_ index: Int, _ now: NIODeadline) {
        let upstream = shared.pool.addresses[index]
        let probe = HealthProbe(path: shared.configuration.healthPath, host: upstream.host) { [weak self] in
            self?.end(index, $0)
        }
        checks[index] = Check(next: .distantFuture, deadline: now + interval, probe: probe)
        let bound = NIOLoopBound(probe, eventLoop: connector.loop)
        connector.connect(to: upstream) { bound.value }.assumeIsolated().whenFailure { error in
            probe.finish(.failed(cause: ConnectFailure.cause(error)))
        }
    }

    private func end(_ index: Int, _ observation: UpstreamHealth.Observation) {
        shared.pool.observe(observation, of: index)
        checks[index] = Check(next: .now() + pause(after: observation, of: index))
    }

    private func pause(after observation: UpstreamHealth.Observation, of index: Int) -> TimeAmount {
        let now = NIODeadline.now()
        let states = shared.pool.states
        if states.contains(.up) { hurriesUntil = now + Self.hurry }
        if states[index] == .up {
            // A first failure is looked into at once.
            if case .failed = observation { return .zero }
            return interval
        }
        let half = TimeAmount.nanoseconds(interval.nanoseconds / 2)
        return now < hurriesUntil && !states.contains(.up) ? min(half, Self.hurriedPause) : half
    }
}

/// One question to one upstream.
final class HealthProbe: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let path: String
    private let host: String
    private var onEnd: ((UpstreamHealth.Observation) -> Void)?
    private var context: ChannelHandlerContext?
    private var received = ByteBuffer()
    private var heads = HeadReader<StatusLine>(maxBytes: UpstreamConnection.maxHead)

    init(path: String, host: String, onEnd: @escaping (UpstreamHealth.Observation) -> Void) {
        self.path = path
        self.host = host
        self.onEnd = onEnd
    }

    func finish(_ observation: UpstreamHealth.Observation) {
        let end = onEnd
        onEnd = nil
        context?.close(promise: nil)
        end?(observation)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        // Too late.
        guard onEnd != nil else { return context.close(promise: nil) }
        let request =
            "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\nUser-Agent: blankspace-gateway\r\n\r\n"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard onEnd != nil else { return }
        received.append(unwrapInboundIn(data))
        do throws(MessageFault) {
            guard let status = try heads.read(&received)?.start.status else { return }
            finish(status < 500 ? .ready : .notReady(status: status))
        } catch {
            finish(.failed(cause: "it does not answer its health check in HTTP"))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.read() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.failed(cause: "its health check failed: \(ConnectFailure.cause(error))"))
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.failed(cause: "it closed its health check's connection"))
    }
}
