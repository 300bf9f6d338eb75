import Dispatch
import Logging
import NIOCore
import Synchronization

/// One request that is over, for one line in the log. Queries and bodies are never logged: they hold a shopper's words.
struct AccessRecord: Sendable {
    var method: String
    var path: String
    /// 499 where the client left before there was one.
    var status: Int
    var bytes: Int
    var elapsed: TimeAmount
    var requestId: String
    var traceId: String
    var upstream: String?
    var cause: String?
    /// Whether an operator should look at it.
    var isFailure = false

    func log(to logger: Logger) {
        var metadata: Logger.Metadata = [
            "method": .string(method), "path": .string(String(path.prefix(512))), "status": .stringConvertible(status),
            "bytes": .stringConvertible(bytes),
            "ms": .stringConvertible(Double(elapsed.nanoseconds / 100_000) / 10), "requestId": .string(requestId),
            "traceId": .string(traceId),
        ]
        if let upstream { metadata["upstream"] = .string(upstream) }
        if let cause { metadata["cause"] = .string(cause) }
        logger.log(level: isFailure ? .warning : .info, "request", metadata: metadata)
    }
}

/// Writes records on a thread of its own: a slow disk or terminal never holds up an event loop. Where it cannot keep up, lines
/// are lost and counted.
final class AccessLog: Sendable {
    private static let maxWaiting = 65_536

    private let logger: Logger
    private let queue = DispatchQueue(label: "gateway.log")
    private let waiting = Atomic<Int>(0)
    private let lost = Atomic<Int>(0)

    private let format: AccessLineFormat?
    private let writeLines: @Sendable (String) -> Void

    /// - Parameters:
    ///   - format: nil: lines go through the logger, one by one.
    ///   - writeLines: gets whole lines, many at once.
    init(logger: Logger, format: AccessLineFormat?, writeLines: @escaping @Sendable (String) -> Void) {
        self.logger = logger
        self.format = format
        self.writeLines = writeLines
    }

    /// Whether lines of requests are written at all.
    var isOn: Bool { logger.logLevel <= .warning }

    func write(_ records: [AccessRecord]) {
        guard waiting.load(ordering: .relaxed) + records.count <= Self.maxWaiting else {
            lost.add(records.count, ordering: .relaxed)
            return
        }
        waiting.add(records.count, ordering: .relaxed)
        queue.async { [self] in
            if let format {
                var lines = ""
                let time = format.now
                for record in records where record.isFailure || logger.logLevel <= .info {
                    record.write(as: format, time: time, to: &lines)
                }
                if !lines.isEmpty { writeLines(lines) }
            } else {
                for record in records { record.log(to: logger) }
            }
            waiting.subtract(records.count, ordering: .relaxed)
            let count = lost.exchange(0, ordering: .relaxed)
            if count > 0 { logger.warning("log lines lost", metadata: ["count": .stringConvertible(count)]) }
        }
    }

    /// Returns when all that was given has been written.
    func drain() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }
}
