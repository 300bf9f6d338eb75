/// Several recognizers as one: the first that takes the language, is ready and healthy does the work; where it fails the next
/// one tries.
///
/// A recognizer that failed is left alone for a while and tried again then, one call at a time. Being busy is no failure: the
/// next one takes the call. Errors that are the caller's own go back at once.
public final class FallbackRecognizer: SpeechRecognizer {
    private let recognizers: [any SpeechRecognizer]
    private let rests: EngineRests

    /// - Parameters:
    ///   - recognizers: the best first.
    ///   - firstPause: how long one that failed is left alone; doubles with each failure in a row up to `longestPause`.
    public init(
        _ recognizers: [any SpeechRecognizer], firstPause: Duration = .seconds(2), longestPause: Duration = .seconds(60)
    ) {
        self.recognizers = recognizers
        rests = EngineRests(firstPause: firstPause, longestPause: longestPause)
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
        .best(of: recognizers.map(\.readiness), otherwise: "no speech recognizer is configured")
    }

    public var health: [EngineHealth] { rests.health(of: recognizers.map { ($0.name, $0.readiness) }) }

    public func transcribe(
        _ audio: PCMAudio, language: SpokenLanguage, hints: [String]
    ) async throws -> Transcript {
        let able = recognizers.indices.filter { recognizers[$0].capabilities.takes(language) }
        guard !able.isEmpty else {
            throw SpeechError(.unsupportedLanguage, "no speech recognizer here takes the language \(language)")
        }
        var last: SpeechError?
        for index in able {
            if let failure = rests.failureWhileResting(index) {
                last = last ?? failure
                continue
            }
            do {
                let transcript = try await recognizers[index].transcribe(audio, language: language, hints: hints)
                rests.succeeded(index)
                return transcript
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let failure = error as? SpeechError ?? SpeechError(.failed, "\(recognizers[index].name) failed")
                if failure.isCallersFault { throw failure }
                rests.failed(index, with: failure)
                last = failure
            }
            try Task.checkCancellation()
        }
        throw last ?? SpeechError(.unavailable, "no speech recognizer is available")
    }
}
