import NIOCore
import NIOPosix
import Synchronization

/// A TCP proxy that stands before a real server and breaks its connections in the way a test asks for, also in their midst.
///
///     let proxy = try await FaultProxy.start(before: chroma.port)
///     proxy.fault = .resets(after: 1_000)
///     …
///     await proxy.stop()
public final class FaultProxy: Sendable {
    /// What went through so far.
    public struct Record: Sendable, Equatable {
        /// Connections that were accepted.
        public var connections = 0
        /// Those of them that are open.
        public var open = 0
        /// Bytes that were passed to the server, and to its clients.
        public var bytesUp = 0
        public var bytesDown = 0
    }

    /// Where clients connect to, on 127.0.0.1.
    public let port: Int
    private let link: Link
    private let listener: Mutex<(any Channel)?>

    /// Begins to listen on a free port of 127.0.0.1. Whether the server is there shows at the first connection.
    public static func start(
        before port: Int, host: String = "127.0.0.1", fault: Fault = .none
    ) async throws -> FaultProxy {
        let link = Link(host: host, port: port, fault: fault)
        let listener = try await listen(on: 0, link)
        return FaultProxy(link, listener)
    }

    private init(_ link: Link, _ listener: any Channel) {
        self.link = link
        port = listener.localAddress?.port ?? 0
        self.listener = Mutex(listener)
    }

    /// What is done to connections from now on, to open ones too.
    public var fault: Fault {
        get { link.state.withLock { $0.fault } }
        set { link.state.withLock { $0.fault = newValue } }
    }

    public var record: Record { link.state.withLock { $0.record } }

    /// Resets all open connections; new ones are accepted.
    public func dropConnections() async {
        let open = link.state.withLock { state in Array(state.open.values) }
        for channel in open { await channel.reset() }
    }

    /// Nothing listens any more, as where the server has died: clients are refused by the system. Open connections are reset.
    public func goDown() async {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        try? await channel?.close()
        await dropConnections()
    }

    /// Listens again, on the same port.
    public func comeBack() async throws {
        guard listener.withLock({ $0 == nil }) else { return }
        let channel = try await Self.listen(on: port, link)
        listener.withLock { $0 = channel }
    }

    /// Ends the proxy and its connections.
    public func stop() async { await goDown() }

    private static func listen(on port: Int, _ link: Link) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Read from a client only when there is a server to pass it to.
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in link.connect(client) }
            .bind(host: "127.0.0.1", port: port).get()
    }
}

extension Channel {
    /// Closes the connection so that the other side gets a reset.
    func reset() async {
        try? await (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try? await close()
    }

    /// As `reset`, from the channel's own event loop.
    func resetSoon() {
        guard let options = self as? any SocketOptionProvider else { return close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in self.close(promise: nil) }
    }
}
