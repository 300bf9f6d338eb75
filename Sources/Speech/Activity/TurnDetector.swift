/// Tells when a speaker has finished, from a voice detector's probabilities. A pure state machine, fed window after window.
///
/// How much silence ends a turn adapts to the speaker: who pauses long within sentences is waited for longer. A caller that
/// knows what has been said so far can say that it sounds finished, or not.
public struct TurnDetector: Sendable {
    public struct Settings: Sendable, Equatable {
        public var start: Float = 0.5
        public var stop: Float = 0.35
        /// Speech shorter than this is a noise: it begins no turn.
        public var minimumSpeech: Duration = .milliseconds(120)
        /// Silence that ends a turn: never shorter than the first, never longer than the last, the second for a speaker of whom
        /// nothing is known.
        public var shortestSilence: Duration = .milliseconds(400)
        public var usualSilence: Duration = .milliseconds(700)
        public var longestSilence: Duration = .milliseconds(1_400)
        /// A turn is ended when it gets longer.
        public var maximumTurn: Duration = .seconds(30)

        public init() {}
    }

    public enum Event: Sendable, Equatable {
        /// Somebody speaks, since the moment given, counted from the beginning of the sound.
        case began(at: Duration)
        /// The turn is over; speech lasted from start to end.
        case ended(start: Duration, end: Duration)
    }

    /// What is known of the words so far.
    public enum Completeness: Sendable { case unknown, complete, incomplete }

    private enum State: Sendable {
        case silent
        /// Perhaps speech, not long enough yet.
        case rising(since: Duration)
        /// In a turn; the last speech ended then.
        case speaking(since: Duration, lastSpeech: Duration)
    }

    /// Set it when a partial transcript tells; it holds until the turn ends.
    public var completeness = Completeness.unknown
    private let settings: Settings
    private var state = State.silent
    private var now = Duration.zero
    /// The speaker's usual pause within a turn; a moving average.
    private var usualPause: Duration?

    public init(settings: Settings = Settings()) { self.settings = settings }

    public var isSpeaking: Bool {
        if case .speaking = state { return true }
        return false
    }

    /// The silence that would end the turn now.
    public var patience: Duration {
        // Half as long again as the speaker's own pauses.
        let learned = usualPause.map { $0 * 1.5 + .milliseconds(100) } ?? settings.usualSilence
        let silence: Duration
        switch completeness {
        case .unknown: silence = learned
        case .complete: silence = min(learned, settings.shortestSilence)
        case .incomplete: silence = max(learned * 1.5, settings.usualSilence)
        }
        return min(max(silence, settings.shortestSilence), settings.longestSilence)
    }

    /// Takes the next window's probability.
    public mutating func take(_ probability: Float, lasting window: Duration) -> Event? {
        let start = now
        now += window
        switch state {
        case .silent:
            guard probability >= settings.start else { return nil }
            return rise(since: start)
        case .rising(let since):
            guard probability >= settings.stop else {
                state = .silent
                return nil
            }
            return rise(since: since)
        case .speaking(let since, let lastSpeech):
            if probability >= settings.stop {
                if start > lastSpeech { learn(pause: start - lastSpeech) }
                state = .speaking(since: since, lastSpeech: now)
            } else if now - lastSpeech >= patience {
                return end(since, lastSpeech)
            }
            return now - since >= settings.maximumTurn ? end(since, max(lastSpeech, start)) : nil
        }
    }

    private mutating func rise(since: Duration) -> Event? {
        guard now - since >= settings.minimumSpeech else {
            state = .rising(since: since)
            return nil
        }
        state = .speaking(since: since, lastSpeech: now)
        return .began(at: since)
    }

    private mutating func end(_ since: Duration, _ lastSpeech: Duration) -> Event {
        state = .silent
        completeness = .unknown
        return .ended(start: since, end: lastSpeech)
    }

    private mutating func learn(pause: Duration) {
        // Shorter gaps are those between sounds, not between words.
        guard pause >= .milliseconds(150) else { return }
        usualPause = usualPause.map { ($0 * 3 + pause) / 4 } ?? pause
    }
}
