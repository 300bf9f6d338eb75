import Synchronization

/// Several recognizers as one: the first that takes the language, is ready and healthy does the work; where it fails the next
/// one tries.
///
/// A recognizer that failed is left alone for a while and tried again then, one call at a time. Being busy is no failure: the
/// next one takes the call. Errors that are the caller's own go back at once.
public final class FallbackRecognizer: SpeechRecognizer {
    /// What became of the last calls to one of the recognizers.
    public struct Health: Sendable, Equatable {
        public var name: String
        public var readiness: SpeechReadiness
        /// Why it is left alone at the moment; nil when it is not.
        public var failure: SpeechError?
    }

    private struct Rest {
        var failure: SpeechError
        var until: ContinuousClock.Instant
        var pause: Duration
    }

    private let recognizers: [any SpeechRecognizer]
    private let firstPause: Duration
    private let longestPause: Duration
    private let resting: Mutex<[Int: Rest]>
    private let clock = ContinuousClock()

    /// - Parameters:
    ///   - recognizers: the best first.
    ///   - firstPause: how long one that failed is left alone; doubles with each failure in a row up to `longestPause`.
    public init(
        _ recognizers: [any SpeechRecognizer], firstPause: Duration = .seconds(2), longestPause: Duration = .seconds(60)
    ) {
        self.recognizers = recognizers
        self.firstPause = firstPause
        self.longestPause = longestPause
        resting = Mutex([:])
    }

    public var name: String { recognizers.map(\.name).joined(separator: ", else ") }

    /// What at least one of them can do.
    public var capabilities: RecognizerCapabilities {
        let all = recognizers.map(\.capabilities)
        var languages: RecognizerCapabilities.Languages = .only([])
        for capabilities in all {
            switch (languages, capabilities.languages) {
            case (.only(let known), .only(let more)): languages = .only(known.union(more))
            case (.any, _), (_, .any): languages = .any
            }
        }
        return RecognizerCapabilities(
            languages: languages, partials: all.contains { $0.partials }, timestamps: all.contains { $0.timestamps },
            hints: all.contains { $0.hints }, maximumDuration: all.map(\.maximumDuration).max() ?? .zero)
    }

    /// The best among them: one that is ready is enough.
    public var readiness: SpeechReadiness {
        let all = recognizers.map(\.readiness)
        if all.contains(.ready) { return .ready }
        let loading = all.first { if case .loading = $0 { true } else { false } }
        return loading ?? all.first ?? .failed(SpeechError(.unavailable, "no speech recognizer is configured"))
    }

    public var health: [Health] {
        let resting = resting.withLock { $0 }
        return recognizers.enumerated().map { index, recognizer in
            Health(name: recognizer.name, readiness: recognizer.readiness, failure: resting[index]?.failure)
        }
    }

    public func transcribe(
        _ audio: PCMAudio, language: SpokenLanguage, hints: [String]
    ) async throws -> Transcript {
        let able = recognizers.indices.filter { recognizers[$0].capabilities.takes(language) }
        guard !able.isEmpty else {
            throw SpeechError(.unsupportedLanguage, "no speech recognizer here takes the language \(language)")
        }
        var last: SpeechError?
        for index in able {
            if let failure = failureWhileResting(index) {
                last = last ?? failure
                continue
            }
            do {
                let transcript = try await recognizers[index].transcribe(audio, language: language, hints: hints)
                resting.withLock { $0[index] = nil }
                return transcript
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let failure = error as? SpeechError ?? SpeechError(.failed, "\(recognizers[index].name) failed")
                if failure.isCallersFault { throw failure }
                note(failure, of: index)
                last = failure
            }
            try Task.checkCancellation()
        }
        throw last ?? SpeechError(.unavailable, "no speech recognizer is available")
    }

    /// nil when it may be asked. Whoever gets nil after a rest tries it; the others wait for the outcome elsewhere.
    private func failureWhileResting(_ index: Int) -> SpeechError? {
        resting.withLock { resting in
            guard let rest = resting[index] else { return nil }
            guard clock.now >= rest.until else {
                var failure = rest.failure
                failure.retryAfter = failure.retryAfter ?? (rest.until - clock.now)
                return failure
            }
            resting[index]?.until = clock.now + rest.pause
            return nil
        }
    }

    private func note(_ failure: SpeechError, of index: Int) {
        // It works, or will soon: no reason to leave it alone.
        if failure.code == .busy || failure.code == .loading { return }
        resting.withLock { resting in
            let pause = resting[index].map { min($0.pause * 2, longestPause) } ?? firstPause
            resting[index] = Rest(failure: failure, until: clock.now + pause, pause: pause)
        }
    }
}
