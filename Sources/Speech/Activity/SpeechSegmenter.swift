/// Finds where somebody speaks, from a voice detector's probabilities. A pure state machine.
///
/// Speech begins with a window that is likely and ends when no window has been so for a while; in between a lower likelihood
/// suffices, so that a word's quiet end is not cut off.
public struct SpeechSegmenter: Sendable {
    public struct Settings: Sendable, Equatable {
        /// Probability from which a window is speech.
        public var start: Float = 0.5
        /// Probability below which speech that has begun is silence.
        public var stop: Float = 0.35
        /// Speech shorter than this is a noise.
        public var minimumSpeech: Duration = .milliseconds(120)
        /// Silence shorter than this does not end a segment.
        public var minimumSilence: Duration = .milliseconds(300)
        /// What is added before and after each segment.
        public var padding: Duration = .milliseconds(200)
        /// A segment does not get longer: it is cut at its least likely window of the last third.
        public var maximumSegment: Duration = .seconds(28)

        public init() {}
    }

    private let settings: Settings
    private let windowSize: Int
    private let sampleRate: Int

    public init(windowSize: Int, sampleRate: Int, settings: Settings = Settings()) {
        self.settings = settings
        self.windowSize = windowSize
        self.sampleRate = sampleRate
    }

    /// Ranges of samples in which somebody speaks, in order, without overlap, within 0..<`count`. Linear.
    ///
    /// - Parameters:
    ///   - probabilities: one for each window from the beginning; the last window may reach past the end.
    ///   - count: samples of the sound.
    public func segments(_ probabilities: [Float], count: Int) -> [Range<Int>] {
        let silence = max(1, windows(settings.minimumSilence))
        var found: [Range<Int>] = []
        var start: Int?
        var lastSpeech = 0
        func close() {
            if let begun = start { found.append(begun..<lastSpeech + 1) }
            start = nil
        }
        for (window, probability) in probabilities.enumerated() {
            if start == nil {
                guard probability >= settings.start else { continue }
                start = window
                lastSpeech = window
            } else if probability >= settings.stop {
                lastSpeech = window
            } else if window - lastSpeech >= silence {
                close()
            }
        }
        close()
        let long = found.filter { $0.count >= windows(settings.minimumSpeech) }
        return padded(long.flatMap { cut($0, probabilities) }, count: count)
    }

    /// Segments that lie close are one, so that a recognizer hears whole sentences: gaps up to `gap` are bridged as long as the
    /// whole stays within the longest segment.
    public func merged(_ segments: [Range<Int>], gap: Duration) -> [Range<Int>] {
        let longest = samples(settings.maximumSegment)
        var merged: [Range<Int>] = []
        for segment in segments {
            if let last = merged.last, segment.lowerBound - last.upperBound <= samples(gap),
                segment.upperBound - last.lowerBound <= longest
            {
                merged[merged.count - 1] = last.lowerBound..<segment.upperBound
            } else {
                merged.append(segment)
            }
        }
        return merged
    }

    private func cut(_ segment: Range<Int>, _ probabilities: [Float]) -> [Range<Int>] {
        let longest = max(3, windows(settings.maximumSegment - settings.padding * 2))
        var rest = segment
        var pieces: [Range<Int>] = []
        while rest.count > longest {
            let candidates = rest.lowerBound + longest * 2 / 3..<rest.lowerBound + longest
            let place = candidates.min { probabilities[$0] < probabilities[$1] } ?? candidates.lowerBound
            pieces.append(rest.lowerBound..<place)
            rest = place..<rest.upperBound
        }
        return pieces + [rest]
    }

    private func padded(_ segments: [Range<Int>], count: Int) -> [Range<Int>] {
        let padding = samples(settings.padding)
        var ranges: [Range<Int>] = []
        for (index, segment) in segments.enumerated() {
            let end = min(segment.upperBound * windowSize, count)
            // Two neighbours share the silence between them.
            let isLast = index + 1 == segments.count
            let room = isLast ? padding : min(padding, (segments[index + 1].lowerBound * windowSize - end + 1) / 2)
            let lower = max(segment.lowerBound * windowSize - padding, ranges.last?.upperBound ?? 0)
            let upper = min(end + room, count)
            if lower < upper { ranges.append(lower..<upper) }
        }
        return ranges
    }

    private func samples(_ duration: Duration) -> Int { Int(duration.inSeconds * Double(sampleRate)) }
    private func windows(_ duration: Duration) -> Int { (samples(duration) + windowSize - 1) / windowSize }
}

extension Duration {
    /// As a number of seconds.
    public var inSeconds: Double { self / .seconds(1) }
}

extension VoiceActivityDetector {
    /// The probability of each window of `audio`, which has the detector's sample rate; the last window is filled up with
    /// silence. Computes for the time of the windows; stops when the task that calls it is cancelled.
    public func probabilities(of samples: [Float], isCancelled: () -> Bool = { false }) throws -> [Float] {
        let listener = try listen()
        var probabilities: [Float] = []
        probabilities.reserveCapacity(samples.count / windowSize + 1)
        for start in stride(from: 0, to: samples.count, by: windowSize) {
            if isCancelled() { throw CancellationError() }
            var window = Array(samples[start..<min(start + windowSize, samples.count)])
            window += [Float](repeating: 0, count: windowSize - window.count)
            probabilities.append(try listener.probability(of: window))
        }
        return probabilities
    }
}
