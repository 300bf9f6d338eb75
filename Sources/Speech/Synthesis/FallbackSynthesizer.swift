import Synchronization

/// Several synthesizers as one: the utterance's own one speaks; where it cannot, the next that has a voice for the language
/// does, at the sample rate that the utterance's voice has.
///
/// A synthesizer that failed is left alone for a while and tried again then. Being busy or still loading is no failure: the next
/// one takes the call. Errors that are the caller's own go back at once. Once something has been heard nobody begins anew: an
/// error then ends the stream.
public final class FallbackSynthesizer: SpeechSynthesizer {
    /// What became of the last calls to one of the synthesizers.
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

    private let synthesizers: [any SpeechSynthesizer]
    private let firstPause: Duration
    private let longestPause: Duration
    private let resting = Mutex<[Int: Rest]>([:])

    /// - Parameters:
    ///   - synthesizers: the best first.
    ///   - firstPause: how long one that failed is left alone; doubles with each failure in a row up to `longestPause`.
    public init(
        _ synthesizers: [any SpeechSynthesizer], firstPause: Duration = .seconds(2),
        longestPause: Duration = .seconds(60)
    ) {
        self.synthesizers = synthesizers
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    public var name: String { synthesizers.map(\.name).joined(separator: ", else ") }

    /// Of those that can speak now the best comes first.
    public var voices: [Voice] { order.flatMap { synthesizers[$0].voices } }

    /// One that is ready is enough.
    public var readiness: SpeechReadiness {
        let all = synthesizers.map(\.readiness)
        if all.contains(.ready) { return .ready }
        let loading = all.first { if case .loading = $0 { true } else { false } }
        return loading ?? all.first ?? .failed(SpeechError(.unavailable, "no voice is configured"))
    }

    public var health: [Health] {
        let resting = resting.withLock { $0 }
        return synthesizers.enumerated().map { index, synthesizer in
            Health(name: synthesizer.name, readiness: synthesizer.readiness, failure: resting[index]?.failure)
        }
    }

    public func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error> {
        AsyncThrowingStream { continuation in
            let work = Task {
                do {
                    try await speak(utterance) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }

    private func speak(_ utterance: Utterance, _ emit: (AudioChunk) -> Void) async throws {
        var last: SpeechError?
        for index in candidates(for: utterance.voice) {
            if let failure = failureWhileResting(index) {
                last = last ?? failure
                continue
            }
            let synthesizer = synthesizers[index]
            guard let own = Self.adapted(utterance, to: synthesizer) else { continue }
            var count = 0
            do {
                for try await chunk in synthesizer.speak(own) {
                    emit(AudioChunk(index: count, audio: chunk.audio.resampled(to: utterance.voice.sampleRate)))
                    count += 1
                }
                try Task.checkCancellation()
                resting.withLock { $0[index] = nil }
                return
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let failure = error as? SpeechError ?? SpeechError(.failed, "\(synthesizer.name) failed")
                if failure.isCallersFault { throw failure }
                note(failure, of: index)
                if count > 0 { throw failure }
                last = failure
            }
        }
        throw last
            ?? SpeechError(.unsupportedLanguage, "no voice here speaks the language \(utterance.voice.language)")
    }

    /// The ready ones first, each group in its given order.
    private var order: [Int] {
        let ready = synthesizers.indices.filter { synthesizers[$0].readiness == .ready }
        return ready + synthesizers.indices.filter { !ready.contains($0) }
    }

    private func candidates(for voice: Voice) -> [Int] {
        let owner = synthesizers.firstIndex { $0.voices.contains { $0.id == voice.id } }
        return (owner.map { [$0] } ?? []) + order.filter { $0 != owner }
    }

    /// The utterance itself where the voice is the synthesizer's, else the same with its first voice of the language.
    private static func adapted(_ utterance: Utterance, to synthesizer: any SpeechSynthesizer) -> Utterance? {
        let voices = synthesizer.voices
        if voices.contains(where: { $0.id == utterance.voice.id }) { return utterance }
        guard let voice = voices.first(where: { $0.language == utterance.voice.language }) else { return nil }
        let speed = min(max(utterance.speed, voice.speeds.lowerBound), voice.speeds.upperBound)
        return try? Utterance(utterance.text, voice: voice, speed: speed)
    }

    /// nil when it may be asked. Whoever gets nil after a rest tries it; the others wait for the outcome elsewhere.
    private func failureWhileResting(_ index: Int) -> SpeechError? {
        resting.withLock { resting in
            guard let rest = resting[index] else { return nil }
            let now = ContinuousClock.now
            guard now >= rest.until else {
                var failure = rest.failure
                failure.retryAfter = failure.retryAfter ?? (rest.until - now)
                return failure
            }
            resting[index]?.until = now + rest.pause
            return nil
        }
    }

    private func note(_ failure: SpeechError, of index: Int) {
        if failure.code == .busy || failure.code == .loading { return }
        resting.withLock { resting in
            let pause = resting[index].map { min($0.pause * 2, longestPause) } ?? firstPause
            resting[index] = Rest(failure: failure, until: .now + pause, pause: pause)
        }
    }
}
