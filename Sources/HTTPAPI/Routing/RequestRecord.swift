import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// Accounts for one request when its response has gone out, or has been dropped on the way: one access log line and the
/// request metrics. Message texts and queries are never logged.
final class RequestRecord: Sendable {
    private let method: HTTPRequest.Method
    private let path: String
    private let route: String
    private let status: Int
    private let started: ContinuousClock.Instant
    private let logger: Logger
    private let metrics: ServerMetrics
    private let bytes = Atomic<Int>(0)
    private let isFinished = Atomic<Bool>(false)

    init(
        method: HTTPRequest.Method, path: String, route: String, status: Int, started: ContinuousClock.Instant,
        logger: Logger, metrics: ServerMetrics
    ) {
        self.method = method
        self.path = String(path.prefix(512))
        self.route = route
        self.status = status
        self.started = started
        // The library's own request id would only say the same again.
        var logger = logger
        logger[metadataKey: "hb.request.id"] = nil
        self.logger = logger
        self.metrics = metrics
    }

    // A response whose head cannot be written never runs its body.
    deinit { finish() }

    /// Finishes with the response's body. A body of known length is as good as sent.
    func follow(_ response: inout Response) {
        if let length = response.body.contentLength {
            bytes.store(length, ordering: .relaxed)
            return finish()
        }
        let body = response.body.map { [self] buffer in
            bytes.add(buffer.readableBytes, ordering: .relaxed)
            return buffer
        }
        response.body = ResponseBody { [self] writer in
            defer { finish() }
            try await body.write(writer)
        }
    }

    private func finish() {
        guard !isFinished.exchange(true, ordering: .relaxed) else { return }
        let elapsed = started.duration(to: .now)
        metrics.request(route: route, method: method, status: status, elapsed: elapsed)
        logger.info(
            "request",
            metadata: [
                "method": .string(method.rawValue),
                "path": .string(path),
                "status": .stringConvertible(status),
                "ms": .stringConvertible((elapsed / .milliseconds(1) * 10).rounded() / 10),
                "bytes": .stringConvertible(bytes.load(ordering: .relaxed)),
            ])
    }
}
