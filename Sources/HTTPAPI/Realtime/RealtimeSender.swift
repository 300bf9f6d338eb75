import Hummingbird
import Logging
import NIOCore
import NIOWebSocket
import Shop
import Speech
import VoiceTurns

/// Writes what a conversation gives as messages: JSON objects with a `type`, and after each `audio` one binary message with its
/// samples (16 bit, little-endian, one channel).
struct RealtimeSender: Sendable {
    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>

    init(_ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>) { self.outbound = outbound }

    func send(_ output: RealtimeSession.Output, logger: Logger) async throws {
        switch output {
        case .speechStarted(let moment):
            try await send("speech_started", ["atMs": .milliseconds(moment.inSeconds * 1_000)])
        case .speechEnded(let moment): try await send("speech_ended", ["atMs": .milliseconds(moment.inSeconds * 1_000)])
        case .partial(let text): try await send("partial", ["text": .string(text)])
        case .transcript(let transcript): try await send("transcript", transcript.json.object ?? [:])
        case .turn(.turn(let event)): try await send(event.name, event.json.object ?? [:])
        case .turn(.audio(let piece)): try await send(piece)
        case .turn(.muted(let error)):
            try await send("muted", Problem(describing: error).json(requestId: "").object ?? [:])
        case .turnEnded: try await send("turn_ended")
        case .hold: try await send("hold")
        case .resume: try await send("resume")
        case .interrupted: try await send("interrupted")
        case .failed(let error):
            let problem = Problem(describing: error)
            if problem.code == .internalError { logger.error("voice turn failed", metadata: ["error": "\(error)"]) }
            try await send(problem: problem)
        }
    }

    func send(problem: Problem) async throws {
        var members = problem.json(requestId: "").object ?? [:]
        members["requestId"] = nil
        members["problem"] = members["type"]
        try await send("error", members)
    }

    private func send(_ piece: SpokenPiece) async throws {
        let bytes = piece.audio.pcm16
        try await send(
            "audio",
            [
                "seq": JSONValue(piece.seq), "format": "pcm", "sampleRate": JSONValue(piece.audio.sampleRate),
                "bytes": JSONValue(bytes.count), "text": .string(piece.text),
            ])
        try await outbound.write(WebSocketFrame(fin: true, opcode: .binary, data: ByteBuffer(bytes: bytes)))
    }

    private func send(_ type: String, _ members: [String: JSONValue] = [:]) async throws {
        var members = members
        members["type"] = .string(type)
        try await send(.object(members))
    }

    func send(_ message: JSONValue) async throws {
        try await outbound.write(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: message.line)))
    }

    func pong(_ data: ByteBuffer) async throws {
        try await outbound.write(WebSocketFrame(fin: true, opcode: .pong, data: data))
    }

    func close(_ code: WebSocketErrorCode) async throws {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: code)
        try await outbound.write(WebSocketFrame(fin: true, opcode: .connectionClose, data: data))
    }
}
