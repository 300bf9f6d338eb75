import Logging
import NIOCore
import Synchronization

/// What all event loops share.
final class GatewayShared: Sendable {
    let configuration: GatewayConfiguration
    let routes: RouteTable
    let site: Site
    let pictures: PictureFolder?
    let pool: UpstreamPool
    let log: AccessLog
    /// Connections of clients that are open.
    let connections = Atomic<Int>(0)
    let isStopping = Atomic<Bool>(false)

    init(_ configuration: GatewayConfiguration, site: Site, logger: Logger) {
        self.configuration = configuration
        self.site = site
        pictures = configuration.imagesFolder.map(PictureFolder.init)
        routes = RouteTable(page: configuration.webFolder == nil ? nil : site.paths, hasPictures: pictures != nil)
        pool = UpstreamPool(configuration.upstreams, logger: logger)
        log = AccessLog(
            logger: logger, format: configuration.accessLines, writeLines: configuration.writeAccessLines)
    }
}

/// What a loop looks after: its deadlines, and its orderly end.
protocol LoopMember: AnyObject {
    func sweep(_ now: NIODeadline)
    func beginStopping()
    func close()
}

/// What belongs to one event loop and is touched there alone: its clients, its kept connections, its log lines. A request
/// and the connection that it is passed on by share the loop, so that nothing crosses threads.
final class GatewayLoop {
    static let tick = TimeAmount.milliseconds(100)

    let loop: any EventLoop
    let shared: GatewayShared
    private let connector: UpstreamConnector
    var random = IdentityRandom()
    private var members: [ObjectIdentifier: any LoopMember] = [:]
    /// By upstream, the one that was used last at the end.
    private var idle: [[UpstreamConnection]]
    /// The upstreams that a connection is being made to before a request needs it.
    private var connectingAhead: Set<Int> = []
    private var records: [AccessRecord] = []
    private var health: HealthWatch?
    private var ticker: RepeatedTask?

    init(loop: any EventLoop, shared: GatewayShared) {
        self.loop = loop
        self.shared = shared
        connector = UpstreamConnector(loop: loop, timeout: shared.configuration.deadlines.connect)
        idle = Array(repeating: [], count: shared.pool.addresses.count)
    }

    /// - Parameter watchesHealth: on one loop alone; its findings are for all.
    func start(watchesHealth: Bool) {
        if watchesHealth { health = HealthWatch(shared: shared, connector: connector) }
        let bound = NIOLoopBound(self, eventLoop: loop)
        ticker = loop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in bound.value.sweep(.now()) }
    }

    /// Ends what is over its time, and hands the log lines on.
    func sweep(_ now: NIODeadline) {
        for member in members.values { member.sweep(now) }
        health?.sweep(now)
        for index in idle.indices {
            for connection in idle[index] where connection.idleUntil <= now { connection.close() }
        }
        flushRecords()
    }

    func add(_ member: any LoopMember) { members[ObjectIdentifier(member)] = member }
    func remove(_ member: any LoopMember) { members[ObjectIdentifier(member)] = nil }
    var isEmpty: Bool { members.isEmpty }

    func record(_ record: AccessRecord) {
        records.append(record)
        if records.count >= 4_096 { flushRecords() }
    }

    private func flushRecords() {
        guard !records.isEmpty else { return }
        shared.log.write(records)
        records.removeAll(keepingCapacity: true)
    }

    /// A kept connection to the upstream, the warmest first; nil where there is none.
    func takeIdle(_ index: Int) -> UpstreamConnection? {
        while let connection = idle[index].popLast() {
            if connection.isUsable { return connection }
        }
        return nil
    }

    /// Whether the connection is kept for another request.
    func keep(_ connection: UpstreamConnection) -> Bool {
        let limits = shared.configuration.limits
        guard connection.isUsable, idle[connection.index].count < limits.idleConnections,
            !shared.isStopping.load(ordering: .relaxed)
        else { return false }
        connection.idleUntil = .now() + TimeAmount(shared.configuration.deadlines.upstreamIdle)
        idle[connection.index].append(connection)
        return true
    }

    func forget(_ connection: UpstreamConnection) {
        idle[connection.index].removeAll { $0 === connection }
    }

    func connect(_ index: Int) -> EventLoopFuture<UpstreamConnection>.Isolated {
        let bound = NIOLoopBound(self, eventLoop: loop)
        return connector.connect(to: shared.pool.addresses[index]) {
            UpstreamConnection(index: index, loop: bound.value)
        }
        .assumeIsolated().flatMapThrowing { channel in
            try channel.pipeline.syncOperations.handler(type: UpstreamConnection.self)
        }
    }

    /// Where no connection is kept, makes one for the next request. Streams hold theirs: without this each new one would wait for a
    /// connection of its own.
    func connectAhead(_ index: Int) {
        guard idle[index].isEmpty, !connectingAhead.contains(index), shared.pool.states[index] == .up else { return }
        connectingAhead.insert(index)
        connect(index).whenComplete { [self] result in
            connectingAhead.remove(index)
            // What cannot be reached is found out by requests and health checks.
            guard case .success(let connection) = result else { return }
            if keep(connection) { connection.read() } else { connection.close() }
        }
    }

    /// Lets clients finish what is under way and take no more.
    func beginStopping() {
        for member in members.values { member.beginStopping() }
        closeIdle()
    }

    func endStopping() {
        for member in members.values { member.close() }
        closeIdle()
        health = nil
        ticker?.cancel()
        sweep(.now())
    }

    private func closeIdle() {
        for connections in idle { for connection in connections { connection.close() } }
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
