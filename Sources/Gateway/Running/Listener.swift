import NIOCore
import NIOPosix
import Synchronization

/// The socket that clients connect to.
enum Listener {
    static func bind(
        _ loops: GatewayLoops, _ shared: GatewayShared, on group: MultiThreadedEventLoopGroup
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Many clients that come at once are taken in at once.
            .serverChannelOption(.maxMessagesPerRead, value: 64)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try accept(channel, loops, shared) }
            }
            .bind(host: shared.configuration.host, port: shared.configuration.port).get()
    }

    private static func accept(_ channel: any Channel, _ loops: GatewayLoops, _ shared: GatewayShared) throws {
        let limits = shared.configuration.limits
        // Set here they cost no promises.
        try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
        try channel.syncOptions?.setOption(.autoRead, value: false)
        let count = shared.connections.add(1, ordering: .relaxed).newValue
        channel.closeFuture.whenComplete { _ in shared.connections.subtract(1, ordering: .relaxed) }
        guard count <= limits.connections, let loop = loops[channel.eventLoop] else {
            return try channel.pipeline.syncOperations.addHandler(Refusal())
        }
        try channel.pipeline.syncOperations.addHandler(ClientConnection(loop: loop))
    }
}
