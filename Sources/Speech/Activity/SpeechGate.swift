import Dispatch

/// Lets only what is spoken through to a recognizer, so that silence and noise are never transcribed.
public struct SpeechGate: Sendable {
    private let detector: any VoiceActivityDetector
    private let segmenter: SpeechSegmenter

    /// - Parameter detector: takes ``PCMAudio/speechRate``.
    public init(_ detector: any VoiceActivityDetector, settings: SpeechSegmenter.Settings = .init()) {
        self.detector = detector
        segmenter = SpeechSegmenter(
            windowSize: detector.windowSize, sampleRate: detector.sampleRate, settings: settings)
    }

    /// What `transcribe` makes of each stretch of speech, sentences that follow closely in one; stretches of which it makes
    /// nothing are left out. Blocks for as long as the detector and `transcribe` take.
    public func segments(
        of audio: PCMAudio, _ flag: CancellationFlag, transcribe: ([Float]) throws -> String
    ) throws -> [Transcript.Segment] {
        let samples = audio.resampled(to: detector.sampleRate).samples
        let probabilities = try detector.probabilities(of: samples) { flag.isRaised }
        let speech = segmenter.segments(probabilities, count: samples.count)
        return try segmenter.merged(speech, gap: .milliseconds(1_500)).compactMap { range in
            if flag.isRaised { throw CancellationError() }
            let text = try transcribe(Array(samples[range]))
            return text.isEmpty
                ? nil : Transcript.Segment(text: text, start: time(range.lowerBound), end: time(range.upperBound))
        }
    }

    /// From the first to the last moment at which somebody speaks, for recognizers elsewhere; nil where nobody does.
    ///
    /// - Parameter audio: at the detector's sample rate. The detector works on a thread of its own, not on the caller's.
    public func range(of audio: PCMAudio) async throws -> Range<Int>? {
        let (flag, samples) = (CancellationFlag(), audio.samples)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Range<Int>?, any Error>) in
                DispatchQueue.global(qos: .userInitiated).async {
                    continuation.resume(
                        with: Result {
                            let probabilities = try detector.probabilities(of: samples) { flag.isRaised }
                            let speech = segmenter.segments(probabilities, count: samples.count)
                            guard let first = speech.first, let last = speech.last else { return nil }
                            return first.lowerBound..<last.upperBound
                        })
                }
            }
        } onCancel: {
            flag.raise()
        }
    }

    private func time(_ sample: Int) -> Duration { .seconds(Double(sample) / Double(detector.sampleRate)) }
}

extension Transcript {
    /// Of segments in order; the text is theirs.
    public init(segments: [Segment], language: SpokenLanguage, duration: Duration) {
        self.init(
            text: segments.map(\.text).joined(separator: " "), language: language, duration: duration,
            segments: segments)
    }
}
