public import Speech

/// The contract of `SpeechRecognizer`, checked on any implementation: the fake, the embedded ones and the servers' clients.
public struct SpeechRecognizerConformance: Sendable {
    /// Something said, and words of it that every recognizer gets right.
    public struct Sample: Sendable {
        public var audio: PCMAudio
        public var language: SpokenLanguage
        public var words: [String]

        public init(audio: PCMAudio, language: SpokenLanguage, words: [String]) {
            self.audio = audio
            self.language = language
            self.words = words
        }
    }

    private let recognizer: any SpeechRecognizer
    private let sample: Sample

    public init(_ recognizer: any SpeechRecognizer, sample: Sample) {
        self.recognizer = recognizer
        self.sample = sample
    }

    /// What the recognizer does otherwise than the protocol says, one sentence each; empty where it conforms.
    public func violations() async -> [String] {
        var all: [String] = []
        for check in [speech, rates, quiet, bounds, hostile, cancellation, crowd] {
            do {
                all += try await check()
            } catch {
                all.append("an unexpected error: \(error)")
            }
        }
        return all
    }

    private func transcribe(_ audio: PCMAudio, hints: [String] = []) async throws -> Transcript {
        try await recognizer.transcribe(audio, language: sample.language, hints: hints)
    }

    private func missing(in transcript: Transcript) -> [String] {
        sample.words.filter { !transcript.text.lowercased().contains($0.lowercased()) }
    }

    private func speech() async throws -> [String] {
        var found: [String] = []
        let transcript = try await transcribe(sample.audio)
        let absent = missing(in: transcript)
        if !absent.isEmpty { found.append("speech: \(absent) is missing in: \(transcript.text)") }
        for word in sample.words where transcript.text.lowercased().ranges(of: word.lowercased()).count > 1 {
            found.append("speech: \(word) was said once, and comes more often: \(transcript.text)")
        }
        if transcript.language != sample.language { found.append("speech: the language is not the one asked for") }
        if transcript.duration != sample.audio.duration { found.append("speech: the duration is not the audio's") }
        if let first = transcript.text.first, let last = transcript.text.last, first.isWhitespace || last.isWhitespace {
            found.append("speech: white space at the ends of: \(transcript.text)")
        }
        var end = Duration.zero
        for segment in transcript.segments {
            if segment.start < end || segment.end <= segment.start || segment.end > transcript.duration {
                found.append("speech: a segment from \(segment.start) to \(segment.end) is out of order or bounds")
            }
            end = segment.end
        }
        return found
    }

    private func rates() async throws -> [String] {
        var found: [String] = []
        for rate in [8_000, 44_100, 48_000] {
            let absent = missing(in: try await transcribe(sample.audio.resampled(to: rate)))
            if absent.count > sample.words.count / 2 { found.append("at \(rate) Hz: \(absent) is missing") }
        }
        return found
    }

    private func quiet() async throws -> [String] {
        var noise = SplitMix64(seed: 1)
        let sounds: [(String, [Float])] = [
            ("no sound", []),
            ("a tenth of a second of silence", [Float](repeating: 0, count: 1_600)),
            ("silence", [Float](repeating: 0, count: 32_000)),
            ("noise", (0..<32_000).map { _ in Float.random(in: -0.1...0.1, using: &noise) }),
        ]
        var found: [String] = []
        for (name, samples) in sounds {
            let transcript = try await transcribe(PCMAudio(samples: samples, sampleRate: 16_000))
            if !transcript.text.isEmpty || !transcript.segments.isEmpty {
                found.append("\(name): gives the text \(transcript.text)")
            }
        }
        return found
    }

    private func bounds() async throws -> [String] {
        var found: [String] = []
        let seconds = recognizer.capabilities.maximumDuration.inSeconds + 1
        let long = PCMAudio(samples: [Float](repeating: 0, count: Int(seconds * 8_000)), sampleRate: 8_000)
        if await code(of: long, sample.language) != .tooLong { found.append("too long audio is not refused as such") }
        // A code that is kept free for "no linguistic content".
        if case .only = recognizer.capabilities.languages, await code(of: sample.audio, "zxx") != .unsupportedLanguage {
            found.append("a language that is not among the capabilities is not refused as such")
        }
        return found
    }

    private func code(of audio: PCMAudio, _ language: SpokenLanguage) async -> SpeechError.Code? {
        do {
            _ = try await recognizer.transcribe(audio, language: language, hints: [])
            return nil
        } catch {
            return (error as? SpeechError)?.code
        }
    }

    private func hostile() async throws -> [String] {
        var found: [String] = []
        let hints = ["\u{0}", String(repeating: "가", count: 10_000), "a\u{0}b", "", "<|endoftext|>", "\u{202E}"]
        let absent = missing(in: try await transcribe(sample.audio, hints: hints))
        if !absent.isEmpty { found.append("with odd hints: \(absent) is missing") }
        let wild: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, 5, -5]
        let samples = (0..<16_000).map { wild[$0 % wild.count] }
        _ = try await transcribe(PCMAudio(samples: samples, sampleRate: 16_000))
        return found
    }

    private func cancellation() async throws -> [String] {
        let long = PCMAudio(
            samples: (0..<3).flatMap { _ in sample.audio.samples }, sampleRate: sample.audio.sampleRate)
        let task = Task {
            // A quick recognizer could be done before the cancellation.
            while !Task.isCancelled { await Task.yield() }
            return try await transcribe(long)
        }
        task.cancel()
        do {
            _ = try await task.value
            return ["a cancelled task gets a transcript"]
        } catch is CancellationError {
            return []
        } catch {
            return ["a cancelled task gets the error \(error)"]
        }
    }

    private func crowd() async throws -> [String] {
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    do {
                        let absent = missing(in: try await transcribe(sample.audio))
                        return absent.isEmpty ? nil : "four at a time: \(absent) is missing"
                    } catch let error as SpeechError where error.code == .busy && error.retryAfter != nil {
                        return nil
                    } catch {
                        return "four at a time: \(error)"
                    }
                }
            }
            return await group.reduce(into: []) { found, violation in found += violation.map { [$0] } ?? [] }
        }
    }
}
