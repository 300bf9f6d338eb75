public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import Synchronization

/// The front door: serves the page, and passes everything else on to the assistant servers. Runs as a service; TLS is left to
/// what stands before it.
public final class Gateway: Service {
    private let configuration: GatewayConfiguration
    private let logger: Logger
    private let onListening: @Sendable (_ port: Int) -> Void

    /// - Parameters:
    ///   - logger: gets a line for each request and each change of an upstream's state.
    ///   - onListening: called once requests are taken, with the port.
    public init(
        configuration: GatewayConfiguration, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
    }

    /// Runs until the service is told to stop; then takes no more connections and lets finish what is under way.
    ///
    /// Throws `GatewayError` for a configuration that cannot work, and the system's error where the address cannot be listened on.
    public func run() async throws {
        guard !configuration.upstreams.isEmpty else { throw GatewayError("no upstream is named") }
        let site: Site
        do {
            site = try configuration.webFolder.map(Site.init(folder:)) ?? .empty
        } catch {
            throw GatewayError("the page's folder: \(error)")
        }
        let shared = GatewayShared(configuration, site: site, logger: logger)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
        do {
            try await run(shared, on: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try? await group.shutdownGracefully()
    }

    private func run(_ shared: GatewayShared, on group: MultiThreadedEventLoopGroup) async throws {
        var loops = GatewayLoops()
        for loop in group.makeIterator() {
            let isFirst = loops.isEmpty
            let bound = try await loop.submit {
                let member = GatewayLoop(loop: loop, shared: shared)
                member.start(watchesHealth: isFirst)
                return NIOLoopBound(member, eventLoop: loop)
            }.get()
            loops.add(bound, of: loop)
        }
        let listener = try await Listener.bind(loops, shared, on: group)
        onListening(listener.localAddress?.port ?? configuration.port)
        // Returns when the service is told to stop, and throws when it is cancelled.
        try? await gracefulShutdown()
        shared.isStopping.store(true, ordering: .relaxed)
        try? await listener.close()
        await loops.stop(within: Task.isCancelled ? .zero : configuration.deadlines.shutdown)
        await shared.log.drain()
    }
}

/// Why the gateway cannot start.
public struct GatewayError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
