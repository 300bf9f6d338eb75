public import Speech
public import SpokenKorean

/// Says texts as people would say them: writes them out for the voice, picks the voice, and speaks.
public struct Speaker: Sendable {
    /// What to speak with; nothing in it: the best voice for the language, at its ordinary speed.
    public struct Manner: Sendable, Equatable {
        /// A voice by its id.
        public var voice: String?
        public var speed: Double

        public init(voice: String? = nil, speed: Double = 1) {
            self.voice = voice
            self.speed = speed
        }
    }

    public let synthesizer: any SpeechSynthesizer
    private let script: @Sendable () -> SpokenText

    /// - Parameter script: how texts are to be read at the moment; the readings of the shop's brands may change.
    public init(synthesizer: any SpeechSynthesizer, script: (@Sendable () -> SpokenText)? = nil) {
        self.synthesizer = synthesizer
        let general = SpokenText()
        self.script = script ?? { general }
    }

    /// The voice for `manner`. Throws ``SpeechError`` with `unknownVoice`, `unsupportedLanguage`, or why nobody can speak now.
    public func voice(for manner: Manner, language: SpokenLanguage?) throws(SpeechError) -> Voice {
        let voices = synthesizer.voices
        if let id = manner.voice {
            if let voice = voices.first(where: { $0.id == id }) { return voice }
            let known = voices.prefix(20).map(\.id).joined(separator: ", ")
            throw SpeechError(.unknownVoice, "there is no such voice; choose one of: \(known)")
        }
        let wanted = language ?? .korean
        if let voice = voices.first(where: { $0.language == wanted }) { return voice }
        if let refusal = synthesizer.readiness.refusal { throw refusal }
        throw SpeechError(.unsupportedLanguage, "no voice here speaks the language \(wanted)")
    }

    /// Parts of `text`, each short enough to be spoken in one go, in order; none where nothing can be said. Throws
    /// ``SpeechError`` for a speed that the voice does not take.
    public func utterances(
        for text: String, voice: Voice, manner: Manner
    ) throws(SpeechError) -> [Utterance] {
        let spoken = script().reading(of: text, language: voice.language.code)
        var splitter = SentenceSplitter()
        var parts = splitter.take(spoken)
        if let rest = splitter.finish() { parts.append(rest) }
        var utterances: [Utterance] = []
        for part in parts { utterances.append(try Utterance(part, voice: voice, speed: manner.speed)) }
        return utterances
    }

    /// Speaks them one after another, each when the one before has been made. Ends when its reader is cancelled.
    ///
    /// - Parameter ahead: pieces that may wait for the reader.
    public func speak(_ utterances: [Utterance], ahead: Int = 2) -> AsyncThrowingStream<PCMAudio, any Error> {
        let places = AsyncSemaphore(places: ahead)
        let (pieces, continuation) = AsyncThrowingStream<PCMAudio, any Error>.makeStream()
        let synthesizer = synthesizer
        let work = Task {
            do {
                for utterance in utterances {
                    for try await chunk in synthesizer.speak(utterance) {
                        try await places.wait()
                        continuation.yield(chunk.audio)
                    }
                    try Task.checkCancellation()
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in work.cancel() }
        return AsyncThrowingStream(unfolding: Reader(pieces, places).next)
    }

    /// Gives a place back with each piece.
    private actor Reader {
        private var iterator: AsyncThrowingStream<PCMAudio, any Error>.AsyncIterator
        private let places: AsyncSemaphore

        init(_ pieces: AsyncThrowingStream<PCMAudio, any Error>, _ places: AsyncSemaphore) {
            iterator = pieces.makeAsyncIterator()
            self.places = places
        }

        @Sendable func next() async throws -> PCMAudio? {
            var copy = iterator
            let piece = try await copy.next(isolation: self)
            iterator = copy
            places.signal()
            return piece
        }
    }
}
