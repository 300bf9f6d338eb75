import NIOCore
import NIOPosix

/// Makes connections to upstreams on one event loop. A name is tried with all its addresses, IPv6 and IPv4 in turn (RFC 8305), so
/// that an upstream behind `localhost` may listen on either; the address that answered is remembered for a while.
final class UpstreamConnector {
    private static let memory = TimeAmount.seconds(5)

    let loop: any EventLoop
    private let timeout: TimeAmount
    private var remembered: [UpstreamAddress: (address: SocketAddress, until: NIODeadline)] = [:]

    init(loop: any EventLoop, timeout: Duration) {
        self.loop = loop
        self.timeout = TimeAmount(timeout)
    }

    /// The channel has `handler` alone, which gets bytes. Only on the event loop.
    func connect(
        to upstream: UpstreamAddress,
        handler: @escaping @Sendable () -> any ChannelInboundHandler & RemovableChannelHandler
    ) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(timeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.syncOptions?.setOption(.autoRead, value: false)
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
        switch upstream.place {
        case .socket(let path): return bootstrap.connect(unixDomainSocketPath: path)
        case .network(let host, let port):
            if let address = try? SocketAddress(ipAddress: host, port: port) { return bootstrap.connect(to: address) }
            guard let known = remembered[upstream], known.until > .now() else {
                return resolved(upstream, host, port, bootstrap)
            }
            // The upstream may have moved; then its name tells where.
            return bootstrap.connect(to: known.address).assumeIsolated().flatMapError { [self] _ in
                remembered[upstream] = nil
                return resolved(upstream, host, port, bootstrap)
            }.nonisolated()
        }
    }

    private func resolved(
        _ upstream: UpstreamAddress, _ host: String, _ port: Int, _ bootstrap: ClientBootstrap
    ) -> EventLoopFuture<any Channel> {
        bootstrap.connect(host: host, port: port).assumeIsolated().map { [self] channel in
            if let address = channel.remoteAddress { remembered[upstream] = (address, .now() + Self.memory) }
            return channel
        }.nonisolated()
    }
}
