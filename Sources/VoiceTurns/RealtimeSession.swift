public import Assistant
public import Speech

/// A conversation by voice over one connection: sound in, transcripts, answers and sound out.
///
/// It knows nothing of the connection. Sound that comes faster than it can be listened to waits at the sender's side.
public struct RealtimeSession: Sendable {
    public enum Input: Sendable {
        /// Samples of 16 bit, little-endian, one channel, 16 kHz; any number of them.
        case audio([UInt8])
        /// Everything that was sent has been played.
        case played
        /// Stop answering.
        case cancel
    }

    public enum Output: Sendable {
        case speechStarted(at: Duration)
        case speechEnded(at: Duration)
        case partial(String)
        /// What was said as a turn; empty where that was nothing.
        case transcript(Transcript)
        case turn(VoiceTurn.Event)
        /// Everything of the turn has been sent.
        case turnEnded
        case hold, resume
        /// The turn is cancelled: drop what is not played yet.
        case interrupted
        /// Something was not recognized or not answered; the conversation goes on.
        case failed(any Error)
    }

    public struct Settings: Sendable {
        public var language: SpokenLanguage = .korean
        /// What every turn has in common; the message is what was said.
        public var request = TurnRequest(message: "-")
        public var manner = Speaker.Manner()
        public var turns = TurnDetector.Settings()
        public var bargeIn = BargeIn.Settings()

        public init() {}
    }

    /// Pieces of sound that may wait to be listened to.
    static let inputsAhead = 200

    let assistant: any ShoppingAssistant
    let recognizer: any SpeechRecognizer
    let detector: any VoiceActivityDetector
    let speaker: Speaker
    let hints: [String]

    /// - Parameters:
    ///   - detector: takes ``PCMAudio/speechRate``.
    ///   - hints: see ``SpeechRecognizer/transcribe(_:language:hints:)``.
    public init(
        assistant: any ShoppingAssistant, recognizer: any SpeechRecognizer, detector: any VoiceActivityDetector,
        speaker: Speaker, hints: [String] = []
    ) {
        self.assistant = assistant
        self.recognizer = recognizer
        self.detector = detector
        self.speaker = speaker
        self.hints = hints
    }

    /// Converses until the inputs end or the task is cancelled. Throws what `send` and the inputs throw.
    public func run<Inputs: AsyncSequence & Sendable>(
        _ inputs: Inputs, settings: Settings = Settings(), send: (Output) async throws -> Void
    ) async throws where Inputs.Element == Input {
        let (mail, post) = AsyncStream<Mail>.makeStream()
        let places = AsyncSemaphore(places: Self.inputsAhead)
        var conversation = try Conversation(self, settings, post)
        defer { conversation.end() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                defer { post.yield(.inputEnded) }
                for try await input in inputs {
                    try await places.wait()
                    post.yield(.input(input))
                }
            }
            loop: for await item in mail {
                if case .inputEnded = item { break loop }
                for output in try conversation.take(item) { try await send(output) }
                if case .input = item { places.signal() }
                if case .turn(_, _, let places) = item { places.signal() }
            }
            try Task.checkCancellation()
            // What the inputs threw.
            try await group.next()
        }
    }

    /// What reaches the conversation, from outside and from its own work.
    enum Mail: Sendable {
        case input(Input)
        case inputEnded
        case recognized(TurnTaking.Purpose, Result<Transcript, any Error>)
        case turn(Int, VoiceTurn.Event, AsyncSemaphore)
        case turnEnded(Int, (any Error)?)
    }
}
