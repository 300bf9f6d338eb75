import Foundation
import Gateway
import Logging
import ServiceLifecycle
import Synchronization

/// Runs a gateway while `body` runs, on a thread that may block, with the gateway's port.
func withGateway(
    _ upstreams: [TestUpstream], _ configure: (inout GatewayConfiguration) -> Void = { _ in },
    log: LogLines = LogLines(),
    _ body: @escaping @Sendable (_ port: Int) throws -> Void
) async throws {
    var configuration = GatewayConfiguration(upstreams: upstreams.compactMap { UpstreamAddress($0.address) })
    configuration.port = 0
    configuration.threads = 2
    configuration.deadlines.shutdown = .milliseconds(300)
    configure(&configuration)
    try await withGateway(configuration, log: log) { port, _ in try body(port) }
    for upstream in upstreams { upstream.stop() }
}

/// - Parameter body: also gets what tells the gateway to stop.
func withGateway(
    _ configuration: GatewayConfiguration, log: LogLines = LogLines(),
    _ body: @escaping @Sendable (_ port: Int, _ stop: @escaping @Sendable () -> Void) throws -> Void
) async throws {
    let (ports, started) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "test") { _ in KeepingHandler(log: log) }
    logger.logLevel = .debug
    let gateway = Gateway(configuration: configuration, logger: logger) { started.yield($0) }
    var quiet = Logger(label: "group") { _ in SwiftLogNoOpLogHandler() }
    quiet.logLevel = .critical
    let group = ServiceGroup(services: [gateway], logger: quiet)
    let running = Task { try await group.run() }
    guard let port = await ports.first(where: { _ in true }) else { return }
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                returning: Result { try body(port) { Task { await group.triggerGracefulShutdown() } } })
        }
    }
    await group.triggerGracefulShutdown()
    try await running.value
    try result.get()
}

/// Keeps what is logged.
final class LogLines: Sendable {
    struct Line: Sendable {
        var message: String
        var metadata: Logger.Metadata
    }

    private let kept = Mutex<[Line]>([])

    var lines: [Line] { kept.withLock { $0 } }
    var requests: [Line] { lines.filter { $0.message == "request" } }

    func append(_ line: Line) { kept.withLock { $0.append(line) } }
}

private struct KeepingHandler: LogHandler {
    let log: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        log.append(LogLines.Line(message: event.message.description, metadata: event.metadata ?? [:]))
    }
}

/// Waits until `condition` holds; false where it does not within the time.
func eventually(within seconds: Double = 5, _ condition: () -> Bool) -> Bool {
    let end = Date.now.addingTimeInterval(seconds)
    while Date.now < end {
        if condition() { return true }
        Thread.sleep(forTimeInterval: 0.005)
    }
    return condition()
}

/// A folder that is deleted again.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "gateway-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}
