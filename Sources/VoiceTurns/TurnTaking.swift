import Speech

/// Who speaks when, in a conversation by voice: a pure state machine that is fed the voice detector's windows and what became of
/// its effects.
///
/// While nobody answers, what is said from its beginning to the silence behind it is a turn. While an answer is made or played,
/// speech is a barge-in: long enough, or with words that mean something, it stops the answer; "네" and "음" do not.
struct TurnTaking {
    enum Purpose: Equatable, Sendable {
        /// What has been said so far, of the stretch of this number.
        case partial(Int)
        /// A turn, from its beginning to its end.
        case turn
        /// Something short that was said into the answer of this number.
        case bargeIn(Int)
    }

    enum Effect: Equatable {
        case speechStarted(at: Duration)
        case speechEnded(at: Duration)
        /// Recognize what was said between these moments.
        case recognize(Purpose, from: Duration, to: Duration)
        /// Pause what is being played.
        case hold
        /// Go on playing.
        case resume
        /// Cancel the turn and stop what is being played.
        case interrupt
    }

    /// Added around what is recognized, so that no sound is cut off.
    static let margin = Duration.milliseconds(250)
    static let partialEvery = Duration.milliseconds(900)

    private let language: SpokenLanguage
    private let wantsPartials: Bool
    private var detector: TurnDetector
    private var bargeIn: BargeIn?
    private var bargeInStart = Duration.zero
    private let bargeInSettings: BargeIn.Settings
    private var now = Duration.zero
    private var speechStart: Duration?
    private var lastPartial = Duration.zero
    private var isPartialRunning = false
    private var stretch = 0
    private var answer = 0
    private var isTurnRunning = false
    /// When what has been sent will have been played.
    private var playedAt: Duration?
    private var heldSince: Duration?
    /// A stretch that ended while it was not yet clear whether it interrupts.
    private var undecided: (start: Duration, end: Duration)?

    init(
        language: SpokenLanguage, wantsPartials: Bool, turns: TurnDetector.Settings = .init(),
        bargeIn: BargeIn.Settings = .init()
    ) {
        self.language = language
        self.wantsPartials = wantsPartials
        detector = TurnDetector(settings: turns)
        bargeInSettings = bargeIn
    }

    /// Whether somebody listens to an answer, or waits for it.
    var isAnswering: Bool { isTurnRunning || heldSince != nil || playedAt.map { now < $0 } == true }

    /// The next window of what the microphone hears.
    mutating func take(_ probability: Float, lasting window: Duration) -> [Effect] {
        let start = now
        let event = detector.take(probability, lasting: window)
        now += window
        if isAnswering { return takeWhileAnswering(probability, window, start, event) }
        bargeIn = nil
        switch event {
        case .began(let start): return began(at: start)
        case .ended(let start, let end): return ended(start, end)
        case nil: return partial()
        }
    }

    private mutating func began(at start: Duration) -> [Effect] {
        stretch += 1
        speechStart = start
        lastPartial = now
        return [.speechStarted(at: start)]
    }

    private mutating func ended(_ start: Duration, _ end: Duration) -> [Effect] {
        var effects: [Effect] = speechStart == nil ? [.speechStarted(at: start)] : []
        speechStart = nil
        undecided = nil
        isPartialRunning = false
        stretch += 1
        effects += [.speechEnded(at: end), .recognize(.turn, from: start - Self.margin, to: end + Self.margin)]
        return effects
    }

    private mutating func partial() -> [Effect] {
        guard wantsPartials, !isPartialRunning, let speechStart, now - lastPartial >= Self.partialEvery else {
            return []
        }
        isPartialRunning = true
        lastPartial = now
        return [.recognize(.partial(stretch), from: speechStart - Self.margin, to: now)]
    }

    private mutating func takeWhileAnswering(
        _ probability: Float, _ window: Duration, _ start: Duration, _ event: TurnDetector.Event?
    ) -> [Effect] {
        if bargeIn == nil {
            bargeIn = BargeIn(settings: bargeInSettings)
            bargeInStart = start
        }
        if case .ended(let start, let end) = event { undecided = (start, end) }
        switch bargeIn?.take(probability, lasting: window) {
        case .hold: return hold()
        case .interrupt: return interrupt()
        case .recognize(let start, let end):
            return [
                .recognize(
                    .bargeIn(answer), from: bargeInStart + start - Self.margin, to: bargeInStart + end + Self.margin)
            ]
        case .resume, nil: return []
        }
    }

    private mutating func hold() -> [Effect] {
        heldSince = heldSince ?? now
        return [.hold]
    }

    private mutating func resume() -> [Effect] {
        guard let since = heldSince else { return [] }
        heldSince = nil
        if let end = playedAt { playedAt = end + (now - since) }
        undecided = nil
        return [.resume]
    }

    /// Stops the answer; what interrupts becomes a turn of its own when it ends, or has ended already.
    private mutating func interrupt() -> [Effect] {
        let ended = undecided
        stopAnswering()
        var effects: [Effect] = [.interrupt]
        if detector.isSpeaking {
            effects += began(at: now)
        } else if let ended {
            effects += self.ended(ended.start, ended.end)
        }
        return effects
    }

    private mutating func stopAnswering() {
        answer += 1
        isTurnRunning = false
        playedAt = nil
        heldSince = nil
        bargeIn = nil
        undecided = nil
    }

    // MARK: What became of the effects

    /// The words of something that was to be recognized; empty where that was a noise.
    mutating func recognized(_ text: String, _ purpose: Purpose) -> [Effect] {
        switch purpose {
        case .turn: return []
        case .partial(let number):
            guard number == stretch else { return [] }
            isPartialRunning = false
            detector.completeness = Completeness.judge(text, language: language)
            return []
        case .bargeIn(let number):
            guard number == answer, isAnswering else { return [] }
            return bargeIn?.judge(text, language: language) == .interrupt ? interrupt() : resume()
        }
    }

    /// Whether a partial transcript is still about what is being said.
    func isCurrent(_ purpose: Purpose) -> Bool {
        switch purpose {
        case .partial(let number): number == stretch && speechStart != nil
        case .turn, .bargeIn: true
        }
    }

    mutating func turnStarted() { isTurnRunning = true }

    mutating func turnEnded() { isTurnRunning = false }

    /// A piece of the answer has been sent to be played.
    mutating func sent(lasting duration: Duration) { playedAt = max(now, playedAt ?? now) + duration }

    /// The client says that it has played everything.
    mutating func played() {
        playedAt = nil
        if !isTurnRunning { heldSince = nil }
    }

    /// The client wants silence.
    mutating func cancel() -> [Effect] {
        guard isAnswering else { return [] }
        stopAnswering()
        return [.interrupt]
    }
}
