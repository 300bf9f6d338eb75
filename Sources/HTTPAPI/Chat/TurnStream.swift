import Assistant
import HTTPTypes
import Hummingbird
import Shop

/// A turn on its way to one client as server-sent events.
struct TurnStream: Sendable {
    let turn: RunningTurn
    /// Items that the client has.
    var position = 0
    let keepAlive: Duration
    let requestId: String
    let metrics: ServerMetrics

    /// - Parameters:
    ///   - request: with its body collected.
    ///   - turnId: where the client has the event that says it.
    func response(to request: Request, of turnId: String? = nil) -> Response {
        // From now on, so that a response that is dropped unread counts as a client that left.
        let items = turn.listen(from: position)
        return .eventStream(to: request, metrics: metrics) { writer in try await write(items, turnId, to: &writer) }
    }

    /// Throws `CancellationError` where the client hung up, and what `writer` throws.
    private func write(
        _ items: AsyncStream<RunningTurn.Item>, _ turnId: String?, to writer: inout any ResponseBodyWriter
    ) async throws {
        var frames = EventFrames(turnId: turnId, position: position)
        for await item in KeptAlive.stream(items, after: keepAlive) {
            switch item {
            case .item(let item): try await writer.write(frames.frame(item, requestId: requestId))
            case .silence: try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
            }
        }
        try Task.checkCancellation()
    }
}

/// Numbers the events of a stream and writes them in the form of server-sent events.
struct EventFrames {
    private var turnId: String?
    private var position: Int

    /// - Parameters:
    ///   - turnId: nil where the first event says it.
    ///   - position: events of the turn that went before.
    init(turnId: String? = nil, position: Int = 0) {
        self.turnId = turnId
        self.position = position
    }

    mutating func frame(_ item: RunningTurn.Item, requestId: String) -> ByteBuffer {
        switch item {
        case .event(let event):
            if case .turn(let start) = event { turnId = start.turnId }
            return frame(name: event.name, data: event.json)
        case .problem(let problem): return frame(name: "error", data: problem.json(requestId: requestId))
        }
    }

    mutating func frame(name: String, data: JSONValue) -> ByteBuffer {
        position += 1
        var text = "event: \(name)\n"
        if let turnId, !turnId.contains(where: \.isNewline) { text += "id: \(turnId):\(position)\n" }
        return ByteBuffer(string: text + "data: \(data.line)\n\n")
    }
}
