import NIOCore
import NIOHTTP1
import Synchronization

/// Reads requests from connections and carries out what the protocols' translators answer.
final class ScriptedAnswers: Sendable {
    let model: String
    let state: Mutex<ScriptedModelServer.State>

    init(model: String, _ script: ModelScript) {
        self.model = model
        state = Mutex(ScriptedModelServer.State(script: script))
    }

    func serve(_ connection: ScriptedModelServer.Connection) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body: [UInt8] = []
            for try await part in inbound {
                switch part {
                case .head(let next):
                    head = next
                    body = []
                case .body(let piece): body.append(contentsOf: piece.readableBytesView)
                case .end:
                    guard let head else { return }
                    let request = ScriptedModelServer.Request(
                        method: head.method.rawValue, path: head.uri,
                        headers: Dictionary(
                            head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 }),
                        body: body)
                    guard await answer(request, outbound, connection.channel) else { return }
                }
            }
        }
    }

    private enum Outcome { case answered, closed, hungUp }

    /// Whether the connection stays open.
    private func answer(
        _ request: ScriptedModelServer.Request, _ outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>,
        _ channel: any Channel
    ) async -> Bool {
        let script = state.withLock { state in
            state.record.requests.append(request)
            return state.script
        }
        let (answer, repairs) = ScriptedAnswer.to(request, model: model, script)
        if repairs { state.withLock { $0.script.behaviour = .good } }
        let (closing, end) = AsyncStream<Never>.makeStream()
        channel.closeFuture.whenComplete { _ in end.finish() }
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.addTask {
                do {
                    return try await self.carryOut(answer, outbound) ? .answered : .closed
                } catch {
                    return .hungUp
                }
            }
            group.addTask {
                for await _ in closing {}
                return .hungUp
            }
            defer { group.cancelAll() }
            return await group.next() ?? .hungUp
        }
        if outcome == .hungUp { state.withLock { $0.record.hangUps += 1 } }
        return outcome == .answered
    }

    /// Whether the reply was ended in order.
    private func carryOut(
        _ answer: ScriptedAnswer, _ outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws -> Bool {
        var headIsOut = false
        func write(_ bytes: [UInt8]) async throws {
            if !headIsOut {
                headIsOut = true
                let head = HTTPResponseHead(
                    version: .http1_1, status: .init(statusCode: answer.status),
                    headers: ["Content-Type": answer.contentType])
                try await outbound.write(.head(head))
            }
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
        }
        for step in answer.steps {
            switch step {
            case .send(let bytes): try await write(bytes)
            case .wait(let duration): try await Task.sleep(for: duration)
            case .hang: try await Task.sleep(for: .seconds(3_600))
            case .repeats(let bytes):
                while true {
                    try await write(bytes)
                    try await Task.sleep(for: .milliseconds(20))
                }
            case .breakOff: return false
            }
        }
        if !headIsOut { try await write([]) }
        try await outbound.write(.end(nil))
        return true
    }
}
