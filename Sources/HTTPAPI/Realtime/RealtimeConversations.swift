import Assistant
import Hummingbird
import Logging
import NIOCore
import NIOWebSocket
import Shop
import Speech
import VoiceTurns

/// Conversations by voice over WebSockets, a bounded number at one time.
struct RealtimeConversations: Sendable {
    /// Bytes of a message: eight seconds of sound.
    static let maximumFrame = 256 * 1024
    /// A conversation that hears nothing for so long is over.
    static let silence = Duration.seconds(120)
    static let longest = Duration.seconds(1_800)

    private let assistant: any ShoppingAssistant
    private let speech: SpeechParts
    private let configuration: HTTPAPIConfiguration
    private let accounts: TurnAccounts
    private let gate: TurnGate

    init(
        assistant: any ShoppingAssistant, speech: SpeechParts, configuration: HTTPAPIConfiguration,
        accounts: TurnAccounts
    ) {
        self.assistant = assistant
        self.speech = speech
        self.configuration = configuration
        self.accounts = accounts
        gate = TurnGate(limit: speech.maxConversations)
    }

    func converse(
        over channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, query: String, logger: Logger
    ) async {
        do {
            try await channel.executeThenClose { inbound, outbound in
                let sender = RealtimeSender(outbound)
                do {
                    let permit = try gate.enter()
                    defer { permit.release() }
                    let settings = try RealtimeSettings(query: query, configuration: configuration)
                    try await sender.send(.object(["type": "ready", "sampleRate": JSONValue(PCMAudio.speechRate)]))
                    try await run(inbound, sender, settings.session, logger)
                    try await sender.close(.normalClosure)
                } catch let error as CancellationError {
                    throw error
                } catch {
                    let problem = Problem(describing: error)
                    if problem.code == .internalError {
                        logger.debug("conversation ended", metadata: ["error": "\(error)"])
                    }
                    try await sender.send(problem: problem)
                    try await sender.close(problem.code.status < 500 ? .policyViolation : .unexpectedServerError)
                }
            }
        } catch {
            // The client is gone.
            logger.trace("conversation broke off", metadata: ["error": "\(error)"])
        }
    }

    private func run(
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>, _ sender: RealtimeSender,
        _ settings: RealtimeSession.Settings, _ logger: Logger
    ) async throws {
        let session = RealtimeSession(
            assistant: assistant, recognizer: speech.recognizer, detector: speech.detector, speaker: speech.speaker,
            hints: speech.hints())
        let inputs = RealtimeInputs(frames: inbound, sender: sender)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var record: TurnRecord?
                try await session.run(inputs, settings: settings) { output in
                    account(for: output, in: &record)
                    try await sender.send(output, logger: logger)
                }
            }
            group.addTask { try await inputs.activity.watch(silence: Self.silence, longest: Self.longest) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// - Parameter record: of the turn at work; it begins when it is clear what was said.
    private func account(for output: RealtimeSession.Output, in record: inout TurnRecord?) {
        switch output {
        case .transcript(let transcript):
            if !MessageText.isBlank(transcript.text) { record = accounts.begin() }
        case .turn(.turn(let event)): record?.note(event)
        case .failed(let error):
            record?.fail(error)
            record = nil
        // Over by now, or stopped.
        case .turnEnded, .interrupted: record = nil
        case .turn(.audio), .turn(.muted), .speechStarted, .speechEnded, .partial, .hold, .resume: break
        }
    }
}
