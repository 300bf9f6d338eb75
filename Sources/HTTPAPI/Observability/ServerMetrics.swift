import HTTPTypes
import Metrics

/// What the HTTP layer counts. The label values are bounded: routes by their pattern, methods by a list.
struct ServerMetrics: Sendable {
    static let help = [
        "http_requests_total": "Requests answered.",
        "http_request_duration_seconds": "Time from a request to the end of its response.",
        "turns_total": "Turns begun, by what the shopper wanted.",
        "turn_first_event_seconds": "Time from a chat request to its first event.",
        "sse_streams_open": "Event streams open now.",
        "turns_cancelled_total": "Turns cut short by the client or by the deadline.",
    ]

    private let factory: any MetricsFactory
    private let openStreams: Meter
    private let cancelled: Counter
    private let firstEvent: Timer

    init(factory: any MetricsFactory) {
        self.factory = factory
        openStreams = Meter(label: "sse_streams_open", factory: factory)
        cancelled = Counter(label: "turns_cancelled_total", factory: factory)
        firstEvent = Timer(label: "turn_first_event_seconds", factory: factory)
        openStreams.set(0)
        cancelled.increment(by: 0)
    }

    func request(route: String, method: HTTPRequest.Method, status: Int, elapsed: Duration) {
        let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
        let dimensions = [("route", route), ("method", known.contains(method) ? method.rawValue : "other")]
        Counter(
            label: "http_requests_total", dimensions: dimensions + [("status", String(status))], factory: factory
        ).increment()
        Timer(label: "http_request_duration_seconds", dimensions: dimensions, factory: factory)
            .recordNanoseconds(elapsed.nanoseconds)
    }

    func turn(intent: String) {
        Counter(label: "turns_total", dimensions: [("intent", intent)], factory: factory).increment()
    }

    func firstEvent(after elapsed: Duration) { firstEvent.recordNanoseconds(elapsed.nanoseconds) }
    func turnCancelled() { cancelled.increment() }
    func streamOpened() { openStreams.increment() }
    func streamClosed() { openStreams.decrement() }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
