/// Decides whether somebody who speaks while the answer is being played wants to be heard. A pure state machine, fed window
/// after window while audio plays.
///
/// A short sound lets the playback pause; if the speech goes on it is an interruption; if it ends soon its words decide, since
/// "네" and "음" are said by listeners (``Backchannel``).
public struct BargeIn: Sendable {
    public struct Settings: Sendable, Equatable {
        /// Higher than for turns: the playback's own echo must not count.
        public var threshold: Float = 0.6
        /// Speech after which playback is held.
        public var hold: Duration = .milliseconds(200)
        /// Speech that is an interruption whatever its words are.
        public var interrupt: Duration = .milliseconds(900)
        /// Silence after which short speech is over.
        public var silence: Duration = .milliseconds(300)

        public init() {}
    }

    public enum Decision: Sendable, Equatable {
        /// Pause the playback.
        case hold
        /// Stop the playback and cancel the turn.
        case interrupt
        /// What was said between these moments, counted from the first window, is short: recognize it, then call
        /// ``BargeIn/judge(_:language:)``.
        case recognize(start: Duration, end: Duration)
        /// Go on playing.
        case resume
    }

    private enum State: Sendable {
        case quiet
        case speech(since: Duration, last: Duration, isHeld: Bool)
        case judging
        case over
    }

    private let settings: Settings
    private var state = State.quiet
    private var now = Duration.zero

    public init(settings: Settings = Settings()) { self.settings = settings }

    public mutating func take(_ probability: Float, lasting window: Duration) -> Decision? {
        let start = now
        now += window
        let isSpeech = probability >= settings.threshold
        switch state {
        case .over: return nil
        case .quiet:
            if isSpeech { state = .speech(since: start, last: now, isHeld: false) }
            return nil
        case .judging:
            // Whoever goes on speaking meanwhile has more to say.
            guard isSpeech else { return nil }
            state = .speech(since: start, last: now, isHeld: true)
            return nil
        case .speech(let since, var last, var isHeld):
            if isSpeech { last = now }
            if last - since >= settings.interrupt {
                state = .over
                return .interrupt
            }
            if now - last >= settings.silence {
                state = isHeld ? .judging : .quiet
                return isHeld ? .recognize(start: since, end: last) : nil
            }
            let holds = !isHeld && last - since >= settings.hold
            isHeld = isHeld || holds
            state = .speech(since: since, last: last, isHeld: isHeld)
            return holds ? .hold : nil
        }
    }

    /// What to do now that the words of the short speech are known. An empty text was a noise.
    public mutating func judge(_ text: String, language: SpokenLanguage) -> Decision {
        if case .over = state { return .interrupt }
        guard text.contains(where: \.isLetter), !Backchannel.isOnlyThat(text, language: language) else {
            if case .judging = state { state = .quiet }
            return .resume
        }
        state = .over
        return .interrupt
    }
}
