import Assistant
import Foundation
import HTTPTypes
import Hummingbird

/// `/api/llm/chat`: turns, and what can be done about one that is at work.
struct ChatRoutes: Sendable {
    let calls: AssistantCalls
    let configuration: HTTPAPIConfiguration
    let accounts: TurnAccounts
    private let gate: TurnGate
    private let turns: TurnRegistry

    init(calls: AssistantCalls, configuration: HTTPAPIConfiguration, accounts: TurnAccounts) {
        self.calls = calls
        self.configuration = configuration
        self.accounts = accounts
        gate = TurnGate(limit: configuration.maxConcurrentTurns)
        turns = TurnRegistry(limit: 2 * configuration.maxConcurrentTurns)
    }

    var routes: [Route] {
        [
            Route(.post, "/api/llm/chat", chat),
            Route(.get, "/api/llm/chat/{turnId}/stream", resume),
            Route(.post, "/api/llm/chat/{turnId}/cancel", cancel),
        ]
    }

    @Sendable private func chat(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let body = try await request.readJSON(upTo: configuration.maxBodyBytes)
        let turn = try TurnRequest(body: body, configuration: configuration)
        // Dropped, and so released, where the turn fails.
        let permit = try gate.enter()
        let format = TurnFormat(accept: request.headers[values: .accept].joined(separator: ","))
        let record = accounts.begin()
        do {
            return try await answer(turn, to: request, as: format, permit: permit, record, context)
        } catch {
            record.fail(error)
            throw error
        }
    }

    private func answer(
        _ turn: TurnRequest, to request: Request, as format: TurnFormat, permit: TurnGate.Permit, _ record: TurnRecord,
        _ context: APIRequestContext
    ) async throws -> Response {
        let deadline = calls.deadline()
        switch format {
        case .json:
            defer { permit.release() }
            let collector = TurnCollector(record: record)
            return .json(try await calls.run(until: deadline) { try await collector.collect($0.turn(turn)) })
        case .eventStream:
            // The head goes out only when there is a stream: what fails before that is an HTTP status.
            let events = try await calls.run(until: deadline) { try await $0.turn(turn) }
            let running = RunningTurn(grace: request.wantsToResume ? configuration.resumeGrace : .zero)
            let stream = TurnStream(
                turn: running, keepAlive: configuration.keepAlive, requestId: context.requestId,
                metrics: accounts.metrics)
            let response = stream.response(to: request)
            running.start(events, permit: permit, deadline: deadline) { [weak running, turns] event in
                if case .turn(let start) = event, let running {
                    turns.add(running, id: start.turnId, turnLimit: configuration.turnDeadline)
                }
                record.note(event)
            } failed: { [logger = context.logger] error in
                record.fail(error)
                if Problem(describing: error).code == .internalError {
                    logger.error("turn failed", metadata: ["error": "\(error)"])
                }
            }
            return response
        }
    }

    /// What the client missed, by its `Last-Event-ID`, and what is still to come.
    @Sendable private func resume(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try context.pathParameter("turnId")
        let position = try request.lastEvent(of: id)
        let stream = TurnStream(
            turn: try turn(id), position: position, keepAlive: configuration.keepAlive, requestId: context.requestId,
            metrics: accounts.metrics)
        return stream.response(to: request, of: id)
    }

    @Sendable private func cancel(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        try turn(try context.pathParameter("turnId")).cancel(.turnCancelled)
        return Response(status: .noContent)
    }

    private func turn(_ id: String) throws -> RunningTurn {
        guard let turn = turns[id] else {
            throw Problem(.unknownTurn, "Turns are kept for a minute after their end; ask again.")
        }
        return turn
    }
}

extension Request {
    /// `Prefer: resumable` (RFC 7240): the client will come back for its turn where the connection breaks.
    fileprivate var wantsToResume: Bool {
        headers[values: .prefer].joined(separator: ",").split(separator: ",").contains { preference in
            preference.trimmingCharacters(in: .whitespaces).lowercased() == "resumable"
        }
    }

    /// The number of the last event that the client has; 0 where it has none.
    fileprivate func lastEvent(of turnId: String) throws -> Int {
        guard let text = headers[.lastEventID], !text.isEmpty else { return 0 }
        guard text.hasPrefix(turnId + ":"), let number = Int(text.dropFirst(turnId.count + 1)), number >= 0 else {
            throw Problem(.invalidParameter, "`Last-Event-ID` is not of this turn; leave it out to get all events.")
        }
        return number
    }
}
