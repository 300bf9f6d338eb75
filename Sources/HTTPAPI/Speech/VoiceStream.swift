import Assistant
import AudioEncoding
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Shop
import Speech
import VoiceTurns

/// A turn by voice on its way to the client as server-sent events.
struct VoiceStream: Sendable {
    let transcript: Transcript
    let request: TurnRequest
    let format: AudioFormat
    let encoder: AudioEncoder
    let turn: VoiceTurn
    let permit: TurnGate.Permit
    let deadline: ContinuousClock.Instant
    let keepAlive: Duration
    let requestId: String
    let logger: Logger
    let accounts: TurnAccounts

    private enum Item: Sendable {
        case frame(name: String, data: JSONValue)
        case turn(TurnEvent)
        case failed(any Error)
        case keepAlive, deadline, end
    }

    /// - Parameter request: with its body collected.
    func response(to request: Request) -> Response {
        // From now on, so that a response that is dropped unread counts as a client that left.
        let record = accounts.begin()
        return .eventStream(to: request, metrics: accounts.metrics, brokenOff: { record.stop() }) { writer in
            try await write(record, to: &writer)
        }
    }

    private func write(_ record: TurnRecord, to writer: inout any ResponseBodyWriter) async throws {
        defer { permit.release() }
        let places = AsyncSemaphore(places: 8)
        let (items, out) = AsyncStream<Item>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { await run(out, places, record) }
            group.addTask { await keepTime(out) }
            var frames = EventFrames()
            try await writer.write(frames.frame(name: "transcript", data: transcript.json))
            items: for await item in items {
                switch item {
                case .frame(let name, let data): try await writer.write(frames.frame(name: name, data: data))
                case .turn(let event):
                    try await writer.write(frames.frame(.event(event), requestId: requestId))
                case .failed(let error):
                    try Task.checkCancellation()
                    record.fail(error)
                    return try await writer.write(frames.frame(.problem(problem(error)), requestId: requestId))
                case .keepAlive:
                    try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
                    continue items
                case .deadline:
                    record.fail(Problem.turnTimeout)
                    return try await writer.write(frames.frame(.problem(.turnTimeout), requestId: requestId))
                case .end: break items
                }
                places.signal()
            }
            try Task.checkCancellation()
        }
    }

    /// The turn's last event is held back until all has been spoken, so that it is the stream's last as well.
    private func run(
        _ out: AsyncStream<Item>.Continuation, _ places: AsyncSemaphore, _ record: TurnRecord
    ) async {
        var last: TurnEvent?
        do {
            try await turn.run(request) { event in
                if case .turn(let event) = event { record.note(event) }
                let item: Item
                switch event {
                case .turn(.done(let end)):
                    last = .done(end)
                    return
                case .turn(let event): item = .turn(event)
                case .audio(let piece): item = try await audio(piece)
                case .muted(let error):
                    item = .frame(name: "muted", data: Problem(describing: error).json(requestId: requestId))
                }
                try await places.wait()
                out.yield(item)
            }
            if let last {
                out.yield(.turn(last))
                out.yield(.end)
            } else {
                out.yield(.failed(Problem.internalError))
            }
        } catch {
            out.yield(.failed(error))
        }
    }

    private func audio(_ piece: SpokenPiece) async throws -> Item {
        let bytes = try await encoder.encode(piece.audio, as: format)
        return .frame(
            name: "audio",
            data: .object([
                "seq": JSONValue(piece.seq),
                "format": .string(format.rawValue),
                "sampleRate": JSONValue(piece.audio.sampleRate),
                "data": .string(Data(bytes).base64EncodedString()),
                "text": .string(piece.text),
            ]))
    }

    private func keepTime(_ out: AsyncStream<Item>.Continuation) async {
        while ContinuousClock.now < deadline {
            do { try await ContinuousClock().sleep(until: min(.now + keepAlive, deadline)) } catch { return }
            out.yield(ContinuousClock.now < deadline ? .keepAlive : .deadline)
        }
    }

    private func problem(_ error: any Error) -> Problem {
        let problem = Problem(describing: error)
        if problem.code == .internalError { logger.error("voice turn failed", metadata: ["error": "\(error)"]) }
        return problem
    }
}
