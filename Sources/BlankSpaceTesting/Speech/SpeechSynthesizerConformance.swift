public import Speech

/// The contract of `SpeechSynthesizer`, checked on any implementation that is ready to speak.
public struct SpeechSynthesizerConformance: Sendable {
    private let synthesizer: any SpeechSynthesizer
    private let texts: [SpokenLanguage: String]

    /// - Parameter texts: something to say in each language that is to be tried.
    public init(
        _ synthesizer: any SpeechSynthesizer,
        texts: [SpokenLanguage: String] = ["ko": "안녕하세요. 무엇을 찾으세요?", "en": "Hello. What are you looking for?"]
    ) {
        self.synthesizer = synthesizer
        self.texts = texts
    }

    /// What the synthesizer does otherwise than the protocol says, one sentence each; empty where it conforms.
    public func violations() async -> [String] {
        var all: [String] = []
        for check in [voices, pieces, speeds, hostile, cancellation, crowd] {
            do {
                all += try await check()
            } catch {
                all.append("an unexpected error: \(error)")
            }
        }
        return all
    }

    private func seconds(_ text: String, _ voice: Voice, speed: Double = 1) async throws -> Double {
        var seconds = 0.0
        for try await chunk in synthesizer.speak(try Utterance(text, voice: voice, speed: speed)) {
            seconds += chunk.audio.duration.inSeconds
        }
        return seconds
    }

    private var spoken: [(Voice, String)] {
        texts.compactMap { language, text in
            synthesizer.voices.first { $0.language == language }.map { ($0, text) }
        }
    }

    private func voices() async throws -> [String] {
        let voices = synthesizer.voices
        var found: [String] = voices.isEmpty ? ["voices: there are none"] : []
        if Set(voices.map(\.id)).count < voices.count { found.append("voices: two have the same id") }
        for voice in voices where !voice.speeds.contains(1) || voice.sampleRate < 8_000 {
            found.append("voices: \(voice.id) does not take its ordinary speed, or has no sample rate")
        }
        if spoken.isEmpty { found.append("voices: none for the languages that are tried") }
        return found
    }

    private func pieces() async throws -> [String] {
        var found: [String] = []
        for (voice, text) in spoken {
            var next = 0
            var audio: [Float] = []
            for try await chunk in synthesizer.speak(try Utterance(text, voice: voice)) {
                if chunk.index != next { found.append("\(voice.id): piece \(chunk.index) comes in place of \(next)") }
                if chunk.audio.sampleRate != voice.sampleRate { found.append("\(voice.id): another sample rate") }
                next += 1
                audio += chunk.audio.samples
            }
            let seconds = Double(audio.count) / Double(voice.sampleRate)
            if !(0.1...30).contains(seconds) { found.append("\(voice.id): \(seconds) s of speech") }
            if !audio.contains(where: { abs($0) > 0.01 }) { found.append("\(voice.id): silence") }
            if audio.contains(where: { !($0 >= -1 && $0 <= 1) }) { found.append("\(voice.id): beyond full scale") }
        }
        return found
    }

    private func speeds() async throws -> [String] {
        var found: [String] = []
        for (voice, text) in spoken where voice.speeds.upperBound >= 1.5 {
            let usual = try await seconds(text, voice)
            let fast = try await seconds(text, voice, speed: 1.5)
            if fast > usual * 0.85 { found.append("\(voice.id): \(fast) s at speed 1.5, \(usual) s at speed 1") }
        }
        return found
    }

    /// Options, markup, controls and foreign signs are text like any other; none may hang, crash or be obeyed.
    private func hostile() async throws -> [String] {
        guard let (voice, _) = spoken.first else { return [] }
        var found: [String] = []
        for text in [
            "--version", "-w /tmp/x", "[[h@'loU]]", "<speak><break time=\"60s\"/>a</speak>", "\u{0}a\u{7}",
            "$(id) `id`", "%s%n",
            String(repeating: "가", count: 900), "😀", "あ日", "'; drop", "\u{202E}abc",
        ] {
            do {
                let seconds = try await seconds(text, voice)
                if seconds > 400 { found.append("hostile text: \(seconds) s for \(text.prefix(20))") }
            } catch let error as SpeechError {
                // Nothing to say in it is an answer as well.
                if ![.emptyText, .failed].contains(error.code) { found.append("hostile text: \(error)") }
            }
        }
        // It still speaks.
        for (voice, text) in spoken where try await seconds(text, voice) < 0.1 {
            found.append("\(voice.id): lost its voice")
        }
        return found
    }

    private func cancellation() async throws -> [String] {
        guard let (voice, text) = spoken.first else { return [] }
        let long = try Utterance(String(repeating: text + " ", count: 20), voice: voice)
        let synthesizer = synthesizer
        let task = Task { for try await _ in synthesizer.speak(long) {} }
        task.cancel()
        let started = ContinuousClock.now
        _ = await task.result
        var found = started.duration(to: .now) > .seconds(10) ? ["cancellation: it takes more than ten seconds"] : []
        if try await seconds(text, voice) < 0.1 { found.append("cancellation: it speaks no longer") }
        return found
    }

    /// Of many at once each is spoken, or refused as busy.
    private func crowd() async throws -> [String] {
        guard let (voice, text) = spoken.first else { return [] }
        return try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    do {
                        return try await seconds(text, voice) < 0.1 ? "crowd: an utterance is lost" : nil
                    } catch let error as SpeechError where error.code == .busy {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
    }
}
