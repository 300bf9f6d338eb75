import Assistant
import Speech

/// The state of a ``RealtimeSession`` that runs: carries out what ``TurnTaking`` decides.
struct Conversation {
    private let session: RealtimeSession
    private let settings: RealtimeSession.Settings
    private let post: AsyncStream<RealtimeSession.Mail>.Continuation
    private let listener: any VoiceActivityListener
    private var taking: TurnTaking
    private var sound: SoundBuffer
    private var heard: [Float] = []
    private var oddByte: UInt8?
    private var conversationId: String?
    private var turn: Task<Void, Never>?
    private var turnNumber = 0
    private var recognitions: [(TurnTaking.Purpose, Task<Void, Never>)] = []

    private var rate: Int { session.detector.sampleRate }
    private var window: Duration { .seconds(Double(session.detector.windowSize) / Double(rate)) }

    init(
        _ session: RealtimeSession, _ settings: RealtimeSession.Settings,
        _ post: AsyncStream<RealtimeSession.Mail>.Continuation
    ) throws {
        self.session = session
        self.settings = settings
        self.post = post
        listener = try session.detector.listen()
        taking = TurnTaking(
            language: settings.language, wantsPartials: session.recognizer.capabilities.partials,
            turns: settings.turns, bargeIn: settings.bargeIn)
        let seconds = settings.turns.maximumTurn.inSeconds + 5
        sound = SoundBuffer(capacity: Int(seconds * Double(session.detector.sampleRate)))
        conversationId = settings.request.conversationId
    }

    func end() {
        turn?.cancel()
        for (_, task) in recognitions { task.cancel() }
    }

    mutating func take(_ mail: RealtimeSession.Mail) throws -> [RealtimeSession.Output] {
        switch mail {
        case .input(.audio(let bytes)): return try listen(to: bytes)
        case .input(.played):
            taking.played()
            return []
        case .input(.cancel): return carryOut(taking.cancel())
        case .recognized(let purpose, let result): return recognized(result, purpose)
        case .turn(let number, let event, _): return number == turnNumber ? passOn(event) : []
        case .turnEnded(let number, let error):
            guard number == turnNumber, turn != nil else { return [] }
            turn = nil
            taking.turnEnded()
            return (error.map { [.failed($0)] } ?? []) + [.turnEnded]
        case .inputEnded: return []
        }
    }

    // MARK: Listening

    private mutating func listen(to bytes: [UInt8]) throws -> [RealtimeSession.Output] {
        let all = (oddByte.map { [$0] } ?? []) + bytes
        oddByte = all.count % 2 == 1 ? all.last : nil
        let samples = PCMAudio(pcm16: all, sampleRate: rate).samples
        sound.append(samples)
        heard += samples
        let size = session.detector.windowSize
        var outputs: [RealtimeSession.Output] = []
        var position = 0
        while position + size <= heard.count {
            let probability = try listener.probability(of: Array(heard[position..<(position + size)]))
            position += size
            outputs += carryOut(taking.take(probability, lasting: window))
        }
        heard.removeFirst(position)
        return outputs
    }

    private mutating func carryOut(_ effects: [TurnTaking.Effect]) -> [RealtimeSession.Output] {
        var outputs: [RealtimeSession.Output] = []
        for effect in effects {
            switch effect {
            case .speechStarted(let moment): outputs.append(.speechStarted(at: moment))
            case .speechEnded(let moment): outputs.append(.speechEnded(at: moment))
            case .recognize(let purpose, let start, let end): recognize(purpose, start, end)
            case .hold: outputs.append(.hold)
            case .resume: outputs.append(.resume)
            case .interrupt:
                turn?.cancel()
                turn = nil
                turnNumber += 1
                outputs.append(.interrupted)
            }
        }
        return outputs
    }

    // MARK: Recognizing

    private mutating func recognize(_ purpose: TurnTaking.Purpose, _ start: Duration, _ end: Duration) {
        // A turn is worth more than what it was guessed to be before.
        if purpose == .turn { dropPartials() }
        let lower = max(0, Int(start.inSeconds * Double(rate)))
        let upper = max(lower, Int(end.inSeconds * Double(rate)))
        let audio = PCMAudio(samples: sound[lower..<upper], sampleRate: rate)
        let (recognizer, language, hints, post) = (session.recognizer, settings.language, session.hints, post)
        let task = Task {
            do {
                let transcript = try await recognizer.transcribe(audio, language: language, hints: hints)
                post.yield(.recognized(purpose, .success(transcript)))
            } catch {
                post.yield(.recognized(purpose, .failure(error)))
            }
        }
        recognitions.append((purpose, task))
    }

    private mutating func dropPartials() {
        recognitions.removeAll { purpose, task in
            guard case .partial = purpose else { return false }
            task.cancel()
            return true
        }
    }

    private mutating func recognized(
        _ result: Result<Transcript, any Error>, _ purpose: TurnTaking.Purpose
    ) -> [RealtimeSession.Output] {
        recognitions.removeAll { $0.0 == purpose }
        let isCurrent = taking.isCurrent(purpose)
        let text = (try? result.get().text) ?? ""
        var outputs = carryOut(taking.recognized(text, purpose))
        switch (result, purpose) {
        case (.success, .partial):
            if isCurrent, !text.isEmpty { outputs.append(.partial(text)) }
        case (.success(let transcript), .turn):
            outputs.append(.transcript(transcript))
            if !text.trimmed.isEmpty { answer(text) }
        case (.failure(let error), .turn):
            if !(error is CancellationError) { outputs.append(.failed(error)) }
        case (_, .bargeIn), (.failure, .partial): break
        }
        return outputs
    }

    // MARK: Answering

    private mutating func answer(_ text: String) {
        turn?.cancel()
        turnNumber += 1
        let number = turnNumber
        var request = settings.request
        request.message = String(text.trimmed.prefix(2_000))
        request.conversationId = conversationId
        let (filled, post) = (request, post)
        let voice = VoiceTurn(assistant: session.assistant, speaker: session.speaker, manner: settings.manner)
        let places = AsyncSemaphore(places: 4)
        taking.turnStarted()
        turn = Task {
            do {
                try await voice.run(filled) { event in
                    try await places.wait()
                    post.yield(.turn(number, event, places))
                }
                post.yield(.turnEnded(number, nil))
            } catch is CancellationError {
                post.yield(.turnEnded(number, nil))
            } catch {
                post.yield(.turnEnded(number, error))
            }
        }
    }

    private mutating func passOn(_ event: VoiceTurn.Event) -> [RealtimeSession.Output] {
        switch event {
        case .turn(.turn(let start)): conversationId = start.conversationId
        case .audio(let piece): taking.sent(lasting: piece.audio.duration)
        case .turn, .muted: break
        }
        return [.turn(event)]
    }
}
