/// Several synthesizers as one: the utterance's own one speaks; where it cannot, the next that has a voice for the language
/// does, at the sample rate that the utterance's voice has.
///
/// A synthesizer that failed is left alone for a while and tried again then. Being busy or still loading is no failure: the next
/// one takes the call. Errors that are the caller's own go back at once. Once something has been heard nobody begins anew: an
/// error then ends the stream.
public final class FallbackSynthesizer: SpeechSynthesizer {
    private let synthesizers: [any SpeechSynthesizer]
    private let rests: EngineRests

    /// - Parameters:
    ///   - synthesizers: the best first.
    ///   - firstPause: how long one that failed is left alone; doubles with each failure in a row up to `longestPause`.
    public init(
        _ synthesizers: [any SpeechSynthesizer], firstPause: Duration = .seconds(2),
        longestPause: Duration = .seconds(60)
    ) {
        self.synthesizers = synthesizers
        rests = EngineRests(firstPause: firstPause, longestPause: longestPause)
    }

    public var name: String { synthesizers.map(\.name).joined(separator: ", else ") }

    /// Of those that can speak now the best comes first.
    public var voices: [Voice] { order.flatMap { synthesizers[$0].voices } }

    /// One that is ready is enough.
    public var readiness: SpeechReadiness {
        .best(of: synthesizers.map(\.readiness), otherwise: "no voice is configured")
    }

    public var health: [EngineHealth] { rests.health(of: synthesizers.map { ($0.name, $0.readiness) }) }

    public func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error> {
        .spoken { try await self.speak(utterance, $0) }
    }

    private func speak(
        _ utterance: Utterance, _ out: AsyncThrowingStream<AudioChunk, any Error>.Continuation
    ) async throws {
        var last: SpeechError?
        for index in candidates(for: utterance.voice) {
            if let failure = rests.failureWhileResting(index) {
                last = last ?? failure
                continue
            }
            let synthesizer = synthesizers[index]
            guard let own = Self.adapted(utterance, to: synthesizer) else { continue }
            var count = 0
            do {
                for try await chunk in synthesizer.speak(own) {
                    out.yield(
                        AudioChunk(index: count, audio: chunk.audio.resampled(to: utterance.voice.sampleRate)))
                    count += 1
                }
                try Task.checkCancellation()
                rests.succeeded(index)
                return
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let failure = error as? SpeechError ?? SpeechError(.failed, "\(synthesizer.name) failed")
                if failure.isCallersFault { throw failure }
                rests.failed(index, with: failure)
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
}
