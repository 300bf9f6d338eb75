public import Assistant
public import Speech

/// A piece of the answer as sound.
public struct SpokenPiece: Sendable, Equatable {
    /// 0, 1, 2… within the turn.
    public var seq: Int
    public var audio: PCMAudio
    /// The sentence as it was written, with the first of its pieces; empty with the others.
    public var text: String

    public init(seq: Int, audio: PCMAudio, text: String) {
        self.seq = seq
        self.audio = audio
        self.text = text
    }
}

/// One turn of the assistant with its answer spoken: every sentence goes to the voice as soon as it is finished, while the next
/// one is being written.
///
/// Order is kept and no sentence is lost or doubled. The answer's events never wait for the voice, until
/// ``sentencesAhead`` sentences do; the voice never gets further ahead of the listener than ``piecesAhead`` pieces.
public struct VoiceTurn: Sendable {
    public enum Event: Sendable {
        case turn(TurnEvent)
        case audio(SpokenPiece)
        /// The voice gave up: the rest of the answer comes as text alone.
        case muted(SpeechError)
    }

    public static let sentencesAhead = 64
    public static let piecesAhead = 3

    private let assistant: any ShoppingAssistant
    private let speaker: Speaker
    private let manner: Speaker.Manner

    public init(assistant: any ShoppingAssistant, speaker: Speaker, manner: Speaker.Manner = Speaker.Manner()) {
        self.assistant = assistant
        self.speaker = speaker
        self.manner = manner
    }

    /// Runs the turn; hands its events to `send`, one at a time. Returns when all have been sent.
    ///
    /// Throws what the assistant and `send` throw. Cancelling the task cancels the turn and the voice.
    public func run(_ request: TurnRequest, send: (Event) async throws -> Void) async throws {
        let events = try await assistant.turn(request)
        let (output, out) = AsyncStream<Output>.makeStream()
        let (sentences, toVoice) = AsyncStream<Sentence>.makeStream()
        let sentencePlaces = AsyncSemaphore(places: Self.sentencesAhead)
        let piecePlaces = AsyncSemaphore(places: Self.piecesAhead)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                defer { toVoice.finish() }
                do {
                    try await Self.read(events, out, toVoice, sentencePlaces)
                    out.yield(.written)
                } catch {
                    out.yield(.failed(error))
                }
            }
            group.addTask {
                await speakAll(sentences, out, sentencePlaces, piecePlaces)
                out.yield(.spoken)
            }
            var open = 2
            for await item in output {
                switch item {
                case .event(.audio(let piece)):
                    try await send(.audio(piece))
                    piecePlaces.signal()
                case .event(let event): try await send(event)
                case .failed(let error): throw error
                case .written, .spoken: open -= 1
                }
                if open == 0 { break }
            }
            try Task.checkCancellation()
        }
    }

    private enum Output: Sendable {
        case event(Event)
        case failed(any Error)
        case written, spoken
    }

    private struct Sentence: Sendable {
        var text: String
        var language: SpokenLanguage
    }

    /// Hands the turn's events on and cuts its text into sentences.
    private static func read(
        _ events: AsyncThrowingStream<TurnEvent, any Error>, _ out: AsyncStream<Output>.Continuation,
        _ toVoice: AsyncStream<Sentence>.Continuation, _ places: AsyncSemaphore
    ) async throws {
        var splitter = SentenceSplitter()
        var language = SpokenLanguage.korean
        for try await event in events {
            var finished: [String] = []
            switch event {
            case .turn(let start): language = SpokenLanguage(start.locale) ?? language
            case .delta(let text): finished = splitter.take(text)
            // Behind the answer comes nothing that is spoken: its last sentence need not wait for the end.
            case .citations, .action, .suggestions, .done: finished = splitter.finish().map { [$0] } ?? []
            case .products: break
            }
            out.yield(.event(.turn(event)))
            for text in finished {
                try await places.wait()
                toVoice.yield(Sentence(text: text, language: language))
            }
        }
        if let text = splitter.finish() { toVoice.yield(Sentence(text: text, language: language)) }
    }

    /// Speaks until the voice fails; the sentences behind that are let go, so that the answer is not held up.
    private func speakAll(
        _ sentences: AsyncStream<Sentence>, _ out: AsyncStream<Output>.Continuation, _ sentencePlaces: AsyncSemaphore,
        _ piecePlaces: AsyncSemaphore
    ) async {
        var seq = 0
        var isMuted = false
        for await sentence in sentences {
            sentencePlaces.signal()
            if isMuted { continue }
            do {
                seq = try await speak(sentence, from: seq, out, piecePlaces)
            } catch is CancellationError {
                return
            } catch {
                isMuted = true
                let failure = error as? SpeechError ?? SpeechError(.failed, "the voice failed")
                out.yield(.event(.muted(failure)))
            }
        }
    }

    /// Returns the number of the piece behind the sentence's last.
    private func speak(
        _ sentence: Sentence, from first: Int, _ out: AsyncStream<Output>.Continuation, _ places: AsyncSemaphore
    ) async throws -> Int {
        let voice = try speaker.voice(for: manner, language: sentence.language)
        // None for emoji alone, an address, a rule between paragraphs.
        let utterances = try speaker.utterances(for: sentence.text, voice: voice, manner: manner)
        var seq = first
        var text = sentence.text
        for utterance in utterances {
            for try await chunk in speaker.synthesizer.speak(utterance) {
                try await places.wait()
                out.yield(.event(.audio(SpokenPiece(seq: seq, audio: chunk.audio, text: text))))
                seq += 1
                text = ""
            }
            try Task.checkCancellation()
        }
        return seq
    }
}
