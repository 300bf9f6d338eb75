import Assistant
import HTTPTypes
import Hummingbird

/// `POST /api/llm/chat`.
struct ChatRoutes: Sendable {
    let calls: AssistantCalls
    let configuration: HTTPAPIConfiguration
    let metrics: ServerMetrics
    let gate: TurnGate

    init(calls: AssistantCalls, configuration: HTTPAPIConfiguration, metrics: ServerMetrics) {
        self.calls = calls
        self.configuration = configuration
        self.metrics = metrics
        gate = TurnGate(limit: configuration.maxConcurrentTurns)
    }

    var routes: [Route] { [Route(.post, "/api/llm/chat", chat)] }

    @Sendable private func chat(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let body = try await request.readJSON(upTo: configuration.maxBodyBytes)
        let turn = try TurnRequest(body: body, configuration: configuration)
        // Dropped, and so released, where the turn fails or its stream is dropped unread.
        let permit = try gate.enter()
        let format = TurnFormat(accept: request.headers[values: .accept].joined(separator: ","))
        do {
            return try await answer(turn, to: request, as: format, permit: permit, context: context)
        } catch {
            let isTimeout = Problem(describing: error).code == .turnTimeout
            if isTimeout || error is CancellationError { metrics.turnCancelled() }
            throw error
        }
    }

    private func answer(
        _ turn: TurnRequest, to request: Request, as format: TurnFormat, permit: TurnGate.Permit,
        context: APIRequestContext
    ) async throws -> Response {
        let started = ContinuousClock.now
        let deadline = calls.deadline()
        switch format {
        case .json:
            defer { permit.release() }
            let collector = TurnCollector(metrics: metrics, started: started)
            return .json(try await calls.run(until: deadline) { try await collector.collect($0.turn(turn)) })
        case .eventStream:
            // The head goes out only when there is a stream: what fails before that is an HTTP status.
            let events = try await calls.run(until: deadline) { try await $0.turn(turn) }
            return TurnStream(
                events: events, permit: permit, started: started, deadline: deadline,
                keepAlive: configuration.keepAlive, requestId: context.requestId, logger: context.logger,
                metrics: metrics
            ).response(to: request)
        }
    }
}
