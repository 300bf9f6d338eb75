public import NIOCore
import NIOPosix
import Synchronization

/// Listens on 127.0.0.1 for a test's own server and runs a task for each connection.
public final class TestListener: Sendable {
    private struct State {
        var isOpen = true
        var connections: [ObjectIdentifier: (channel: any Channel, work: Task<Void, Never>)] = [:]
    }

    private final class Connections: Sendable {
        let state = Mutex(State())
    }

    public let port: Int
    private let listener: any Channel
    private let connections: Connections

    /// Begins to listen on a port, a free one where it is 0.
    ///
    /// - Parameters:
    ///   - configure: adds handlers to a connection, on its event loop.
    ///   - serve: has to call `executeThenClose`.
    public static func start<Inbound: Sendable, Outbound: Sendable>(
        port: Int = 0, _ configure: @escaping @Sendable (any Channel) throws -> Void = { _ in },
        _ serve: @escaping @Sendable (NIOAsyncChannel<Inbound, Outbound>) async throws -> Void
    ) async throws -> TestListener {
        let connections = Connections()
        // Not NIO's own asynchronous listener: that crashes where a connection comes in while it is being closed.
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try configure(channel)
                    let connection = try NIOAsyncChannel<Inbound, Outbound>(wrappingChannelSynchronously: channel)
                    connections.state.withLock { state in
                        let work = Task {
                            try? await serve(connection)
                            connections.state.withLock { $0.connections[ObjectIdentifier(channel)] = nil }
                        }
                        state.connections[ObjectIdentifier(channel)] = (channel, work)
                        if !state.isOpen { channel.close(promise: nil) }
                    }
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return TestListener(listener, connections)
    }

    private init(_ listener: any Channel, _ connections: Connections) {
        self.listener = listener
        self.connections = connections
        port = listener.localAddress?.port ?? 0
    }

    /// Closes the port and all connections, and waits until their tasks have ended.
    public func stop() async {
        let open = connections.state.withLock { state in
            state.isOpen = false
            return Array(state.connections.values)
        }
        try? await listener.close()
        for connection in open {
            connection.work.cancel()
            try? await connection.channel.close()
            await connection.work.value
        }
    }
}
