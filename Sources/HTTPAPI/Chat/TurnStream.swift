import Assistant
import HTTPTypes
import Hummingbird
import Logging
import Shop

/// A turn on its way to the client as server-sent events.
struct TurnStream: Sendable {
    let events: AsyncThrowingStream<TurnEvent, any Error>
    let permit: TurnGate.Permit
    let started: ContinuousClock.Instant
    let deadline: ContinuousClock.Instant
    let keepAlive: Duration
    let requestId: String
    let logger: Logger
    let metrics: ServerMetrics

    /// `request` with its body collected. The connection is closed after the stream: watching it for the client's hang-up
    /// takes its input.
    func response(to request: Request) -> Response {
        let body = ResponseBody { writer in
            metrics.streamOpened()
            defer { metrics.streamClosed() }
            do {
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await write(to: &writer)
                }
            } catch {
                metrics.turnCancelled()
                throw error
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8",
                .cacheControl: "no-store",
                .accelBuffering: "no",
                .connection: "close",
            ],
            body: body)
    }

    /// Throws `CancellationError` where the client hung up, and what `writer` throws.
    private func write(to writer: inout any ResponseBodyWriter) async throws {
        let (items, continuation) = AsyncStream<StreamItem>.makeStream()
        let pump = TurnPump(
            events: events, items: continuation, permit: permit, deadline: deadline, keepAlive: keepAlive)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pump.run() }
            defer { group.cancelAll() }
            var frames = EventFrames()
            var failure: any Error = UnfinishedTurn()
            items: for await item in items {
                switch item {
                case .event(let event):
                    if case .turn(let start) = event { began(start, frames: &frames) }
                    try await writer.write(frames.frame(event))
                    if case .done = event { return }
                case .keepAlive:
                    try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
                case .deadline:
                    metrics.turnCancelled()
                    return try await writer.write(frames.frame(Problem.turnTimeout, requestId: requestId))
                case .failed(let error):
                    failure = error
                    break items
                case .end:
                    break items
                }
            }
            // Our own cancellation ends the events too.
            try Task.checkCancellation()
            try await writer.write(frames.frame(problem(failure), requestId: requestId))
        }
    }

    private func began(_ start: TurnStart, frames: inout EventFrames) {
        frames.turnId = start.turnId
        metrics.turn(intent: start.intent.rawValue)
        metrics.firstEvent(after: started.duration(to: .now))
    }

    private func problem(_ error: any Error) -> Problem {
        let problem = Problem(describing: error)
        if problem.code == .internalError { logger.error("turn failed", metadata: ["error": "\(error)"]) }
        return problem
    }
}

/// The turn ended without its last event.
private struct UnfinishedTurn: Error {}

/// Numbers the events of a stream and writes them in the form of server-sent events.
struct EventFrames {
    var turnId: String?
    private var count = 0

    init() {}

    mutating func frame(_ event: TurnEvent) -> ByteBuffer {
        frame(name: event.name, data: event.json)
    }

    mutating func frame(_ problem: Problem, requestId: String) -> ByteBuffer {
        frame(name: "error", data: problem.json(requestId: requestId))
    }

    mutating func frame(name: String, data: JSONValue) -> ByteBuffer {
        var text = "event: \(name)\n"
        if let turnId, !turnId.contains(where: \.isNewline) {
            count += 1
            text += "id: \(turnId):\(count)\n"
        }
        return ByteBuffer(string: text + "data: \(data.line)\n\n")
    }
}
